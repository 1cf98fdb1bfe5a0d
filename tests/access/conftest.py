"""Access tests ask every address of the running application, as everybody."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from app.access import HELD_BY_PEOPLE, Role
from app.db import as_system, db, new_id, reading
from app.organisations.models import User
from tests.access.world import Attacker, build
from tests.database.client import SeparateClient
from tests.database.fixtures import Database
from tests.factories import channels
from tests.factories import organisations as make

WORLD = "world"


@pytest.fixture(scope="session")
def world_database(application: Flask, migrated_database: Database) -> Database:
    """The world, built once for each test process and kept."""
    migrated_database.reset()
    build(application)
    with application.app_context():
        db.engine.dispose()
    migrated_database.keep(WORLD)
    return migrated_database


@pytest.fixture
def world(world_database: Database, pristine: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application in the world; the test may break things, the next one starts anew."""
    world_database.reset(WORLD)
    monkeypatch.setitem(pristine.config, "PROPAGATE_EXCEPTIONS", False)  # an error is an answer: 500
    with pristine.app_context(), as_system(), reading():
        yield pristine


class Doors:
    """Requests as one person, signed in anew each time: some addresses sign people out."""

    def __init__(self, app: Flask, person: User | None) -> None:
        self._client = app.test_client()
        assert isinstance(self._client, SeparateClient)
        self._person = person

    def knock(self, method: str, address: str) -> tuple[int, str, str]:
        """Status, target of a redirect, and text of the answer."""
        if self._person is not None:
            make.login(self._client, self._person)
        fields = {"version": "1", "idempotency_key": new_id()} if method == "POST" else None
        answer = self._client.open(address, method=method, data=fields)
        return answer.status_code, answer.headers.get("Location", ""), _text(answer.get_data())


def _text(body: bytes) -> str:
    return body.decode("utf-8", errors="replace")


def signed_in(app: Flask, attacker: Attacker) -> Doors:
    """The attacker at the doors."""
    return Doors(app, db.session.scalars(select(User).where(User.username == attacker.username)).one())


class KeyDoors:
    """Requests of an application that shows its key at every door."""

    def __init__(self, app: Flask, key: str) -> None:
        self._client = app.test_client()
        self._key = key

    def knock(self, method: str, address: str) -> tuple[int, str, str]:
        """As `Doors.knock`."""
        shown = {"Authorization": f"Bearer {self._key}"}
        answer = self._client.open(
            address, method=method, json={} if method == "POST" else None, headers=shown
        )
        return answer.status_code, answer.headers.get("Location", ""), _text(answer.get_data())


def knocking_as(app: Flask, role: Role) -> "Doors | KeyDoors":
    """Somebody with this role at the doors; an application shows a key, people sign in, the public does neither."""
    if role is Role.CHANNEL:
        return KeyDoors(app, channels.key(channels.channel(make.government(parent=make.province()))).text)
    return Doors(app, person_of(role))


def person_of(role: Role) -> User | None:
    """Somebody with this role in an otherwise empty government; nobody for the public and for applications."""
    if role not in HELD_BY_PEOPLE:
        return None
    province = make.province()
    regency = make.government(parent=province)
    if role in (Role.OPD_ADMIN, Role.CONTRIBUTOR):
        return make.user_with(role, unit=make.unit(regency))
    if role in {Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN}:
        return make.user_with(role, province)
    if role in {Role.COORDINATOR, Role.LEADER}:
        return make.user_with(role, regency)
    return make.user_with(role)
