"""A regency with a plan, scores and complaints, and browsers for its people."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.organisations.models import User
from tests.database.client import SeparateClient
from tests.factories import organisations as make
from tests.factories import plans

SignIn = Callable[[User], SeparateClient]


@pytest.fixture
def desk(db_session: Session) -> plans.Desk:
    return plans.compiled(plans.desk())


@pytest.fixture
def sign_in(client: SeparateClient) -> SignIn:
    """Sign a person in and get the browser."""

    def as_person(person: User) -> SeparateClient:
        make.logout(client)
        make.login(client, person)
        return client

    return as_person
