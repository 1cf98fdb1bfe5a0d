"""Reminders by plan, extensions with reasons, closing days by province, receipts, and how busy it is."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.access import Role
from app.assessment.actions import ReasonMissing, change_round, extend, open_round, remind_by_plan, submit
from app.assessment.deadlines.models import DeadlineExtension, DeadlineReminder, ProvinceClosing
from app.assessment.models import Assessment, Receipt, Round
from app.assessment.queries.deadlines import closing_day, how_busy
from app.assessment.rules import BUSY_SUBMISSIONS
from app.assessment.states import RoundState
from app.audit.models import AuditEntry
from app.db import as_system, db, new_id
from app.jobs.periodic import periodic_tasks
from app.notifications import Notification
from app.organisations.actors import actor_of
from app.organisations.models import GovernmentKind
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.style_guide import assert_page, words

CLOSES = rounds.a_day(20)


def at(before, hour=8):
    """That many days before the round closes, at that hour by the clock of WITA."""
    day = CLOSES - timedelta(days=before)
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=8)


@pytest.fixture
def october(db_session, register):
    """Three OPD in a round that has been open for a month."""
    place = rounds.place(units=3, opens_on=rounds.a_day(-30), closes_on=CLOSES)
    db.session.commit()
    return place


def told(kind="assessment.reminder"):
    return db.session.scalars(select(Notification).where(Notification.kind == kind)).all()


def run(now):
    with as_system():
        count = remind_by_plan(now)
    db.session.commit()
    return count


class TestReminders:
    def test_the_days_of_the_plan_and_no_other(self, october):
        sent = {before: run(at(before)) for before in range(16, -2, -1)}
        assert {before: count for before, count in sent.items() if count} == {14: 3, 7: 3, 3: 3, 1: 3}

    def test_never_twice_on_a_day_however_often_it_runs(self, october):
        assert [run(at(7, hour)) for hour in (8, 8, 9, 23)] == [3, 0, 0, 0]
        assert len(told()) == 3
        own = october.assessment()
        twin = DeadlineReminder(
            government_id=own.government_id,
            assessment_id=own.id,
            deadline_on=CLOSES,
            days_before=6,
            sent_on=CLOSES - timedelta(days=7),
        )
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.add(twin)

    def test_a_day_without_workers_is_made_up_for_once(self, october):
        assert run(at(14)) == 3
        assert run(at(5)) == 3, "the seventh day was missed"
        assert [each.title for each in told()][-1] == "Asesmen ditutup 5 hari lagi"
        assert run(at(4)) == 0
        assert {each.days_before for each in db.session.scalars(select(DeadlineReminder))} == {14, 7}

    def test_what_is_late_never_goes_to_who_has_finished(self, october):
        rounds.filled(october.admin(0), october.assessment(0))
        submit(october.admin(0), october.assessment(0))
        assert run(at(5)) == 2

    def test_a_round_that_opened_later_missed_nothing(self, october):
        october.round.opens_at = at(6)
        db.session.commit()
        assert run(at(5)) == 0
        assert run(at(3)) == 3

    def test_a_deadline_that_was_moved_missed_nothing(self, october):
        own = october.assessment()
        run(at(14))
        run(at(7))
        extend(october.lead, own, CLOSES + timedelta(days=1), "Banjir.", seen_version=own.version, now=at(4))
        moved = db.session.scalars(select(DeadlineExtension)).one()
        moved.created_at = at(4)
        db.session.commit()
        assert run(at(4, 9)) == 0, "its seventh day lay before this deadline was set"
        assert run(at(3)) == 2
        assert run(at(2)) == 1

    def test_only_who_has_not_finished(self, october):
        rounds.filled(october.admin(0), october.assessment(0))
        submit(october.admin(0), october.assessment(0))
        assert run(at(7)) == 2
        assert october.admins[0].id not in {each.user_id for each in told()}

    def test_a_returned_sheet_is_not_finished(self, october):
        for number in range(3):
            rounds.filled(october.admin(number), october.assessment(number))
            submit(october.admin(number), october.assessment(number))
        assert run(at(7)) == 0
        october.assessment(1).state = "returned"
        db.session.flush()
        assert run(at(3)) == 1

    def test_an_extension_moves_the_plan_of_that_opd_alone(self, october):
        own = october.assessment(0)
        later = CLOSES + timedelta(days=8)
        extend(october.lead, own, later, "Banjir.", seen_version=own.version)
        assert run(at(7)) == 2
        assert run(at(-1)) == 1
        notice = next(each for each in told() if each.user_id == october.admins[0].id)
        assert format_date(later, "d MMMM y", locale="id") in notice.body
        assert "7 hari lagi" in notice.title

    def test_the_days_are_the_rounds_own(self, october):
        db.session.get_one(Round, october.round.id).reminder_days = "5"
        db.session.flush()
        assert (run(at(7)), run(at(5))) == (0, 3)

    def test_a_closed_round_reminds_nobody(self, october):
        db.session.get_one(Round, october.round.id).state = RoundState.CLOSED
        db.session.flush()
        assert run(at(7)) == 0

    def test_workers_call_it_every_hour(self, app: Flask):
        assert periodic_tasks(app)["assessment reminders"].hourly

    def test_the_page_of_the_round_shows_the_plan(self, app: Flask, october, sign_in):
        run(at(7))
        page = sign_in(october.coordinator).get(f"/asesmen/putaran/{october.round.id}")
        text = words(assert_page(page, app))
        assert format_date(CLOSES - timedelta(days=7), "d MMMM y", locale="id") in text
        assert "3 OPD sudah diingatkan" in text


class TestExtending:
    def test_one_opd_with_the_reason(self, app: Flask, place, sign_in):
        own, url = place.assessment(), f"/asesmen/verifikasi/{place.assessment().id}/perpanjang"
        data = {"until": rounds.a_day(20).isoformat(), "version": str(own.version), "extension_reason": ""}
        client = sign_in(place.coordinator)
        assert "Tulis alasan perpanjangan." in words(
            assert_page(client.post(url, data=data), app, status=422)
        )
        assert db.session.get_one(Assessment, own.id).extended_until is None
        client.post(url, data={**data, "extension_reason": "Kantor kebanjiran."})
        (kept,) = db.session.scalars(select(DeadlineExtension)).all()
        assert (kept.assessment_id, kept.reason) == (own.id, "Kantor kebanjiran.")
        with pytest.raises(ReasonMissing):
            extend(place.lead, own, rounds.a_day(21), " ", seen_version=own.version)
        text = words(assert_page(sign_in(place.admins[0]).get(f"/asesmen/isian/{own.id}"), app))
        assert "Kantor kebanjiran." in text
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "assessment.extended")).one()
        assert entry.after is not None
        assert entry.after["reason"] == "Kantor kebanjiran."

    def test_everybody_with_the_reason(self, app: Flask, place, sign_in):
        url = f"/asesmen/putaran/{place.round.id}"
        data = {
            "title": place.round.title,
            "opens_on": rounds.a_day(-1).isoformat(),
            "closes_on": rounds.a_day(30).isoformat(),
            "state": "open",
            "reminder_days": "14, 7, 3, 1",
            "change_reason": "",
            "version": str(place.round.version),
        }
        client = sign_in(place.coordinator)
        page = client.post(url, data=data)
        assert "Tulis alasan mengubah tenggat." in words(assert_page(page, app, status=422))
        client.post(url, data={**data, "change_reason": "Listrik padam sepekan."})
        (kept,) = db.session.scalars(select(DeadlineExtension)).all()
        assert kept.assessment_id is None
        text = words(
            assert_page(sign_in(place.admins[1]).get(f"/asesmen/isian/{place.assessment(1).id}"), app)
        )
        assert "Listrik padam sepekan." in text
        assert "semua OPD" in text

    def test_the_same_deadline_needs_no_reason(self, place):
        change_round(
            place.lead,
            place.round,
            title="Nama lain",
            opens_on=rounds.a_day(-1),
            closes_on=rounds.a_day(10),
            state=RoundState.OPEN,
            seen_version=place.round.version,
        )
        assert db.session.scalars(select(DeadlineExtension)).all() == []
        with pytest.raises(ReasonMissing):
            change_round(
                place.lead,
                place.round,
                title="Nama lain",
                opens_on=rounds.a_day(-1),
                closes_on=rounds.a_day(11),
                state=RoundState.OPEN,
                seen_version=place.round.version,
            )

    def test_days_that_are_none_are_refused_beside_the_field(self, app: Flask, place, sign_in):
        data = {
            "title": "Putaran",
            "opens_on": rounds.a_day(-1).isoformat(),
            "closes_on": rounds.a_day(10).isoformat(),
            "state": "open",
            "reminder_days": "besok",
            "version": str(place.round.version),
        }
        page = sign_in(place.coordinator).post(f"/asesmen/putaran/{place.round.id}", data=data)
        assert "Tulis hari sebelum tenggat dengan angka" in words(assert_page(page, app, status=422))


class TestCountdown:
    def test_on_the_sheet_and_on_the_board(self, app: Flask, place, sign_in):
        own = place.assessment()
        for person, address in (
            (place.admins[0], f"/asesmen/isian/{own.id}"),
            (place.coordinator, "/asesmen/papan"),
        ):
            assert "Tersisa 10 hari" in words(assert_page(sign_in(person).get(address), app))

    def test_not_after_it_is_handed_in(self, app: Flask, place, sign_in):
        own = rounds.submitted(place.admin(), place.assessment())
        db.session.commit()
        page = words(assert_page(sign_in(place.admins[0]).get(f"/asesmen/isian/{own.id}"), app))
        assert "Tersisa" not in page


class TestProvinces:
    @pytest.fixture
    def reviewer(self, db_session):
        return make.user_with(Role.MINISTRY_REVIEWER)

    @pytest.fixture
    def province(self, db_session):
        return make.government(kind=GovernmentKind.PROVINCE, code="94", parent_id=None)

    def test_the_ministry_proposes_and_sets(self, app: Flask, reviewer, province, sign_in):
        client = sign_in(reviewer)
        page = client.get("/asesmen/jadwal-penutupan?tahun=2030&mulai=2030-10-01&hari=3")
        assert "Ini usulan, belum disimpan" in words(assert_page(page, app))
        assert 'name="tutup-94" value="2030-10-0' in page.get_data(as_text=True)
        assert db.session.scalars(select(ProvinceClosing)).all() == []
        data = {**hidden(client.get("/asesmen/jadwal-penutupan?tahun=2030")), "tutup-94": "2030-10-02"}
        assert client.post("/asesmen/jadwal-penutupan?tahun=2030", data=data).status_code == 302
        assert closing_day(province, 2030) == date(2030, 10, 2)
        # Whoever looked before that loses the race.
        assert client.post("/asesmen/jadwal-penutupan?tahun=2030", data=data).status_code == 409

    def test_a_date_that_is_none_is_refused_beside_the_box(self, app: Flask, reviewer, province, sign_in):
        client = sign_in(reviewer)
        data = {**hidden(client.get("/asesmen/jadwal-penutupan?tahun=2030")), "tutup-94": "kapan-kapan"}
        page = client.post("/asesmen/jadwal-penutupan?tahun=2030", data=data)
        assert "Isi tanggal yang benar." in words(assert_page(page, app, status=422))

    def test_a_coordinator_meets_it_where_the_round_is_opened_and_on_the_board(
        self, app: Flask, province, register, sign_in
    ):
        government = make.government(parent_id=province.id)
        place = rounds.place(government=government)
        db.session.add(
            ProvinceClosing(year=rounds.YEAR, province_id=province.id, closes_on=date(2030, 10, 2))
        )
        db.session.commit()
        client = sign_in(place.coordinator)
        assert "2030-10-02" in client.get("/asesmen/putaran/baru").get_data(as_text=True)
        assert "Provinsi ini dijadwalkan ditutup 2 Oktober 2030" in words(
            assert_page(client.get("/asesmen/papan"), app)
        )

    def test_one_day_a_province_and_year(self, province):
        for _ in range(2):
            db.session.add(ProvinceClosing(year=2030, province_id=province.id, closes_on=CLOSES))
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()

    def test_nobody_else_sets_it(self, place, sign_in):
        for person in (place.coordinator, place.admins[0]):
            assert sign_in(person).get("/asesmen/jadwal-penutupan").status_code == 403


def hidden(response):
    """The hidden fields of the form on a page."""
    found = re.findall(
        r'<input id="(?:version|seen)" name="(version|seen)" type="hidden" value="([^"]*)"',
        response.get_data(as_text=True),
    )
    assert found
    return dict(found)


class TestSubmissions:
    def test_the_same_key_twice_is_one_submission_and_the_same_receipt(self, place, sign_in):
        own = rounds.filled(place.admin(), place.assessment())
        db.session.commit()
        client, data = sign_in(place.admins[0]), {"idempotency_key": new_id()}
        first = client.post(f"/asesmen/isian/{own.id}/kirim", data=data)
        second = client.post(f"/asesmen/isian/{own.id}/kirim", data=data)
        third = client.post(f"/asesmen/isian/{own.id}/kirim", data={"idempotency_key": new_id()})
        (receipt,) = db.session.scalars(select(Receipt)).all()
        places = {each.location for each in (first, second, third)}
        assert places == {f"/asesmen/tanda-terima/{receipt.id}"}

    def test_the_database_refuses_a_doubled_one_and_a_number_given_twice(self, place):
        own = rounds.submitted(place.admin(), place.assessment())
        kept = db.session.scalars(select(Receipt)).one()
        assert (kept.attempt, kept.number) == (1, f"BA-{place.government.code}-{rounds.YEAR}-0001")
        for number, attempt, assessment_id in (
            ("BA-LAIN", 1, own.id),
            (kept.number, 1, place.assessment(1).id),
        ):
            twin = Receipt(
                government_id=own.government_id,
                assessment_id=assessment_id,
                number=number,
                attempt=attempt,
                submitted_at=kept.submitted_at,
                answer_count=1,
                evidence_count=0,
                content="{}",
                sha256="a" * 64,
            )
            with pytest.raises(IntegrityError), db.session.begin_nested():
                db.session.add(twin)

    def test_a_later_submission_is_the_next_attempt(self, place):
        own = rounds.submitted(place.admin(), place.assessment())
        rounds.returned(place, own, "K-01")
        rounds.answered(place.admin(), own, "K-01", "2")
        submit(place.admin(), own)
        found = db.session.scalars(select(Receipt.attempt).order_by(Receipt.number)).all()
        assert found == [1, 2]


class TestBusy:
    def test_the_page_says_what_was_counted(self, app: Flask, place, sign_in):
        own = rounds.submitted(place.admin(), place.assessment())
        kept = db.session.scalars(select(Receipt)).one()
        other = f"/asesmen/isian/{place.assessment(1).id}"
        db.session.commit()
        app.extensions.pop("assessment_busy", None)
        client = sign_in(place.admins[1])
        assert "Sistem sedang lancar: 1 asesmen dikirim" in words(assert_page(client.get(other), app))
        for number in range(2, BUSY_SUBMISSIONS + 1):
            db.session.add(
                Receipt(
                    government_id=own.government_id,
                    assessment_id=own.id,
                    number=f"BA-{number}",
                    attempt=number,
                    submitted_at=kept.submitted_at,
                    answer_count=1,
                    evidence_count=0,
                    content="{}",
                    sha256="a" * 64,
                )
            )
        db.session.commit()
        assert "Sedang ramai" not in client.get(other).get_data(as_text=True), "counted within the seconds"
        app.extensions.pop("assessment_busy")
        text = words(assert_page(client.get(other), app))
        assert f"{BUSY_SUBMISSIONS} asesmen dikirim" in text
        assert "Kiriman Anda tetap diterima" in text

    def test_it_is_counted_once_for_many_pages(self, app: Flask, place, count_selects):
        app.extensions.pop("assessment_busy", None)
        now = datetime.now(UTC)
        with count_selects() as queries:
            for _ in range(5):
                how_busy(now)
        assert len(queries) == 1


def test_a_round_keeps_its_own_days_from_the_start(place):
    made = open_round(
        actor_of(place.coordinator),
        place.government,
        place.version,
        year=rounds.YEAR + 1,
        title="Berikutnya",
        opens_on=rounds.a_day(1),
        closes_on=rounds.a_day(30),
        reminder_days=(10, 2),
    )
    assert made.reminder_days == "10, 2"
