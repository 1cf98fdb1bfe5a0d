"""The second step: set up, used, used up, lost, switched off."""

import re
import time

import pytest
from passlib.totp import TOTP  # type: ignore[import-untyped]  # its stubs are a package of their own
from sqlalchemy import select

from app.access import Role
from app.audit import AuditEntry
from app.db import db
from app.organisations.models import User
from tests.factories.organisations import PASSWORD, government, login, user_with
from tests.style_guide import assert_page


@pytest.fixture
def person(db_session) -> User:
    return user_with(Role.COORDINATOR, government(), username="kabag")


def sign_in(client):
    return client.post("/masuk", data={"username": "kabag", "password": PASSWORD})


def begin(client) -> tuple[str, str]:
    """Start setting up; the secret as shown for typing, and where the first code goes."""
    page = client.post("/akun/dua-langkah", data={"setup": "authenticator"})
    assert_page(page)
    key = re.search(r'class="r-key">([A-Z2-7 -]+)<', page.text)
    action = re.search(r'action="(/akun/dua-langkah/[^"]+)"', page.text)
    assert key
    assert action
    return key[1], action[1]


def code_of(key: str, shift: int = 0) -> str:
    # A code made in the last moments of its half minute would be another one's when a busy machine checks it.
    if now() % 30 > 22:
        time.sleep(30 - now() % 30)
    return str(TOTP(key=key.replace("-", "").replace(" ", "")).generate(time=now() + shift).token)


def now() -> int:
    return int(time.time())


def set_up(client) -> str:
    """Switch the second step on; returns the secret."""
    key, action = begin(client)
    assert client.post(action, data={"code": code_of(key, -30)}).headers["Location"] == "/akun"
    return key


@pytest.fixture
def key(client, person) -> str:
    """Somebody who signs in with two steps, signed out."""
    login(client, person)
    made = set_up(client)
    client.post("/keluar")
    return made


def test_the_page_explains_and_offers_to_begin(client, person):
    login(client, person)
    page = client.get("/akun/dua-langkah")
    assert_page(page)
    assert "Belum aktif" in page.text


def test_a_wrong_first_code_switches_nothing_on(client, person):
    login(client, person)
    _key, action = begin(client)
    client.post(action, data={"code": "000000"})
    db.session.refresh(person)
    assert person.tf_primary_method is None


def test_setting_up_and_signing_in_with_a_code(client, person, key):
    assert sign_in(client).headers["Location"].partition("?")[0] == "/masuk/kode"
    assert client.get("/akun").status_code == 302
    assert_page(client.get("/masuk/kode"))
    assert client.post("/masuk/kode", data={"code": code_of(key)}).status_code == 302
    assert client.get("/akun").status_code == 200


def test_spaces_in_the_code_do_not_matter(client, key):
    sign_in(client)
    code = code_of(key)
    assert client.post("/masuk/kode", data={"code": f"{code[:3]} {code[3:]}"}).status_code == 302


def test_a_code_opens_once(client, key):
    code = code_of(key)
    sign_in(client)
    client.post("/masuk/kode", data={"code": code})
    client.post("/keluar")
    sign_in(client)
    page = client.post("/masuk/kode", data={"code": code})
    assert_page(page)
    assert "Kode salah atau sudah kedaluwarsa" in page.text
    assert client.get("/akun").status_code == 302


def test_the_password_alone_does_not_open(client, key):
    sign_in(client)
    client.get("/")
    assert client.get("/akun").status_code == 302


def test_the_code_page_needs_the_password_first(client, key):
    assert client.post("/masuk/kode", data={"code": code_of(key)}).headers["Location"] == "/masuk"


def test_codes_cannot_be_guessed(client, key):
    sign_in(client)
    codes = [client.post("/masuk/kode", data={"code": f"{number:06}"}).status_code for number in range(5)]
    assert codes == [200, 200, 200, 200, 429]
    assert client.post("/masuk/kode", data={"code": code_of(key)}).status_code == 429


def test_giving_the_password_again_does_not_forget_guessed_codes(client, key):
    for number in range(5):
        sign_in(client)
        client.post("/masuk/kode", data={"code": f"{number:06}"})
    sign_in(client)
    assert client.post("/masuk/kode", data={"code": code_of(key)}).status_code == 429


def recovery_codes(client) -> list[str]:
    page = client.post("/akun/kode-cadangan", data={"generate_new_codes": "1"})
    assert_page(page)
    return re.findall(r"<code>([0-9a-f-]{14})</code>", page.text)


def test_a_recovery_code_opens_once(client, person, key):
    login(client, person)
    codes = recovery_codes(client)
    assert len(codes) == 8
    client.post("/keluar")
    sign_in(client)
    assert client.post("/masuk/kode-cadangan", data={"code": codes[0].upper()}).status_code == 302
    assert client.get("/akun").status_code == 200
    client.post("/keluar")
    sign_in(client)
    page = client.post("/masuk/kode-cadangan", data={"code": codes[0]})
    assert_page(page)
    assert "sudah pernah dipakai" in page.text


def test_recovery_codes_are_stored_sealed(client, person, key):
    login(client, person)
    codes = recovery_codes(client)
    db.session.refresh(person)
    assert person.mf_recovery_codes
    assert not set(codes) & set(person.mf_recovery_codes)


def test_the_secret_is_stored_sealed(person, key):
    db.session.refresh(person)
    assert key.replace("-", "").replace(" ", "") not in person.tf_totp_secret


def test_there_is_no_way_around_by_mail(client, key, outbox):
    sign_in(client)
    response = client.post("/masuk/bantuan-kode", data={"help_setup": "help"})
    assert response.headers["Location"] == "/masuk/kode-cadangan"
    assert outbox() == []


def test_switching_off(client, person, key):
    login(client, person)
    assert client.post("/akun/dua-langkah", data={"setup": "disable"}).headers["Location"] == "/akun"
    client.post("/keluar")
    assert sign_in(client).headers["Location"] == "/"


def test_changing_it_needs_the_password_once_more_after_a_while(client, person):
    login(client, person)
    with client.session_transaction() as session:
        session["fs_paa"] = 0
    location = client.get("/akun/dua-langkah").headers["Location"]
    assert location.startswith("/akun/konfirmasi-sandi")
    assert_page(client.get(location))
    refused = client.post(location, data={"password": "keliru sekali"})
    assert "Kata sandi salah" in refused.text
    assert client.post(location, data={"password": PASSWORD}).headers["Location"] == "/akun/dua-langkah"
    assert client.get("/akun/dua-langkah").status_code == 200


def test_switching_on_and_off_is_logged(client, person, key, db_session):
    login(client, person)
    client.post("/akun/dua-langkah", data={"setup": "disable"})
    logged = set(db_session.scalars(select(AuditEntry.action)))
    assert {"account.second_step_on", "account.second_step_off"} <= logged
