"""What every test gets. The fixtures themselves are in `tests/database` and `tests/guards`."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.guards.network",
    "tests.guards.mail",
    "tests.guards.listener",
    "tests.database.fixtures",
]

# No test is timed: a busy machine makes an example slow, not wrong.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

KINDS = {"unit", "integration", "access", "migrations", "e2e"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many cells of workbooks are typed over at random."""
    parser.addoption(
        "--edits", type=int, default=250, help="random edits of workbooks, over all ways together"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test's kind is the folder it lies in."""
    here = Path(__file__).parent
    for item in items:
        kind = item.path.relative_to(here).parts[0] if item.path.is_relative_to(here) else ""
        if kind in KINDS:
            item.add_marker(kind)
