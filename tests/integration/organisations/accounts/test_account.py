"""The own account."""

import pytest
from sqlalchemy import select

from app.access import Role
from app.audit import AuditEntry
from app.db import db
from app.organisations.models import User
from tests.factories.organisations import government, login, user_with
from tests.style_guide import assert_page

VALUES = {"name": "Siti Aminah", "phone": "0812 3456 7890", "language": "id"}


@pytest.fixture
def person(client, db_session) -> User:
    made = user_with(Role.COORDINATOR, government(name="Kabupaten Contoh"), username="kabag")
    login(client, made)
    return made


def save(client, version=1, **values):
    return client.post("/akun", data={**VALUES, "version": version, **values})


def test_the_page_shows_account_security_and_duties(client, person):
    page = client.get("/akun")
    assert_page(page)
    assert person.email in page.text
    assert "Kabupaten Contoh" in page.text
    assert "Koordinator" in page.text


def test_saving(client, person):
    assert save(client).headers["Location"] == "/akun"
    db.session.refresh(person)
    assert (person.name, person.phone) == ("Siti Aminah", "0812 3456 7890")


def test_choosing_english_speaks_english_from_then_on(client, person):
    save(client, language="en")
    assert '<html lang="en">' in client.get("/akun").text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": ""}, "Isi nama Anda"),
        ({"phone": "telepon saya"}, "hanya memuat angka"),
        ({"language": "xx"}, "Pilih salah satu"),
    ],
)
def test_faults_are_told_in_indonesian(client, person, values, message):
    response = save(client, **values)
    assert_page(response)
    assert message in response.text


def test_a_lost_race_shows_both_versions(client, person):
    save(client)
    response = save(client, version=1, name="Nama Lain")
    assert_page(response, status=409)
    assert "Nama Lain" in response.text
    assert "Siti Aminah" in response.text


def test_other_fields_cannot_be_set_through_the_form(client, person):
    save(
        client,
        active="",
        username="lain",
        email="lain@uji.invalid",
        id="x",
        tf_primary_method="authenticator",
    )
    db.session.refresh(person)
    assert (person.active, person.username, person.tf_primary_method) == (True, "kabag", None)
    assert person.email != "lain@uji.invalid"


def test_the_log_knows_that_but_not_what(client, person, db_session):
    save(client)
    entry = db_session.scalars(select(AuditEntry)).one()
    assert entry.action == "account.profile_changed"
    assert "Siti" not in f"{entry.before}{entry.after}"
    assert set(entry.after) == {"name", "phone"}
