"""Sessions live on the server: short for visitors, as long as needed for people who work, and swept away afterwards."""

import struct
import time
from pathlib import Path

import pytest

from app.access import Role
from app.organisations.accounts import sessions
from app.organisations.models import User
from tests.factories.organisations import PASSWORD, government, login, user_with


@pytest.fixture
def person(db_session) -> User:
    return user_with(Role.COORDINATOR, government(), username="kabag")


def kept(app) -> dict[Path, float]:
    """Every session file with the seconds it still has to live."""
    folder = Path(app.instance_path) / "sessions"
    return {
        path: struct.unpack("I", path.read_bytes()[:4])[0] - time.time()
        for path in folder.iterdir()
        if path.is_file()
    }


@pytest.fixture(autouse=True)
def _no_others(app):
    """Other tests of this process left theirs."""
    for path in kept(app):
        path.unlink()


def test_a_visitor_is_forgotten_after_an_hour(app, client, db_session):
    client.get("/masuk")
    (left,) = kept(app).values()
    assert 3500 < left <= 3600


def test_somebody_signed_in_is_kept_for_a_working_day(app, client, person):
    client.post("/masuk", data={"username": "kabag", "password": PASSWORD})
    assert 7 * 3600 < max(kept(app).values()) <= 8 * 3600


def test_files_can_be_read_by_nobody_else(app, client, db_session):
    client.get("/masuk")
    (path,) = kept(app)
    assert path.stat().st_mode & 0o077 == 0


def test_reading_pages_does_not_write_the_session_each_time(app, client, person):
    login(client, person)
    client.get("/akun")
    (before,) = (path.stat().st_mtime_ns for path in kept(app))
    client.get("/akun")
    (after,) = (path.stat().st_mtime_ns for path in kept(app))
    assert before == after


def test_using_it_keeps_it_alive(app, client, person):
    login(client, person)
    with client.session_transaction() as session:
        session["seen"] = int(time.time()) - sessions.SEEN_EVERY - 1
    client.get("/akun")
    with client.session_transaction() as session:
        assert time.time() - session["seen"] < 60


def test_what_is_over_is_swept_away(app, client, person):
    client.get("/masuk")
    (path,) = kept(app)
    path.write_bytes(struct.pack("I", int(time.time()) - 1) + path.read_bytes()[4:])
    login(app.test_client(), person)
    sessions.sweep_sessions()
    assert path not in kept(app)
    assert len(kept(app)) == 1
