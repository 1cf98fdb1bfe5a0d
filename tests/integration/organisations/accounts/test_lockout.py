"""Guessing is counted in the database: the fifth failure locks, for everybody alike, and a restart forgives nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app import create_app
from app.access import Role
from app.audit import AuditEntry
from app.db import utc_now
from app.organisations.accounts import attempts
from app.organisations.models import SignInAttempts
from tests.database.client import SeparateClient
from tests.factories.organisations import PASSWORD, government, user_with
from tests.style_guide import assert_page


@pytest.fixture
def person(db_session):
    return user_with(Role.COORDINATOR, government(), username="kabag", email="kabag@uji.invalid")


def guess(client, name="kabag", password="keliru sekali", address="10.0.0.1"):
    return client.post(
        "/masuk", data={"username": name, "password": password}, environ_overrides={"REMOTE_ADDR": address}
    )


def lock(client, **where):
    return [guess(client, **where).status_code for _ in range(5)]


def test_the_fifth_failure_locks(client, person):
    assert lock(client) == [200, 200, 200, 200, 429]


def test_the_page_says_how_long_and_what_else_one_can_do(client, person):
    lock(client)
    response = guess(client)
    assert_page(response, status=429)
    assert "15 menit" in response.text
    assert "/lupa-sandi" in response.text
    assert 800 < int(response.headers["Retry-After"]) <= 900


def test_the_right_password_does_not_open_a_lock(client, person):
    lock(client)
    assert guess(client, password=PASSWORD).status_code == 429


def test_username_and_address_are_the_same_account(client, person):
    for name in ("kabag", "KABAG", "kabag@uji.invalid", "Kabag@uji.invalid"):
        assert guess(client, name).status_code == 200
    assert guess(client).status_code == 429


def test_an_account_that_does_not_exist_locks_alike(client, person):
    assert lock(client, name="tiada") == [200, 200, 200, 200, 429]
    assert "15 menit" in guess(client, "tiada").text


def test_the_owner_elsewhere_is_not_shut_out(client, person):
    lock(client, address="10.9.9.9")
    assert guess(client, password=PASSWORD, address="10.0.0.1").status_code == 302


def test_another_account_from_the_same_office_is_not_shut_out(client, person):
    user_with(Role.LEADER, government(), username="bupati")
    lock(client)
    assert guess(client, "bupati", PASSWORD).status_code == 302


def test_one_line_of_the_new_internet_is_one_address(client, person):
    for number in range(4):
        guess(client, address=f"2001:db8:1:2::{number}")
    assert guess(client, address="2001:db8:1:2:ffff::1").status_code == 429
    assert guess(client, address="2001:db8:1:3::1").status_code == 200


def test_a_success_forgets_the_failures(client, person, db_session):
    for _ in range(4):
        guess(client)
    assert guess(client, password=PASSWORD).status_code == 302
    assert db_session.scalar(select(func.count()).select_from(SignInAttempts)) == 0


def test_the_lock_survives_a_restart(app, client, person, tmp_path):
    lock(client)
    settings = {name: app.config[name] for name in ("SECRET_KEY", "SECURITY_PASSWORD_SALT", "AUDIT_KEY")}
    again = create_app(
        {**settings, "TESTING": True, "WTF_CSRF_ENABLED": False, "DATABASE_URL": app.config["DATABASE_URL"]},
        str(tmp_path / "instance"),
    )
    again.test_client_class = SeparateClient
    assert guess(again.test_client(), password=PASSWORD).status_code == 429
    assert guess(again.test_client(), password=PASSWORD, address="10.0.0.2").status_code == 302


def test_the_lock_ends_by_itself(client, person, db_session):
    lock(client)
    row = db_session.scalars(select(SignInAttempts)).one()
    row.locked_until = utc_now() - timedelta(seconds=1)
    assert guess(client, password=PASSWORD).status_code == 302


def test_neither_name_nor_address_is_kept(client, person, db_session):
    guess(client)
    row = db_session.scalars(select(SignInAttempts)).one()
    assert len(row.key_sha256) == 64
    assert row.note == ""


def test_old_failures_are_swept_away(client, person, db_session):
    guess(client)
    row = db_session.scalars(select(SignInAttempts)).one()
    row.first_failure_at = utc_now() - timedelta(hours=1)
    db_session.flush()
    assert attempts.forget_old_attempts() == 1
    assert db_session.scalar(select(func.count()).select_from(SignInAttempts)) == 0


def test_the_lock_is_logged(client, person, db_session):
    lock(client)
    guess(client)
    logged = list(db_session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)))
    assert logged == ["account.sign_in_failed"] * 4 + ["account.locked"]


def test_an_answer_that_is_an_error_still_counts(client, person, db_session):
    """The fifth answer is a 429, which would otherwise undo what was counted."""
    lock(client)
    assert db_session.scalars(select(SignInAttempts)).one().failures == 5


def test_a_machine_cannot_guess_past_the_form(client, person):
    codes = [
        client.post("/masuk", json={"username": "kabag", "password": "keliru sekali"}).status_code
        for _ in range(6)
    ]
    assert codes[-1] == 429


def test_one_address_cannot_try_many_accounts(client, person):
    codes = [guess(client, f"orang{number}").status_code for number in range(32)]
    assert codes[:30] == [200] * 30
    assert codes[30:] == [429, 429]


def test_signing_in_for_real_costs_nothing_of_that(app, person):
    codes = [guess(app.test_client(), password=PASSWORD).status_code for _ in range(35)]
    assert set(codes) == {302}


def test_a_new_password_by_mail_opens_the_lock(client, person, outbox):
    lock(client, address="127.0.0.1")
    client.post("/lupa-sandi", data={"email": person.email})
    path = next(line for line in outbox()[0].get_content().splitlines() if "/lupa-sandi/" in line)
    path = path.partition("8000")[2]
    new = "sepeda-biru-hujan-teras"
    client.post(path, data={"password": new, "password_confirm": new})
    assert guess(client, password=new, address="127.0.0.1").status_code == 302


def behind(app, tmp_path, proxies):
    names = ("SECRET_KEY", "SECURITY_PASSWORD_SALT", "AUDIT_KEY", "DATABASE_URL")
    settings = {name: app.config[name] for name in names}
    made = create_app(
        {**settings, "TESTING": True, "WTF_CSRF_ENABLED": False, "PROXY_COUNT": proxies},
        str(tmp_path / f"instance{proxies}"),
    )
    made.test_client_class = SeparateClient
    return made.test_client()


def claim(client, address):
    return client.post(
        "/masuk",
        data={"username": "kabag", "password": "keliru sekali"},
        headers={"X-Forwarded-For": address},
    ).status_code


def test_nobody_escapes_by_claiming_another_address(app, person, tmp_path):
    direct = behind(app, tmp_path, 0)
    assert [claim(direct, f"10.0.0.{n}") for n in range(5)][-1] == 429
    proxied = behind(app, tmp_path, 1)
    assert [claim(proxied, f"10.0.0.{n}, 192.0.2.1") for n in range(5)][-1] == 429


def test_behind_a_proxy_visitors_are_told_apart(app, person, tmp_path):
    proxied = behind(app, tmp_path, 1)
    assert {claim(proxied, f"192.0.2.{n}") for n in range(6)} == {200}
