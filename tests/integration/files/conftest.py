"""A government, and the folder where its files end up."""

from pathlib import Path

import pytest

from app.db import as_system, db, unit_of_work
from tests.factories.organisations import government


@pytest.fixture
def home(app):
    with app.app_context(), as_system():
        with unit_of_work():
            made = government().id
        yield made
        db.session.rollback()


@pytest.fixture
def folder(app) -> Path:
    return Path(app.config["FILES_URL"].removeprefix("file://"))
