"""An accepted plan of two units, ready to be reported on."""

import pytest
from sqlalchemy.orm import Session

from tests.factories import plans, progress


@pytest.fixture
def setting(db_session: Session) -> tuple[plans.Desk, list]:
    return progress.accepted()


@pytest.fixture
def desk(setting) -> plans.Desk:
    return setting[0]


@pytest.fixture
def lines(setting) -> list:
    return setting[1]
