"""`app`, `client`, `db_session`: what a test of requests and actions asks for."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import create_app
from app.db import as_system, db, reading
from app.extensions import alembic
from tests.database.client import SeparateClient
from tests.database.place import fresh_folder
from tests.database.postgresql import PostgresqlDatabase, start_server
from tests.database.sqlite import SqliteDatabase

Database = SqliteDatabase | PostgresqlDatabase

SETTINGS: dict[str, Any] = {
    "TESTING": True,
    "PRODUCTION": False,
    "SECRET_KEY": "only-for-tests-" + "0" * 32,
    "SECURITY_PASSWORD_SALT": "only-for-tests-" + "1" * 32,
    "AUDIT_KEY": "only-for-tests-" + "2" * 32,
    "SERVER_NAME": None,
    # Laying out ahead has its own tests; elsewhere it would be one job more after each change of a plan.
    "RENDER_AHEAD": False,
    # The token has its own tests (fixture `csrf`); elsewhere it would only be in the way.
    "WTF_CSRF_ENABLED": False,
    # Argon2id as in production, at the least cost it allows: a thousand sign-ins must not take minutes.
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__type": "ID",
        "argon2__time_cost": 1,
        "argon2__memory_cost": 64,
        "argon2__parallelism": 1,
    },
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default=os.environ.get("TEST_DATABASE", "sqlite"),
        help="the engine that integration, access and migration tests run on",
    )


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """With several workers, the one server must be there before they start."""
    is_worker = hasattr(config, "workerinput")
    if (
        config.getoption("--database") == "postgresql"
        and not is_worker
        and config.getoption("numprocesses", None)
    ):
        start_server()


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('--database')}"


@pytest.fixture(scope="session")
def empty_database(request: pytest.FixtureRequest, worker_id: str) -> Iterator[Database]:
    """The database of this test process, before any table."""
    database: Database
    if request.config.getoption("--database") == "postgresql":
        database = PostgresqlDatabase(start_server(), f"renaksi_{os.getpid()}_{worker_id}")
    else:
        database = SqliteDatabase(fresh_folder("renaksi-sqlite-"))
    database.empty()
    yield database
    database.drop()


@pytest.fixture(scope="session")
def application(empty_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application of this test process, built once; tests ask for `app`."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    instance = tmp_path_factory.mktemp("instance")
    built = create_app({**SETTINGS, "DATABASE_URL": empty_database.url}, str(instance))
    built.test_client_class = SeparateClient
    return built


@pytest.fixture(scope="session")
def migrated_database(application: Flask, empty_database: Database) -> Database:
    """The database after all real migrations, kept as the template of every test."""
    empty_database.empty()  # migration tests may have come before
    with application.app_context():
        alembic.upgrade()
        alembic.release()
        db.engine.dispose()
    empty_database.keep()
    return empty_database


@pytest.fixture
def pristine(
    application: Flask, mail_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """The application with a mail folder, file store and count of attempts of this test's own."""
    for limiter in application.extensions.get("limiter", ()):
        limiter.reset()
    monkeypatch.setitem(application.config, "MAIL_FOLDER", str(mail_folder))
    monkeypatch.setitem(application.config, "FILES_URL", f"file://{tmp_path / 'files'}")
    monkeypatch.setitem(application.config, "ACCESS_LOG_SPOOL", str(tmp_path / "access-log.sqlite3"))
    yield application
    with application.app_context():
        db.engine.dispose()


@pytest.fixture
def app(migrated_database: Database, pristine: Flask) -> Flask:
    """The application on an empty database of this test's own."""
    migrated_database.reset()
    return pristine


@pytest.fixture
def client(app: Flask) -> SeparateClient:
    """A browser without JavaScript, not signed in. `tests.factories.organisations.login` signs it in."""
    made = app.test_client()
    assert isinstance(made, SeparateClient)
    return made


@pytest.fixture
def db_session(app: Flask) -> Iterator[Session]:
    """The test's own session, with the rights of the system. Requests by `client` commit it first."""
    with app.app_context(), as_system(), reading():
        yield db.session


@pytest.fixture
def csrf(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check CSRF tokens in this test, as production does."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
