"""The walk's own fixtures."""

import pytest

from tests.e2e.live import Installation
from tests.e2e.people import OpenWindow
from tests.e2e.plan_walk.world import Walk, beginning


@pytest.fixture
def walk(live: Installation, window: OpenWindow) -> Walk:
    """A regency whose plan has no line yet."""
    return beginning(live, window)
