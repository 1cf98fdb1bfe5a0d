"""What every test gets. The fixtures themselves are in `tests/database` and `tests/guards`."""

from pathlib import Path

import pytest

pytest_plugins = ["tests.guards.network", "tests.guards.mail", "tests.database.fixtures"]

KINDS = {"unit", "integration", "access", "migrations", "e2e"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test's kind is the folder it lies in."""
    here = Path(__file__).parent
    for item in items:
        kind = item.path.relative_to(here).parts[0] if item.path.is_relative_to(here) else ""
        if kind in KINDS:
            item.add_marker(kind)
