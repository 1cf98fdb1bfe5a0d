"""Migration tests begin with a database that has not even tables, or with one that stands at some revision."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from app.db import db
from app.db.migrations import VERSIONS
from app.extensions import alembic
from tests.database.fixtures import Database
from tests.migrations.rows import fill

REVISIONS = [path.stem.split("_")[0] for path in sorted(VERSIONS.glob("*.py"))]


@pytest.fixture
def bare_app(application: Flask, empty_database: Database) -> Iterator[Flask]:
    """The application, in whose context the test runs, on an empty database."""
    empty_database.empty()
    with application.app_context():
        yield application
        let_go()


@pytest.fixture(scope="session")
def kept_revisions() -> set[str]:
    """The revisions of which this test process has a copy."""
    return set()


@pytest.fixture
def stand_at(bare_app: Flask, empty_database: Database, kept_revisions: set[str]) -> Callable[[str], None]:
    """Put the database at a revision, without rows.

    Every revision is gone up to once in a test process, from the one before it, and kept: beginning at nothing in
    every test would make the time of these tests grow with the square of the revisions.
    """

    def stand(revision: str) -> None:
        if revision not in kept_revisions:
            if earlier := REVISIONS[: REVISIONS.index(revision)]:
                stand(earlier[-1])
            alembic.upgrade(revision)
            let_go()
            empty_database.keep(revision)
            kept_revisions.add(revision)
        let_go()
        empty_database.reset(revision)

    return stand


@pytest.fixture
def gone_back(
    stand_at: Callable[[str], None], empty_database: Database, kept_revisions: set[str]
) -> Callable[[str], None]:
    """Put the database where the newest one, full of rows, was taken back to a revision.

    One step at a time, each kept as above: going back to a revision goes through all that are newer anyway.
    """

    def go(revision: str) -> None:
        name = f"back_{revision}"
        if name not in kept_revisions:
            if revision == REVISIONS[-1]:
                stand_at(revision)
                with db.engine.begin() as connection:
                    fill(connection)
            else:
                go(REVISIONS[REVISIONS.index(revision) + 1])
                alembic.downgrade(revision)
            let_go()
            empty_database.keep(name)
            kept_revisions.add(name)
        let_go()
        empty_database.reset(name)

    return go


def let_go() -> None:
    """Close every connection, so that the database can be exchanged."""
    alembic.release()
    db.engine.dispose()
