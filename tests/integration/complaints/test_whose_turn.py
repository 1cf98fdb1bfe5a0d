"""Lists of work and the start page agree with what each complaint says of itself."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.access import Role
from app.complaints.actions import handling as act
from app.complaints.actions.closing import close_due
from app.complaints.handling import Party, standing_of, turn
from app.complaints.models import Complaint
from app.complaints.queries.handling import NEXT_DUE, next_due, waiting_for, waits_for
from app.complaints.start import waiting_complaints
from app.db import db
from app.web.filters import tanggal
from app.web.start_page import Urgency
from tests.factories import organisations as make
from tests.factories.complaints import FINISHED, IN_PROCESS, imported, line
from tests.factories.handling import MONDAY, Desk

TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 3))


@pytest.fixture
def states(desk, tmp_path) -> dict[str, Complaint]:
    """One complaint in every state that there is, by what it is called."""
    coordinator, social = desk.actor(desk.coordinator), desk.actor(desk.social_admin)
    found = {
        "new": desk.entered(),
        "new with an opd": desk.entered(unit_id=desk.social.id),
        "new and postponed": desk.entered(),
        "archived": desk.entered(),
        "forwarded": desk.forwarded(TUESDAY),
        "forwarded to the other": desk.forwarded(TUESDAY, desk.works),
        "declined": desk.forwarded(TUESDAY),
        "postponed": desk.forwarded(TUESDAY),
        "answered": desk.answered(TUESDAY),
        "replied": desk.answered(TUESDAY),
        "declined after the reply": desk.answered(TUESDAY),
        "closed": desk.answered(TUESDAY),
        "reopened": desk.answered(TUESDAY),
    }
    act.postpone(coordinator, found["new and postponed"], "Di mana?", TUESDAY)
    act.archive(coordinator, found["archived"], "Ganda.", TUESDAY)
    act.decline(social, found["declined"], "Bukan kami.", WEDNESDAY)
    act.postpone(social, found["postponed"], "Di mana?", WEDNESDAY)
    act.reply(social, found["replied"], "Belum.", WEDNESDAY)
    act.reply(social, found["declined after the reply"], "Dan jalannya?", WEDNESDAY)
    act.decline(social, found["declined after the reply"], "Itu bukan kami.", THURSDAY)
    for name in ("closed", "reopened"):
        act.close(social, found[name], at=WEDNESDAY)
    act.reply(social, found["reopened"], "Lagi.", THURSDAY)
    imported(
        desk.owner,
        tmp_path,
        line(1, unit="Dinas Sosial", **IN_PROCESS),
        line(2, unit="Dinas Sosial", **IN_PROCESS),
        line(3, unit="Dinas Entah", **FINISHED),
        line(4, unit="Dinas Entah"),
    )
    told = {
        each.tracking_id: each
        for each in db.session.scalars(select(Complaint).where(Complaint.source == "SP4N-LAPOR!"))
    }
    act.decline(social, told["2"], "Bukan kami.")
    found |= {"imported": told["1"], "imported and declined": told["2"], "imported, done": told["3"]}
    db.session.commit()
    return found


def test_the_database_says_the_same_as_each_complaint(states):
    for party in (Party.COORDINATOR, Party.UNIT):
        listed = set(db.session.scalars(select(Complaint.id).where(waits_for(party))))
        own = {
            each.id
            for each in db.session.scalars(select(Complaint))
            if turn(standing_of(each)).party is party
        }
        assert listed == own
        assert len(own) >= 4


def numbers(client, query: str, states: dict[str, Complaint]) -> set[str]:
    page = client.get(f"/pengaduan?{query}").text
    return {name for name, each in states.items() if f">#{each.tracking_id}<" in page}


def test_what_needs_my_action(client, desk, states):
    make.login(client, desk.coordinator)
    assert numbers(client, "tindakan=1", states) == {
        "new",
        "new with an opd",
        "declined",
        "declined after the reply",
        "imported and declined",
    }
    make.login(client, desk.social_admin)
    assert numbers(client, "tindakan=1", states) == {"forwarded", "replied", "reopened"}
    make.login(client, desk.works_admin)
    assert numbers(client, "tindakan=1", states) == {"forwarded to the other"}
    make.login(client, make.user_with(Role.LEADER, desk.owner))
    assert numbers(client, "tindakan=1", states) == set()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("menunggu=1", {"new and postponed", "postponed", "answered"}),
        ("dibuka-kembali=1", {"reopened"}),
        ("ditunda=1", {"new and postponed", "postponed"}),
        (
            "belum-disalurkan=1",
            {
                "new",
                "new with an opd",
                "new and postponed",
                "declined",
                "declined after the reply",
                "imported and declined",
            },
        ),
        ("asal=import", {"imported", "imported and declined", "imported, done"}),
        ("asal=entry&status=archived", {"archived"}),
        ("sumber=SP4N-LAPOR!&status=finished", {"imported, done"}),
        ("wilayah=Sinjai Utara", set()),
    ],
)
def test_filters(client, desk, states, query, expected):
    make.login(client, desk.coordinator)
    assert numbers(client, query, states) == expected


def test_an_area_is_a_filter(client, desk):
    complaint = desk.entered(area="Sinjai Utara")
    desk.entered(area="Sinjai Timur")
    make.login(client, desk.coordinator)
    page = client.get("/pengaduan?wilayah=Sinjai Utara").text
    assert f">#{complaint.tracking_id}<" in page
    assert page.count(">#2021/") == 1


def test_what_is_handled_here_is_late_by_todays_clock(client, desk, tmp_path):
    """The cut-off of an import says nothing about complaints that nobody imported."""
    now = datetime.now(UTC)
    late = desk.entered(received_at=now - timedelta(days=30))
    fresh = desk.entered(received_at=now)
    imported(desk.owner, tmp_path, line(1), cut_off=MONDAY + timedelta(days=1))
    make.login(client, desk.coordinator)
    page = client.get("/pengaduan?terlambat=1").text
    assert f">#{late.tracking_id}<" in page
    assert f">#{fresh.tracking_id}<" not in page
    assert ">#1<" not in page  # on 5 October it was not late
    assert "Terbuka dan lewat tenggat" in client.get(f"/pengaduan/{late.id}").text.split("Riwayat")[0]


def test_the_start_page_counts_what_waits_and_names_the_first_deadline(client, app, desk):
    now = datetime.now(UTC)
    assert waiting_complaints(desk.actor(desk.coordinator)) == []
    desk.entered(received_at=now)
    old = desk.entered(received_at=now - timedelta(days=30))
    waiting = waiting_for(desk.actor(desk.coordinator), desk.owner.id)
    assert (waiting.count, waiting.due) == (2, old.verify_due)
    with app.test_request_context("/"):
        (task,) = waiting_complaints(desk.actor(desk.coordinator))
        assert (task.count, task.urgency) == (2, Urgency.OVERDUE)
        since = tanggal(old.verify_due - timedelta(seconds=1))
        assert task.text == f"1 lewat tenggat, yang terlama sejak {since}."
        assert waiting_complaints(desk.actor(desk.social_admin)) == []
    make.login(client, desk.coordinator)
    assert "Pengaduan menunggu tindakan" in client.get("/").text
    assert client.get("/pengaduan?tindakan=1").text.count("Lewat tenggat sejak") == 1
    assert "Lewat tenggat sejak" not in client.get("/pengaduan").text


def test_each_complaint_has_the_deadline_of_its_next_step(desk, states):
    for complaint in states.values():
        assert db.session.scalar(select(NEXT_DUE).where(Complaint.id == complaint.id)) == next_due(complaint)


def test_nothing_waits_once_it_closed_by_itself(desk: Desk):
    desk.answered(TUESDAY)
    close_due()
    assert waiting_for(desk.actor(desk.social_admin), desk.owner.id).count == 0
