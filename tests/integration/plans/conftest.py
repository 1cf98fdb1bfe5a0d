"""A regency with a plan, and browsers for its people."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.access import Role
from app.organisations.models import User
from tests.database.client import SeparateClient
from tests.factories import organisations as make
from tests.factories import plans

SignIn = Callable[[User], SeparateClient]


@pytest.fixture
def desk(db_session: Session) -> plans.Desk:
    return plans.desk()


@pytest.fixture
def sign_in(client: SeparateClient) -> SignIn:
    """Sign a person in and get the browser."""

    def as_person(person: User) -> SeparateClient:
        make.logout(client)
        make.login(client, person)
        return client

    return as_person


@pytest.fixture
def second_reviewer(db_session: Session) -> User:
    """Another reviewer of the ministry."""
    return make.user_with(Role.MINISTRY_REVIEWER)
