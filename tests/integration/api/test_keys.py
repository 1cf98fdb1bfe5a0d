"""Only a key opens the interface, and only what its scopes say."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from app.access import SYSTEM, Role
from app.api.actions.channels import revoke_key
from app.api.models import ApiKey
from app.db import db, utc_now
from tests.access.world import OTHERS
from tests.factories import channels as make
from tests.factories.channels import COMPLAINT, bearer, push
from tests.factories.organisations import appointment, government, login, user, user_with

ASKING = (
    ("POST", "/api/v1/complaints"),
    ("GET", "/api/v1/complaints/BRG-1"),
    ("GET", "/api/v1/figures"),
)
everywhere = pytest.mark.parametrize(("method", "address"), ASKING, ids=[f"{m} {a}" for m, a in ASKING])


def refusal(answer):
    """What a refused request is told, without what must differ."""
    assert answer.mimetype == "application/problem+json"
    assert "Set-Cookie" not in answer.headers
    return answer.status_code, answer.headers.get("WWW-Authenticate"), answer.get_json()


@everywhere
def test_without_a_key_nobody_comes_in(client, db_session, method, address):
    status, challenge, told = refusal(client.open(address, method=method, json={}))
    assert (status, challenge) == (401, "Bearer")
    assert told["title"] == "Kunci API diperlukan"


@everywhere
def test_wrong_revoked_and_expired_keys_are_answered_alike(client, baruga, method, address):
    revoked = make.key(baruga)
    revoke_key(SYSTEM, revoked.key)
    expired = make.key(baruga, expires_at=utc_now() - timedelta(seconds=1))
    nobodys = "renaksi_" + "x" * 43
    answers = [
        refusal(client.open(address, method=method, json={}, headers=bearer(text)))
        for text in (nobodys, revoked.text, expired.text, revoked.text[:-1])
    ]
    assert answers[0][0] == 401
    assert all(answer == answers[0] for answer in answers)


@everywhere
def test_whoever_is_signed_in_with_a_browser_is_nobody_here(client, sinjai, method, address):
    login(client, user_with(Role.COORDINATOR, sinjai))
    assert client.get("/pengaduan").status_code == 200
    assert refusal(client.open(address, method=method, json={}))[0] == 401


def test_a_key_opens_no_page(client, key):
    for address in ("/pengaduan", "/akun", "/pengaduan/kanal", "/pengguna"):
        answer = client.get(address, headers=bearer(key.text))
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/masuk")


def test_revoking_works_at_once(client, key):
    assert push(client, key.text, COMPLAINT).status_code == 201
    revoke_key(SYSTEM, db.session.get_one(ApiKey, key.key.id))
    assert push(client, key.text, COMPLAINT).status_code == 401


def test_a_key_expires_by_the_clock(client, baruga):
    key = make.key(baruga, expires_at=utc_now() + timedelta(days=1))
    assert client.get("/api/v1/figures", headers=bearer(key.text)).status_code == 200
    with time_machine.travel(utc_now() + timedelta(days=1, seconds=1)):
        assert client.get("/api/v1/figures", headers=bearer(key.text)).status_code == 401


def test_scopes_are_kept_apart(client, baruga):
    pushes, counts = make.key(baruga, figures=False), make.key(baruga, push=False)
    assert push(client, pushes.text, COMPLAINT).status_code == 201
    assert client.get("/api/v1/complaints/BRG-1", headers=bearer(pushes.text)).status_code == 200
    assert refusal(client.get("/api/v1/figures", headers=bearer(pushes.text)))[0] == 403
    assert client.get("/api/v1/figures", headers=bearer(counts.text)).status_code == 200
    assert refusal(push(client, counts.text, COMPLAINT))[0] == 403
    assert refusal(client.get("/api/v1/complaints/BRG-1", headers=bearer(counts.text)))[0] == 403


def test_the_key_itself_is_nowhere_in_the_database(client, key, db_session):
    push(client, key.text, COMPLAINT)
    kept = db_session.get_one(ApiKey, key.key.id)
    assert key.text not in str([getattr(kept, column.name) for column in ApiKey.__table__.columns])
    assert key.text.startswith(kept.prefix)
    assert len(kept.prefix) < 16


def test_use_is_noted_at_most_once_an_hour(client, key, app):
    notes = []

    @event.listens_for(db.engine, "before_cursor_execute")
    def _listen(_connection, _cursor, statement, *_rest):
        if statement.startswith("UPDATE api_key"):
            notes.append(statement)

    start = utc_now()
    for minutes, expected in ((0, 1), (1, 1), (59, 1), (61, 2)):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert client.get("/api/v1/figures", headers=bearer(key.text)).status_code == 200
            assert len(notes) == expected
    db.session.expire_all()
    assert db.session.get_one(ApiKey, key.key.id).last_used_at == start + timedelta(minutes=61)
    event.remove(db.engine, "before_cursor_execute", _listen)


def test_guessing_is_slowed_down_for_the_address_that_guesses(client, key, app, monkeypatch):
    monkeypatch.setitem(app.config, "FAILED_KEYS_PER_ADDRESS", "3 per minute")
    wrong = "renaksi_" + "y" * 43
    codes = [client.get("/api/v1/figures", headers=bearer(wrong)).status_code for _ in range(5)]
    assert codes == [401, 401, 401, 429, 429]
    held = client.get("/api/v1/figures", headers=bearer(key.text))
    assert held.status_code == 429
    assert int(held.headers["Retry-After"]) > 0
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    right = client.get("/api/v1/figures", headers=bearer(key.text), environ_base=elsewhere)
    assert right.status_code == 200


def test_a_key_may_ask_only_so_often(client, baruga, key, app, monkeypatch):
    monkeypatch.setitem(app.config, "API_REQUESTS_PER_KEY", "2 per minute")
    other = make.key(baruga)
    codes = [client.get("/api/v1/figures", headers=bearer(key.text)).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    held = push(client, key.text, COMPLAINT)
    assert held.status_code == 429
    assert 0 < int(held.headers["Retry-After"]) <= 60
    assert held.get_json()["title"] == "Terlalu banyak permintaan"
    assert client.get("/api/v1/figures", headers=bearer(other.text)).status_code == 200


def test_an_address_may_ask_only_so_often_with_however_many_keys(client, baruga, app, monkeypatch):
    monkeypatch.setitem(app.config, "API_REQUESTS_PER_ADDRESS", "2 per minute")
    codes = [
        client.get("/api/v1/figures", headers=bearer(make.key(baruga).text)).status_code for _ in range(3)
    ]
    assert codes == [200, 200, 429]


def test_a_key_reaches_its_own_government_only(client, sinjai, key):
    elsewhere = make.key(make.channel(government(name="Kabupaten Lain")))
    assert push(client, key.text, COMPLAINT).status_code == 201
    assert client.get("/api/v1/complaints/BRG-1", headers=bearer(elsewhere.text)).status_code == 404
    assert client.get("/api/v1/figures", headers=bearer(elsewhere.text)).get_json()["incoming"] == 0
    assert client.get("/api/v1/figures", headers=bearer(key.text)).get_json()["incoming"] == 1
    # Asking for another government by name changes nothing.
    asked = client.get(f"/api/v1/figures?pemerintah={sinjai.code}", headers=bearer(elsewhere.text))
    assert asked.get_json()["government"] != sinjai.code


def test_a_channel_does_not_see_the_complaints_of_another(client, sinjai, key):
    other = make.key(make.channel(sinjai, "Kanal Lain"))
    assert push(client, key.text, COMPLAINT).status_code == 201
    assert client.get("/api/v1/complaints/BRG-1", headers=bearer(other.text)).status_code == 404
    assert push(client, other.text, COMPLAINT).status_code == 201  # its own complaint with the same id


def test_the_form_token_is_not_asked_here_and_everywhere_else(client, app, key, csrf):
    assert push(client, key.text, COMPLAINT).status_code == 201
    exempt = app.extensions["csrf"]
    assert [blueprint.name for blueprint in exempt._exempt_blueprints] == ["api"]
    # A mail program stops mails by the token in the address alone; it has no cookie that a foreign page could ride on.
    assert exempt._exempt_views == {"app.notifications.routes.stop_now"}
    posts = [
        rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and not rule.endpoint.startswith("api.")
        and rule.endpoint != "notifications.stop_now"
    ]
    assert len(posts) > 50
    for rule in posts:
        address = app.url_map.bind("localhost").build(
            rule.endpoint, {name: OTHERS.get(name, "x") for name in rule.arguments}, "POST"
        )
        answer = client.post(address)
        assert answer.status_code == 400 or rule.endpoint == "security.logout", rule.rule


def test_nobody_can_be_appointed_an_application(sinjai):
    person = user()
    with pytest.raises(IntegrityError):
        appointment(person, Role.CHANNEL, sinjai)
    db.session.rollback()


def test_messages_come_in_the_language_that_is_asked_for(client, db_session):
    asked = client.get("/api/v1/figures", headers={"Accept-Language": "en-GB,en;q=0.8"})
    assert asked.get_json()["title"] == "An API key is needed"
    assert (
        client.get("/api/v1/figures", headers={"Accept-Language": "fr"})
        .get_json()["title"]
        .startswith("Kunci")
    )
