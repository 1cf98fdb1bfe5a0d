"""Rounds: opening, carrying over, extending, new units, reminders."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.access import Role
from app.assessment import events
from app.assessment.actions import RoundExists, WrongPeriod, add_new_units, remind, submit
from app.assessment.addresses import sheet_path, verification_path
from app.assessment.models import Answer, Assessment, Round
from app.assessment.queries import load_sheet, round_of_year
from app.assessment.rules import Gap
from app.assessment.states import RoundState
from app.db import db, new_id, utc_now
from app.notifications import Notification
from tests.factories import assessment as rounds
from tests.factories import instrument as questions
from tests.factories import organisations as make
from tests.style_guide import assert_page, words


def round_form(version, **fields):
    return {
        "title": "Asesmen Mandiri",
        "year": str(rounds.YEAR),
        "version_code": version.code,
        "opens_on": rounds.a_day(0).isoformat(),
        "closes_on": rounds.a_day(14).isoformat(),
        "idempotency_key": new_id(),
        **fields,
    }


class TestOpening:
    @pytest.fixture
    def regency(self, db_session, register):
        government = make.government()
        for _ in range(3):
            make.unit(government)
        make.unit(government, is_active=False)
        return government

    @pytest.fixture
    def coordinator(self, regency, sign_in):
        return sign_in(make.user_with(Role.COORDINATOR, regency))

    def test_every_active_unit_and_the_government_get_a_sheet(self, regency, coordinator):
        version = questions.published(rounds.content())
        response = coordinator.post("/asesmen/putaran/baru", data=round_form(version))
        assert response.location == f"/asesmen/papan?tahun={rounds.YEAR}"
        round_ = db.session.scalars(select(Round)).one()
        assessments = db.session.scalars(select(Assessment)).all()
        assert len(assessments) == 4
        assert [each.unit_id for each in assessments].count(None) == 1
        # 23:59:59 in Makassar is 15:59:59 UTC of the same day.
        last = rounds.a_day(14)
        assert round_.closes_at == datetime(last.year, last.month, last.day, 15, 59, 59, tzinfo=UTC)

    def test_a_double_click_opens_one(self, regency, coordinator):
        data = round_form(questions.published(rounds.content()))
        for _ in range(2):
            assert coordinator.post("/asesmen/putaran/baru", data=data).status_code == 302
        assert db.session.scalar(select(func.count()).select_from(Round)) == 1

    def test_one_round_a_year(self, app: Flask, regency, coordinator):
        version = questions.published(rounds.content())
        coordinator.post("/asesmen/putaran/baru", data=round_form(version))
        page = coordinator.post("/asesmen/putaran/baru", data=round_form(version))
        assert "sudah ada" in words(assert_page(page, app, status=422))

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"title": ""}, "Tulis nama putaran"),
            ({"year": "21"}, "empat angka"),
            ({"closes_on": "2001-01-01"}, "Tenggat tidak boleh sebelum"),
            ({"closes_on": ""}, "Isi tanggal tenggat"),
        ],
    )
    def test_mistakes_are_said_beside_the_field(self, app: Flask, regency, coordinator, wrong, said):
        version = questions.published(rounds.content())
        page = coordinator.post("/asesmen/putaran/baru", data=round_form(version, **wrong))
        assert said in words(assert_page(page, app, status=422))
        assert db.session.scalars(select(Round)).all() == []

    def test_a_draft_instrument_is_not_offered(self, regency, coordinator):
        version = questions.drafted(rounds.content())
        assert coordinator.post("/asesmen/putaran/baru", data=round_form(version)).status_code == 422

    def test_upper_packages_hear_it(self, regency):
        heard = []

        def listen(sender, actor):
            heard.append(sender)

        with events.round_opened.connected_to(listen):
            place = rounds.place()
        assert heard == [place.round]

    def test_actions_refuse_what_the_form_refuses(self, place):
        with pytest.raises(RoundExists):
            rounds.opened(place.government, place.version, place.coordinator)
        with pytest.raises(WrongPeriod):
            rounds.opened(
                place.government,
                place.version,
                place.coordinator,
                year=rounds.YEAR + 1,
                closes_on=rounds.a_day(-9),
            )


class TestCarryingOver:
    def test_answers_come_along_but_never_as_done(self, app: Flask, place, sign_in):
        rounds.verified(place)
        later = rounds.opened(place.government, place.version, place.coordinator, year=rounds.YEAR + 1)
        own = rounds.assessment_of(later, place.units[0])
        sheet = load_sheet(own)
        line = rounds.line(own, "K-01")
        answer = line.stored
        assert (answer.value, answer.self_reason, len(answer.evidence)) == (3, "Alasan untuk K-01", 1)
        assert (answer.verified_score, answer.needs_review) == (None, True)
        assert line.gaps == (Gap.NEEDS_REVIEW,)
        assert sheet.progress.complete == 0
        assert rounds.line(own, "M-01").answer is None
        client = sign_in(place.admins[0])
        page = words(assert_page(client.get(f"/asesmen/isian/{own.id}/K-01"), app))
        assert "Perlu ditinjau ulang" in page
        data = {"answer": "3", "reason": answer.self_reason, "version": "1", "idempotency_key": new_id()}
        client.post(f"/asesmen/isian/{own.id}/K-01", data=data)
        db.session.expire_all()
        assert rounds.line(own, "K-01").complete

    def test_the_unit_without_earlier_answers_starts_empty(self, place):
        rounds.verified(place)
        later = rounds.opened(place.government, place.version, place.coordinator, year=rounds.YEAR + 1)
        assert all(
            line.answer is None for line in load_sheet(rounds.assessment_of(later, place.units[1])).lines
        )

    def test_a_question_that_is_asked_otherwise_is_asked_anew(self, place):
        rounds.verified(place)
        changed = rounds.content("lain")
        people = changed.categories[1]
        other = questions.category(
            "sdm",
            [
                questions.indicator("S-01"),  # a number before, a level now
                people.indicators[1],
            ],
        )
        version = questions.published(
            questions.questionnaire("lain", [changed.categories[0], other, *changed.categories[2:]])
        )
        later = rounds.opened(place.government, version, place.coordinator, year=rounds.YEAR + 1)
        own = rounds.assessment_of(later, place.units[0])
        assert rounds.line(own, "S-01").answer is None
        assert rounds.line(own, "S-02").answer is not None

    def test_the_carried_answers_cannot_be_submitted_unread(self, place):
        rounds.verified(place)
        later = rounds.opened(place.government, place.version, place.coordinator, year=rounds.YEAR + 1)
        own = rounds.assessment_of(later, place.units[0])
        with pytest.raises(Exception, match="6 incomplete"):
            submit(place.admin(), own)


class TestChanging:
    def form(self, round_, **fields):
        return {
            "title": round_.title,
            "opens_on": rounds.a_day(-1).isoformat(),
            "closes_on": rounds.a_day(20).isoformat(),
            "change_reason": "Banjir di tiga kecamatan.",
            "reminder_days": "10, 2",
            "state": "open",
            "version": str(round_.version),
            **fields,
        }

    def test_extending(self, place, sign_in):
        url = f"/asesmen/putaran/{place.round.id}"
        assert sign_in(place.coordinator).post(url, data=self.form(place.round)).status_code == 302
        db.session.expire_all()
        assert place.round.closes_at.date() == rounds.a_day(20)

    def test_closing_by_hand_closes_the_sheets(self, place, sign_in):
        url = f"/asesmen/putaran/{place.round.id}"
        sign_in(place.coordinator).post(url, data=self.form(place.round, state="closed"))
        db.session.expire_all()
        assert place.round.state is RoundState.CLOSED
        data = {"answer": "3", "reason": "x", "version": "0", "idempotency_key": new_id()}
        own = place.assessment()
        assert sign_in(place.admins[0]).post(f"/asesmen/isian/{own.id}/K-01", data=data).status_code == 409

    def test_a_lost_race_is_a_conflict(self, app: Flask, place, sign_in):
        url, seen = f"/asesmen/putaran/{place.round.id}", self.form(place.round)
        client = sign_in(place.coordinator)
        client.post(url, data=self.form(place.round, title="Pertama"))
        page = client.post(url, data={**seen, "title": "Kedua"})
        text = words(assert_page(page, app, status=409))
        assert "Pertama" in text
        assert "Kedua" in text
        db.session.expire_all()
        assert place.round.title == "Pertama"

    def test_a_receipt_does_not_count_as_somebody_elses_change(self, place, sign_in):
        seen = self.form(place.round)
        rounds.submitted(place.admin(), place.assessment())
        response = sign_in(place.coordinator).post(f"/asesmen/putaran/{place.round.id}", data=seen)
        assert response.status_code == 302

    def test_units_that_came_later(self, place, sign_in):
        late = make.unit(place.government)
        client, url = sign_in(place.coordinator), f"/asesmen/putaran/{place.round.id}/opd"
        for _ in range(2):
            assert client.post(url).status_code == 302
        assert rounds.assessment_of(place.round, late).state == "draft"
        assert add_new_units(place.lead, place.round) == 0

    def test_a_round_of_another_government_is_not_found(self, place, sign_in):
        foreign = make.user_with(Role.COORDINATOR, make.government())
        url = f"/asesmen/putaran/{place.round.id}"
        assert sign_in(foreign).get(url).status_code == 404
        assert sign_in(foreign).post(f"{url}/opd").status_code == 404


class TestReminding:
    def inbox(self, person):
        return db.session.scalars(select(Notification).where(Notification.user_id == person.id)).all()

    def test_only_those_that_have_not_submitted(self, place, sign_in):
        rounds.submitted(place.admin(1), place.assessment(1))
        chosen = [place.assessment(number).id for number in (0, 1)]
        client = sign_in(place.coordinator)
        client.post(f"/asesmen/papan/{place.round.id}/ingatkan", data={"assessment": chosen})
        (notice,) = self.inbox(place.admins[0])
        assert notice.url == sheet_path(place.assessment().id)
        assert self.inbox(place.admins[1]) == []

    def test_not_twice_within_the_hour(self, place):
        chosen, now = [place.assessment().id], utc_now()
        assert remind(place.lead, place.round, chosen, now).told == 1
        assert remind(place.lead, place.round, chosen, now + timedelta(minutes=59)).told == 0
        assert remind(place.lead, place.round, chosen, now + timedelta(hours=1)).told == 1

    def test_a_unit_without_an_admin_is_named(self, db_session, register, sign_in):
        place = rounds.place()
        lonely = make.unit(place.government, name="Dinas Tanpa Admin")
        add_new_units(place.lead, place.round)
        chosen = {"assessment": [rounds.assessment_of(place.round, lonely).id]}
        page = sign_in(place.coordinator).post(
            f"/asesmen/papan/{place.round.id}/ingatkan", data=chosen, follow_redirects=True
        )
        assert "Dinas Tanpa Admin" in page.get_data(as_text=True)

    def test_sheets_of_other_governments_are_passed_over(self, place):
        elsewhere = rounds.place()
        assert remind(place.lead, place.round, [elsewhere.assessment().id]).told == 0
        assert self.inbox(elsewhere.admins[0]) == []


def test_the_addresses_in_notices_are_those_of_the_pages(place, sign_in):
    own = place.assessment()
    client = sign_in(place.coordinator)
    assert client.get(sheet_path(own.id)).status_code == 200
    assert client.get(verification_path(own.id)).status_code == 200


def test_the_database_holds_one_sheet_per_unit_and_one_for_the_government(place):
    from sqlalchemy.exc import IntegrityError

    for unit_id in (place.units[0].id, None):
        db.session.commit()
        db.session.add(
            Assessment(
                government_id=place.government.id,
                round_id=place.round.id,
                unit_id=unit_id,
                state="draft",
            )
        )
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_the_database_refuses_an_answer_of_another_government(place):
    from sqlalchemy.exc import IntegrityError

    elsewhere = rounds.place()
    own = place.assessment()
    spec = load_sheet(own).lines[0].spec
    db.session.commit()
    db.session.add(Answer(government_id=elsewhere.government.id, assessment_id=own.id, indicator_id=spec.id))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


class TestReminderDaysOfTheGovernment:
    """What a round was given is what the government's next one begins with."""

    def test_the_next_round_begins_with_those_of_the_last(self, place, sign_in):
        place.round.reminder_days = "10, 2"
        db.session.commit()
        page = sign_in(place.coordinator).get("/asesmen/putaran/baru").text
        assert 'value="10, 2"' in page
        following = rounds.opened(place.government, place.version, place.coordinator, year=rounds.YEAR + 1)
        assert following.reminder_days == "10, 2"

    def test_it_may_be_given_others_at_once(self, place, sign_in):
        data = {
            "title": "Putaran berikut",
            "year": str(rounds.YEAR + 1),
            "version_code": place.version.code,
            "opens_on": rounds.a_day(0).isoformat(),
            "closes_on": rounds.a_day(30).isoformat(),
            "reminder_days": "5",
            "idempotency_key": new_id(),
        }
        sign_in(place.coordinator).post("/asesmen/putaran/baru", data=data)
        made = round_of_year(place.government.id, rounds.YEAR + 1)
        assert made is not None
        assert made.reminder_days == "5"
        again = sign_in(place.coordinator).post(
            "/asesmen/putaran/baru",
            data=data | {"year": str(rounds.YEAR + 2), "reminder_days": "besok", "idempotency_key": new_id()},
        )
        assert again.status_code == 422

    def test_another_government_begins_with_the_usual_ones(self, place):
        place.round.reminder_days = ""
        assert rounds.place(units=1).round.reminder_days == "14, 7, 3, 1"
