"""Who reads the log, and what of it."""

import html
import re
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import Table, insert

from app.access import SYSTEM, Role
from app.audit import AuditEntry, record
from app.audit.queries import Filter, log_page
from app.db import db, unit_of_work
from app.organisations.actors import actor_of
from tests.factories.organisations import government, login, user_with


@pytest.fixture
def home(db_session):
    return government()


@pytest.fixture
def coordinator(home):
    return user_with(Role.COORDINATOR, home, name="Koordinator Uji")


def log(subject, action="government.renamed", actor=SYSTEM, **more) -> None:
    with unit_of_work():
        record(actor, action, subject, government_id=subject.id, **more)


def actions_on(page: str) -> list[str]:
    return re.findall(r'<td data-label="Tindakan">([^<]+)</td>', page)


def test_the_coordinator_reads_the_log_of_the_own_government(client, home, coordinator):
    before = {"name": "Lama", "year": 2021, "units": []}
    after = {"name": "Baru", "year": 2021, "units": ["a", "b"], "active": True}
    log(home, "mine.changed", actor_of(coordinator), before=before, after=after)
    log(government(), "theirs.changed")
    login(client, coordinator)
    page = client.get("/jejak-audit")
    assert page.status_code == 200
    assert actions_on(page.text) == ["mine.changed"]
    assert "theirs.changed" not in page.text
    assert "Koordinator Uji" in page.text
    for change in ("Lama → Baru", "– → a, b", "– → ya"):
        assert change in page.text
    assert "2021 → 2021" not in page.text


def test_the_operator_reads_all_of_it(client, home):
    log(home, "one.changed")
    with unit_of_work():
        record(SYSTEM, "installation.changed", home, government_id=None)
    login(client, user_with(Role.OPERATOR))
    assert sorted(actions_on(client.get("/jejak-audit").text)) == ["installation.changed", "one.changed"]


@pytest.mark.parametrize(
    "role", [Role.LEADER, Role.PROVINCE_SUPERVISOR, Role.MINISTRY_REVIEWER, Role.OMBUDSMAN]
)
def test_others_do_not_read_it(client, home, role):
    login(client, user_with(role, home))
    assert client.get("/jejak-audit").status_code == 403


def test_the_query_itself_is_limited_even_where_the_tenant_filter_is_off(home, coordinator):
    log(home, "mine.changed")
    log(government(), "theirs.changed")
    page = log_page(actor_of(coordinator), Filter())
    assert [entry.action for entry in page.entries] == ["mine.changed"]


def test_it_is_filtered_by_action_day_and_person(client, home, coordinator):
    log(home, "a.changed", actor_of(coordinator))
    log(home, "b.changed")
    login(client, coordinator)

    def shown(**query: str) -> list[str]:
        return sorted(actions_on(client.get("/jejak-audit", query_string=query).text))

    assert shown(aksi="a.changed") == ["a.changed"]
    assert shown(pengguna="koordinator") == ["a.changed"]
    assert shown(pengguna="tidak ada orang ini") == []
    today = datetime.now(UTC) + timedelta(hours=8)
    yesterday, tomorrow = (f"{today + timedelta(days=days):%Y-%m-%d}" for days in (-1, 1))
    assert shown(dari=yesterday, sampai=tomorrow) == ["a.changed", "b.changed"]
    assert shown(dari=f"{today + timedelta(days=2):%Y-%m-%d}") == []
    assert shown(sampai=f"{today - timedelta(days=2):%Y-%m-%d}") == []
    assert shown(dari="bukan tanggal") == ["a.changed", "b.changed"]


def test_a_day_lasts_until_its_last_moment_in_local_time(client, app, home, coordinator, monkeypatch):
    """5 October in Makassar begins at 16.00 UTC on the 4th and ends at 16.00 UTC on the 5th."""
    for number, at in enumerate(
        [
            datetime(2021, 10, 4, 15, 59, 59, tzinfo=UTC),
            datetime(2021, 10, 4, 16, 0, tzinfo=UTC),
            datetime(2021, 10, 5, 15, 59, 59, tzinfo=UTC),
            datetime(2021, 10, 5, 16, 0, tzinfo=UTC),
        ],
        start=1,
    ):
        db.session.execute(
            insert(cast(Table, AuditEntry.__table__)).values(
                chain=home.id,
                sequence=number,
                at=at,
                actor_role="system",
                government_id=home.id,
                action=f"moment.{number}",
                record_type="x",
                record_id="x",
                previous_hash="0" * 64,
                hash="0" * 64,
            )
        )
    login(client, coordinator)
    page = client.get("/jejak-audit", query_string={"dari": "2021-10-05", "sampai": "2021-10-05"})
    assert actions_on(page.text) == ["moment.3", "moment.2"]


def test_a_long_log_is_paged_without_gap_or_repetition(client, home, coordinator):
    with unit_of_work():
        for number in range(120):
            record(SYSTEM, f"step.{number:03d}", home, government_id=home.id)
    login(client, coordinator)
    seen: list[str] = []
    address: str | None = "/jejak-audit"
    while address:
        page = client.get(address).text
        seen += actions_on(page)
        links = re.findall(r'href="([^"]*setelah=[^"]*)"', page)
        address = html.unescape(links[0]) if links else None
    assert seen == [f"step.{number:03d}" for number in reversed(range(120))]


def test_an_empty_log_says_so(client, coordinator):
    login(client, coordinator)
    assert "Belum ada catatan" in client.get("/jejak-audit").text
