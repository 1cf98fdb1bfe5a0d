"""Unit tests are pure: they end in milliseconds and cannot reach a database."""

from typing import Any, NoReturn

import pytest
from sqlalchemy import Engine


class DatabaseForbiddenError(RuntimeError):
    """A unit test tried to use the database; it belongs to tests/integration."""


def _refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise DatabaseForbiddenError("unit tests do not touch the database; move this one to tests/integration")


@pytest.fixture(autouse=True)
def _no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine, "connect", _refuse)
    monkeypatch.setattr(Engine, "raw_connection", _refuse)
