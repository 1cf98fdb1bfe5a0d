"""Whoever watches several governments chooses one; the own province's empty pages are no answer."""

import pytest

from app.access import Role
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.style_guide import assert_page

PLACES = ["/asesmen/papan", "/asesmen/nilai", "/laporan/", "/dasbor", "/opd"]


@pytest.fixture
def watched(db_session):
    """A regency with a round inside the province, and one outside."""
    province = make.province()
    inside = rounds.place(government=make.government(name="Kabupaten Dekat", parent=province))
    outside = rounds.place(government=make.government(name="Kabupaten Jauh"))
    return province, inside.government, outside.government


@pytest.mark.parametrize("role", [Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN])
@pytest.mark.parametrize("address", PLACES)
def test_leads_to_the_regencies_within_reach(client, app, watched, role, address):
    province, inside, outside = watched
    make.login(client, make.user_with(role, province))
    page = client.get(address, follow_redirects=True)
    assert_page(page, app)
    assert f"{address}?pemerintah={inside.code}" in page.text
    assert outside.name not in page.text
    assert client.get(f"{address}?pemerintah={inside.code}").status_code == 200
    assert client.get(f"{address}?pemerintah={outside.code}").status_code == 404


def test_people_of_one_government_choose_nothing(client, watched):
    _, inside, _ = watched
    make.login(client, make.user_with(Role.COORDINATOR, inside))
    for address in PLACES:
        assert client.get(address).status_code == 200
