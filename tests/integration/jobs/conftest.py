"""Jobs of a test of its own, asked for by a coordinator."""

from collections.abc import Iterator

import pytest

from app.access import Actor, Post, Role
from app.db import as_system, db, unit_of_work
from app.jobs import registry
from tests.factories.organisations import government
from tests.integration.jobs.working import seen


@pytest.fixture(autouse=True)
def _own_kinds(monkeypatch):
    """Jobs registered by a test are gone after it."""
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    seen.clear()


@pytest.fixture
def session(app) -> Iterator[None]:
    with app.app_context(), as_system():
        yield
        db.session.rollback()


@pytest.fixture
def home(session) -> str:
    with unit_of_work():
        return government(name="Kabupaten").id


@pytest.fixture
def actor(app, home, monkeypatch) -> Actor:
    """A person whose appointments are found again when the job runs."""
    found = Actor("user-1", "Koordinator", (Post(Role.COORDINATOR, home, frozenset({home})),))
    monkeypatch.setitem(app.extensions, "jobs_actor_loader", lambda user_id: found)
    return found
