"""What tests of handled complaints ask for."""

import pytest

from tests.factories.handling import Desk
from tests.factories.handling import desk as make_desk


@pytest.fixture
def desk(db_session) -> Desk:
    """A regency with two OPD and the people who handle complaints there."""
    return make_desk()
