"""Tests see nothing of each other, and requests see nothing of a test that was not committed or is not theirs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from app.access import SYSTEM, Role, current_actor, public_page
from app.audit import record
from app.db import db
from app.db.tenancy import NOTHING, current_scope
from app.organisations.models import Government
from tests.factories.organisations import government, login, unit, user_with


@contextmanager
def answering(app: Flask, view: Callable[[], str]) -> Iterator[str]:
    """Put a view in the place of an existing one for one test; gives its address."""
    original = app.view_functions["health.alive"]
    app.view_functions["health.alive"] = public_page("a test")(view)
    try:
        yield "/healthz"
    finally:
        app.view_functions["health.alive"] = original


@pytest.mark.parametrize("round_number", [1, 2])
def test_each_test_starts_without_the_rows_of_another(db_session, round_number):
    assert db_session.scalar(select(func.count()).select_from(Government)) == 0
    government(code="73.07")
    db_session.commit()


def test_a_request_does_not_inherit_the_rights_of_the_test(app: Flask, client, db_session):
    seen = []

    def view():
        seen.append(current_scope())
        return ""

    with answering(app, view) as address:
        client.get(address)
    assert seen == [NOTHING]


def test_a_person_who_signed_in_is_the_actor_of_the_request(app: Flask, client, db_session):
    dinas = unit(government())
    person = user_with(Role.OPD_ADMIN, unit=dinas)
    seen = []

    def view():
        seen.append(current_actor())
        return ""

    login(client, person)
    with answering(app, view) as address:
        client.get(address)
    assert [(actor.user_id, actor.posts[0].unit_id) for actor in seen] == [(person.id, dinas.id)]


def test_what_a_test_prepares_is_committed_before_a_request(client, db_session):
    government(code="73.07")
    client.get("/healthz")
    db_session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Government)) == 1


@pytest.mark.parametrize("round_number", [1, 2])
def test_each_test_starts_with_the_schema_of_the_migrations(db_session, round_number):
    """The first round takes a guard away, as tests of tampering do; the second has it again."""
    owner = government()
    record(SYSTEM, "government.changed", owner, government_id=owner.id)
    db_session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        db_session.execute(text("DELETE FROM audit_entry"))
    db_session.rollback()
    if db_session.get_bind().dialect.name == "postgresql":
        db_session.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
    else:
        db_session.execute(text("DROP TRIGGER audit_entry_no_delete"))
    db_session.commit()
