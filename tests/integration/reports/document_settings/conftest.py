"""A regency and its coordinator."""

import pytest

from app.access import Role
from app.organisations.models import Government
from tests.factories import organisations as make


@pytest.fixture
def sinjai(db_session) -> Government:
    return make.government(name="Kabupaten Sinjai", code="73.07", capital="Sinjai")


@pytest.fixture
def coordinator(client, sinjai):
    made = make.user_with(Role.COORDINATOR, sinjai)
    make.login(client, made)
    return made
