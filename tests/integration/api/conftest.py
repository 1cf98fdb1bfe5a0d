"""A regency with a channel and its key."""

import pytest

from app.api.actions.channels import NewKey
from app.api.models import Channel
from app.organisations.models import Government
from tests.factories import channels as make
from tests.factories.organisations import government


@pytest.fixture
def sinjai(db_session) -> Government:
    return government(code="73.07", name="Kabupaten Sinjai")


@pytest.fixture
def baruga(sinjai: Government) -> Channel:
    return make.channel(sinjai)


@pytest.fixture
def key(baruga: Channel) -> NewKey:
    return make.key(baruga)
