"""The first link of an installation."""

import re

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from app.access import Role
from app.db import new_id
from app.organisations.models import Invitation, User
from tests.factories.organisations import government, login, user_with
from tests.style_guide import assert_page

NEW = "sepeda-biru-hujan-teras"


@pytest.fixture
def run(app, db_session):
    runner = FlaskCliRunner(app)

    def invoke(*arguments: str) -> str:
        db_session.commit()
        result = runner.invoke(args=["users", "invite-operator", *arguments])
        assert result.exit_code == 0, result.output
        return result.output

    return invoke


def path_in(text: str) -> str:
    found = re.search(r"(/undangan/[\w-]{40,})", text)
    assert found
    return found[1]


def test_the_link_makes_an_operator_who_gives_an_address_of_their_own(app, client, run, db_session):
    output = run("--base-url", "http://127.0.0.1:8080/")
    assert "http://127.0.0.1:8080/undangan/" in output
    path = path_in(output)
    page = client.get(path)
    assert_page(page)
    assert 'name="email"' in page.text
    values = {
        "name": "Operator Contoh",
        "username": "operator",
        "password": NEW,
        "password_again": NEW,
        "idempotency_key": new_id(),
    }
    assert_page(client.post(path, data=values))
    values["email"], values["idempotency_key"] = "operator@sinjaikab.go.id", new_id()
    assert client.post(path, data=values).headers["Location"] == "/"
    made = db_session.scalars(select(User)).one()
    assert (made.email, made.appointments[0].role) == ("operator@sinjaikab.go.id", Role.OPERATOR)


def test_once_there_is_an_operator_nothing_happens(run, db_session):
    user_with(Role.OPERATOR)
    assert "undangan" not in run()
    assert db_session.scalar(select(func.count()).select_from(Invitation)) == 0


def test_another_operator_is_invited_by_address(run, outbox):
    user_with(Role.OPERATOR)
    path = path_in(run("--email", "lain@sinjaikab.go.id", "--name", "Operator Lain"))
    assert [mail["To"] for mail in outbox()] == ["lain@sinjaikab.go.id"]
    assert path in outbox()[0].get_content()


def test_starting_again_replaces_the_link(client, run, db_session):
    old, new = path_in(run()), path_in(run())
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    assert db_session.scalar(select(func.count()).select_from(Invitation)) == 1


def test_an_operator_who_left_does_not_count(run):
    user_with(Role.OPERATOR, active=False)
    assert "/undangan/" in run()


def test_the_address_of_somebody_else_is_refused(client, run, db_session):
    user_with(Role.LEADER, government(), email="ada@uji.co.id")
    path = path_in(run())
    values = {
        "name": "O",
        "username": "operator",
        "password": NEW,
        "password_again": NEW,
        "email": "ADA@uji.co.id",
    }
    response = client.post(path, data={**values, "idempotency_key": new_id()})
    assert_page(response)
    assert "sudah dipakai akun lain" in response.text
    login(client, db_session.scalars(select(User)).one())
    assert_page(client.get(path))
