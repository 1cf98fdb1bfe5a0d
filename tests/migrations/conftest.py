"""Migration tests begin with a database that has not even tables."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.db import db
from app.extensions import alembic
from tests.database.fixtures import Database


@pytest.fixture
def bare_app(application: Flask, empty_database: Database) -> Iterator[Flask]:
    """The application, in whose context the test runs, on an empty database."""
    empty_database.empty()
    with application.app_context():
        yield application
        alembic.release()
        db.engine.dispose()
