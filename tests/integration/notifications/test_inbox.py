"""The inbox is the person's own."""

import pytest
from sqlalchemy import select

from app.access import Role
from app.db import db
from app.notifications import Notification, notify, unread_count
from app.organisations.actors import actor_of
from tests.factories.organisations import government, login, user_with


@pytest.fixture
def home(db_session):
    return government()


@pytest.fixture
def person(home):
    return user_with(Role.COORDINATOR, home)


def tell(*people, title="Jawaban dikembalikan", url="/asesmen") -> list[Notification]:
    return notify([one.id for one in people], "assessment.returned", title, "Alasannya…", url, None)


def test_each_recipient_gets_one_line(person, home):
    other = user_with(Role.LEADER, home)
    tell(person, other, person)
    assert unread_count(actor_of(person)) == 1
    assert unread_count(actor_of(other)) == 1


@pytest.mark.parametrize(
    "url", ["https://jahat.example", "//jahat.example", "/\\jahat.example", "javascript:x", ""]
)
def test_an_address_elsewhere_is_refused(person, url):
    with pytest.raises(ValueError, match="no address within the site"):
        tell(person, url=url)


def test_the_page_shows_ones_own_notices_only(client, person, home):
    tell(person, title="Untuk saya")
    tell(user_with(Role.LEADER, home), title="Untuk pimpinan")
    login(client, person)
    page = client.get("/pemberitahuan")
    assert page.status_code == 200
    assert "Untuk saya" in page.text
    assert "Untuk pimpinan" not in page.text
    assert "1 belum dibaca" in page.text


def test_an_empty_inbox_says_what_will_come(client, person):
    login(client, person)
    assert "Belum ada pemberitahuan" in client.get("/pemberitahuan").text


def test_every_page_carries_the_count(client, person):
    tell(person)
    tell(person)
    login(client, person)
    assert 'class="r-tool__count">2' in client.get("/pemberitahuan").text


def test_opening_marks_as_read_and_leads_there(client, person):
    (notice,) = tell(person, url="/asesmen/isian/1")
    login(client, person)
    answer = client.post(f"/pemberitahuan/{notice.id}/buka")
    assert answer.location == "/asesmen/isian/1"
    assert unread_count(actor_of(person)) == 0


def test_somebody_elses_notice_is_not_found(client, person, home):
    (notice,) = tell(person)
    login(client, user_with(Role.COORDINATOR, home))
    assert client.post(f"/pemberitahuan/{notice.id}/buka").status_code == 404
    assert unread_count(actor_of(person)) == 1


def test_reading_all_leaves_others_alone(client, person, home):
    other = user_with(Role.LEADER, home)
    tell(person, other)
    tell(person)
    login(client, person)
    client.post("/pemberitahuan/dibaca-semua")
    assert unread_count(actor_of(person)) == 0
    assert unread_count(actor_of(other)) == 1


def test_a_long_inbox_is_paged_without_gap_or_repetition(client, person):
    for number in range(60):
        tell(person, title=f"Kabar nomor {number:02d}")
    login(client, person)
    seen: list[str] = []
    address: str | None = "/pemberitahuan"
    while address:
        page = client.get(address).text
        seen += [f"{n:02d}" for n in range(60) if f"<h2>Kabar nomor {n:02d}</h2>" in page]
        address = older_link(page)
    assert sorted(seen) == [f"{n:02d}" for n in range(60)]


def older_link(page: str) -> str | None:
    import html
    import re

    found = re.search(r'href="([^"]*setelah=[^"]*)"', page)
    return html.unescape(found[1]) if found else None


def test_a_nonsense_place_begins_at_the_top(client, person):
    tell(person, title="Satu")
    login(client, person)
    for nonsense in ("x", "2021-01-01", "2021-01-01T00:00:00", "~", "2021-01-01T00:00:00+00:00~"):
        assert "Satu" in client.get("/pemberitahuan", query_string={"setelah": nonsense}).text


def test_anonymous_people_are_sent_to_the_sign_in(client, person):
    assert client.get("/pemberitahuan").status_code == 302
    assert db.session.scalars(select(Notification)).all() == []
