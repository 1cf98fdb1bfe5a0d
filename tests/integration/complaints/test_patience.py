"""While very much waits to be counted anew, pages show what was counted last and say so; nothing else does."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, update

from app.access import Role
from app.complaints.actions import tallies as tallying
from app.complaints.actions.tallies import recount, refresh
from app.complaints.marking import mark_stale
from app.complaints.models import Complaint, ComplaintTally, PublishedTotal, TallyMark
from app.complaints.queries import figures, patience
from app.complaints.queries.figures import total_figures
from app.complaints.queries.governments import government_figures
from app.complaints.queries.patience import last_counted, months_behind
from app.complaints.queries.plans import stamps_of, year_stamp
from app.complaints.rules import Status
from app.organisations.actors import actor_of
from tests.factories.complaints import FINISHED, WAITING, imported, line
from tests.factories.organisations import government, login, user_with

CUT_OFF = datetime(2022, 3, 31, tzinfo=UTC)
TEXT = "sedang dihitung ulang setelah perubahan besar"


@pytest.fixture
def sinjai(db_session, tmp_path, monkeypatch):
    """Four complaints of October that were counted, then finished in bulk, and one of September."""
    owner = government(name="Kabupaten Sinjai")
    monkeypatch.setattr(patience, "PATIENCE", 3)
    days = (4, 11, 18, 25)
    imported(
        owner,
        tmp_path,
        *(line(number, received=f"{day:02d}/10/2021", **WAITING) for number, day in enumerate(days)),
        line(9, received="02/09/2021", **FINISHED),
        cut_off=CUT_OFF,
    )
    refresh()
    return owner


def finish_in_bulk(session, owner):
    session.execute(
        update(Complaint).where(Complaint.government_id == owner.id).values(status=Status.FINISHED)
    )
    mark_stale(owner.id, ["2021-10"])


def finished(owner, start=None, end=None):
    return figures(owner.id, start, end).by_status["finished"]


def test_a_page_does_not_wait_and_everything_else_does(db_session, sinjai):
    finish_in_bulk(db_session, sinjai)
    with last_counted():
        assert finished(sinjai) == 1
        assert months_behind() == ["2021-10"]
    assert finished(sinjai) == 5
    assert total_figures(sinjai.id, None, None).incoming == 5
    assert months_behind() == []
    refresh()
    with last_counted():
        assert finished(sinjai) == 5
        assert months_behind() == []


def test_few_complaints_are_counted_by_the_way(db_session, sinjai, monkeypatch):
    finish_in_bulk(db_session, sinjai)
    monkeypatch.setattr(patience, "PATIENCE", 4)
    with last_counted():
        assert finished(sinjai) == 5
        assert months_behind() == []


def test_another_period_is_not_behind(db_session, sinjai):
    finish_in_bulk(db_session, sinjai)
    with last_counted():
        assert finished(sinjai, date(2021, 9, 1), date(2021, 9, 30)) == 1
        assert months_behind() == []


@pytest.mark.parametrize("days_from", [1, 100])
def test_of_a_cut_month_the_days_that_were_counted_are_shown(db_session, sinjai, monkeypatch, days_from):
    monkeypatch.setattr(tallying, "DAYS_FROM", days_from)
    recount(sinjai.id)
    finish_in_bulk(db_session, sinjai)
    with last_counted():
        found = figures(sinjai.id, date(2021, 10, 5), date(2021, 10, 20))
        assert (found.incoming, found.by_status.get("finished", 0)) == ((2, 0) if days_from == 1 else (0, 0))
        assert months_behind() == ["2021-10"]
    assert finished(sinjai, date(2021, 10, 5), date(2021, 10, 20)) == 2


def test_a_month_that_was_never_counted_is_left_out_and_named(db_session, sinjai):
    mark_stale(sinjai.id, ["2021-10"])
    db_session.query(ComplaintTally).filter(ComplaintTally.period.startswith("2021")).delete()
    with last_counted():
        assert figures(sinjai.id, None, None).incoming == 0
        assert months_behind() == ["2021-10"]
    db_session.query(TallyMark).delete()


def test_months_of_another_counting_are_neither_read_nor_is_their_year(db_session, sinjai):
    months = update(ComplaintTally).where(func.length(ComplaintTally.period) > 4)
    db_session.execute(months.values(stamp="1m" + "x" * 22))
    theirs = year_stamp("2021", stamps_of([sinjai.id])[sinjai.id])
    year = update(ComplaintTally).where(ComplaintTally.period == "2021")
    assert db_session.execute(year.values(stamp=theirs)).rowcount
    with last_counted():
        found = figures(sinjai.id, None, None)
        assert (found.incoming, found.by_category) == (0, ())
        assert months_behind() == ["2021-09", "2021-10"]
    everywhere = actor_of(user_with(Role.MINISTRY_REVIEWER))
    with last_counted():
        [one] = [g for g in government_figures(everywhere) if g.government.id == sinjai.id]
        assert one.figures.incoming == 0
    assert figures(sinjai.id, None, None).incoming == 5


def test_very_many_single_changes_are_not_corrected_one_by_one(db_session, sinjai, monkeypatch):
    for complaint in db_session.query(Complaint):
        complaint.status = Status.FINISHED
    db_session.flush()
    with last_counted():
        assert finished(sinjai) == 1
        assert months_behind() == ["2021-10"]
    monkeypatch.setattr(patience, "PATIENCE", 4)
    with last_counted():
        assert finished(sinjai) == 5


def test_governments_side_by_side_do_not_wait_either(db_session, sinjai):
    finish_in_bulk(db_session, sinjai)
    everywhere = actor_of(user_with(Role.MINISTRY_REVIEWER))
    with last_counted():
        [one] = [g for g in government_figures(everywhere) if g.government.id == sinjai.id]
        assert one.figures.by_status["finished"] == 1
        assert months_behind() == ["2021-10"]


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.COORDINATOR, "/"),
        (Role.COORDINATOR, "/pengaduan/statistik"),
        (Role.COORDINATOR, "/pengaduan/statistik?tampilan=opd"),
        (Role.COORDINATOR, "/pengaduan/statistik.csv"),
        (Role.MINISTRY_REVIEWER, "/pengaduan/statistik/pemerintah"),
        (Role.MINISTRY_REVIEWER, "/pengaduan/statistik/pemerintah.csv"),
        (Role.MINISTRY_REVIEWER, "/pengaduan/peta"),
    ],
)
def test_every_page_of_figures_says_so(client, db_session, sinjai, role, address):
    login(client, user_with(role, **({"government": sinjai} if role is Role.COORDINATOR else {})))
    db_session.commit()
    assert TEXT not in client.get(address).text
    finish_in_bulk(db_session, sinjai)
    db_session.commit()
    found = client.get(address).text
    assert TEXT in found
    assert "Okt 2021" in found
    refresh()
    assert TEXT not in client.get(address).text


def test_published_totals_say_so_too(client, db_session, sinjai):
    total = PublishedTotal(
        government_id=sinjai.id,
        title="Siaran pers",
        publisher="Penerbit",
        source="Dokumen",
        published_on=date(2022, 1, 1),
        first_day=date(2021, 1, 1),
        last_day=date(2021, 12, 31),
        count=5,
    )
    db_session.add(total)
    login(client, user_with(Role.COORDINATOR, government=sinjai))
    finish_in_bulk(db_session, sinjai)
    db_session.commit()
    for address in (
        "/pengaduan/angka-terbit",
        f"/pengaduan/angka-terbit/{total.id}",
        "/pengaduan/angka-terbit.csv",
    ):
        assert TEXT in client.get(address).text
