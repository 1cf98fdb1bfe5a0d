"""Signing in and out with real requests."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from sqlalchemy import select

from app.access import Role
from app.audit import AuditEntry
from app.organisations.models import SignInAttempts, User
from tests.factories.organisations import PASSWORD, government, login, user, user_with
from tests.style_guide import assert_page


@pytest.fixture
def person(db_session) -> User:
    return user_with(
        Role.COORDINATOR, government(), username="kabag", email="kabag@uji.invalid", name="Kabag Uji"
    )


def sign_in(client, name="kabag", password=PASSWORD, **more):
    return client.post("/masuk", data={"username": name, "password": password, **more})


def actions(session):
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)))


def test_the_page_is_in_order(client):
    tree = assert_page(client.get("/masuk"))
    field = tree.find(".//input[@name='password']")
    assert field is not None
    assert field.get("autocomplete") == "current-password"


@pytest.mark.parametrize("name", ["kabag", "KABAG", " kabag ", "kabag@uji.invalid", "Kabag@Uji.invalid"])
def test_with_username_or_address_in_any_case(client, person, name):
    assert sign_in(client, name).headers["Location"] == "/"
    assert "Kabag Uji" in client.get("/").text


@pytest.mark.parametrize(
    ("name", "password"), [("kabag", "keliru sekali"), ("tiada", PASSWORD), ("kabag", PASSWORD + " ")]
)
def test_a_wrong_pair_is_refused_without_saying_which_half(client, person, name, password):
    response = sign_in(client, name, password)
    assert_page(response)
    assert "tidak cocok" in response.text
    assert "Kabag Uji" not in client.get("/").text


def test_the_answer_for_an_unknown_account_is_the_same(client, person):
    known, unknown = sign_in(client, "kabag", "keliru sekali"), sign_in(client, "kabak", "keliru sekali")
    assert plain(known.text).replace("kabag", "") == plain(unknown.text).replace("kabak", "")


def test_empty_fields_are_told_in_indonesian(client, db_session):
    response = sign_in(client, "", "")
    assert_page(response)
    assert "tidak cocok" in response.text
    assert db_session.scalars(select(SignInAttempts)).all() == []


def test_it_leads_back_to_the_page_that_was_wanted(client, person):
    wanted = client.get("/akun").headers["Location"]
    assert wanted == "/masuk?next=/akun"
    assert sign_in(client, next="/akun").headers["Location"] == "/akun"


@pytest.mark.parametrize("target", ["https://jahat.invalid/", "//jahat.invalid", "\\\\jahat.invalid"])
def test_it_leads_nowhere_else(client, person, target):
    location = sign_in(client, next=target).headers.get("Location", "")
    assert urlsplit(urljoin("http://localhost/masuk", location)).netloc == "localhost"


def test_a_closed_account_is_told_so_only_with_its_password(client, person, db_session):
    person.active = False
    db_session.flush()
    assert "dinonaktifkan" not in sign_in(client, password="keliru sekali").text
    sign_in(client)
    assert client.get("/akun").status_code == 302


def test_a_session_ends_when_the_account_is_closed(client, person, db_session):
    sign_in(client)
    assert client.get("/akun").status_code == 200
    person.active = False
    assert client.get("/akun").status_code == 302


def test_signing_in_gives_a_new_session(client, person):
    client.get("/masuk")
    before = client.get_cookie("renaksi").value
    sign_in(client)
    after = client.get_cookie("renaksi").value
    assert before != after
    client.set_cookie("renaksi", before)
    assert client.get("/akun").status_code == 302


def test_a_session_name_that_somebody_planted_is_not_taken_over(client, person):
    client.set_cookie("renaksi", "dipasang-orang-lain")
    sign_in(client)
    assert client.get_cookie("renaksi").value != "dipasang-orang-lain"


def test_signing_out_ends_the_session_on_the_server(client, person):
    sign_in(client)
    cookie = client.get_cookie("renaksi").value
    assert client.post("/keluar").status_code == 302
    client.set_cookie("renaksi", cookie)
    assert client.get("/akun").status_code == 302


def test_signing_out_needs_a_post(client, person):
    sign_in(client)
    assert client.get("/keluar").status_code == 405
    assert client.get("/akun").status_code == 200


def test_signing_out_everywhere_ends_other_devices(app, client, person):
    other = app.test_client()
    sign_in(other)
    sign_in(client)
    assert other.get("/akun").status_code == 200
    assert client.post("/akun/keluar-semua").headers["Location"] == "/"
    assert other.get("/akun").status_code == 302
    assert client.get("/akun").status_code == 302


def test_the_cookie_is_out_of_reach_for_scripts(client, person):
    header = sign_in(client).headers["Set-Cookie"]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Expires" not in header


def test_signing_in_and_out_is_logged_without_secrets(client, person, db_session):
    sign_in(client, password="rahasia yang salah")
    sign_in(client)
    client.post("/keluar")
    assert actions(db_session) == ["account.sign_in_failed", "account.signed_in", "account.signed_out"]
    entries = db_session.scalars(select(AuditEntry)).all()
    assert "rahasia yang salah" not in "".join(f"{entry.before}{entry.after}" for entry in entries)


def test_a_form_from_elsewhere_is_refused(client, person, csrf):
    assert sign_in(client).status_code == 400


def test_the_token_of_the_page_is_accepted(client, person, csrf):
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/masuk").text)
    assert token
    assert sign_in(client, csrf_token=token[1]).status_code == 302


def test_somebody_who_is_signed_in_needs_no_sign_in_page(client, person):
    login(client, person)
    assert client.get("/masuk").status_code == 302


def test_the_password_is_kept_as_argon2id(client, person):
    assert person.password.startswith("$argon2id$")


def test_the_cost_of_the_hash_is_at_least_what_owasp_asks():
    from app.organisations.accounts.settings import SETTINGS

    options = SETTINGS["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"]
    assert options["argon2__memory_cost"] >= 19456
    assert options["argon2__time_cost"] >= 2


def test_a_person_without_a_duty_sees_no_work(client, db_session):
    user(username="kosong")
    sign_in(client, "kosong")
    assert client.get("/opd").status_code == 403


def plain(text: str) -> str:
    """The page without its token."""
    return re.sub(r'(value|content)="[^"]{40,}"', "", text)
