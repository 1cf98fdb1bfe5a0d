"""Verification: own score beside the unit's, return with reasons, confirm, reopen; and the ministry's score."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.access import Role
from app.assessment import events
from app.assessment.actions import (
    DeadlineMissing,
    ReasonMissing,
    accept_remaining,
    confirm,
    decide,
    mark_to_return,
    return_assessment,
    score_as_ministry,
    submit,
)
from app.assessment.models import Round
from app.assessment.queries import history_of, load_sheet
from app.assessment.rules import ForbiddenStep, Refusal
from app.assessment.states import AnswerEventKind, AssessmentState, ReturnState
from app.db import db
from app.notifications import Notification
from app.organisations.actors import actor_of
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.factories.assessment import answer_of
from tests.style_guide import assert_page, words


@pytest.fixture
def handed_in(place):
    return rounds.submitted(place.admin(), place.assessment())


def address(assessment, code=""):
    return f"/asesmen/verifikasi/{assessment.id}" + (f"/{code}" if code else "")


def verdict_form(assessment, verdict, reason="", code="K-01", needed="SK yang berlaku."):
    version = str(answer_of(assessment, code).version)
    return {"verdict": str(verdict), "reason": reason, "needed": needed, "version": version}


class TestDeciding:
    def test_agreeing_needs_no_reason_and_leads_to_the_next(self, place, handed_in, sign_in):
        client = sign_in(place.coordinator)
        response = client.post(address(handed_in, "K-01"), data=verdict_form(handed_in, 3))
        assert response.location == address(handed_in, "K-02")
        answer = answer_of(handed_in)
        assert (answer.self_score, answer.verified_score) == (3, 3)
        assert answer.verified_by == place.coordinator.id

    def test_a_reason_that_some_verdicts_need_is_not_called_optional(
        self, app: Flask, place, handed_in, sign_in
    ):
        page = words(assert_page(sign_in(place.coordinator).get(address(handed_in, "K-01")), app))
        assert "Alasan Wajib bila nilai Anda berbeda" in page

    def test_another_score_needs_a_reason_beside_the_field(self, app: Flask, place, handed_in, sign_in):
        client = sign_in(place.coordinator)
        page = client.post(address(handed_in, "K-01"), data=verdict_form(handed_in, 2))
        assert "Tulis alasannya" in words(assert_page(page, app, status=422))
        assert answer_of(handed_in).verified_score is None
        data = verdict_form(handed_in, 2, "SK belum memuat uraian tugas.")
        assert client.post(address(handed_in, "K-01"), data=data).status_code == 302
        answer = answer_of(handed_in)
        assert (answer.self_score, answer.verified_score) == (3, 2)

    @pytest.mark.parametrize("verdict", ["", "6", "0", "sempurna"])
    def test_no_other_verdict_is_taken(self, place, handed_in, sign_in, verdict):
        data = verdict_form(handed_in, verdict, "x")
        response = sign_in(place.coordinator).post(address(handed_in, "K-01"), data=data)
        assert response.status_code == 422
        assert answer_of(handed_in).verified_score is None

    def test_the_last_decision_leads_back_to_the_list(self, place, handed_in, sign_in):
        accept_remaining(place.lead, handed_in)
        response = sign_in(place.coordinator).post(
            address(handed_in, "K-01"), data=verdict_form(handed_in, 3)
        )
        assert response.location == address(handed_in)

    def test_two_coordinators_do_not_overwrite_each_other(self, app: Flask, place, handed_in, sign_in):
        seen = verdict_form(handed_in, 3)
        colleague = make.user_with(Role.COORDINATOR, place.government)
        answer = answer_of(handed_in)
        decide(actor_of(colleague), answer, 1, "Tidak ada bukti.", seen_version=answer.version)
        response = sign_in(place.coordinator).post(address(handed_in, "K-01"), data=seen)
        text = words(assert_page(response, app, status=409))
        assert "1 – Rintisan" in text
        assert "3 – Terdefinisi" in text
        assert "Tidak ada bukti." in text
        assert colleague.name in text
        assert answer_of(handed_in).verified_score == 1

    def test_accepting_the_rest_keeps_what_was_decided(self, place, handed_in, sign_in):
        answer = answer_of(handed_in)
        decide(place.lead, answer, 1, "Tidak ada bukti.", seen_version=answer.version)
        sign_in(place.coordinator).post(address(handed_in) + "/setujui")
        assert answer_of(handed_in).verified_score == 1
        assert answer_of(handed_in, "K-02").verified_score == 4
        assert answer_of(handed_in, "M-01").verified_score is None

    def test_a_draft_cannot_be_decided(self, place, sign_in):
        own = place.assessment()
        rounds.answered(place.admin(), own, "K-01")
        response = sign_in(place.coordinator).post(address(own, "K-01"), data=verdict_form(own, 3))
        assert response.status_code == 409
        assert answer_of(own).verified_score is None


class TestWhatTheUnitSees:
    def test_no_verdict_before_the_verification_is_closed(self, app: Flask, place, handed_in, sign_in):
        answer = answer_of(handed_in)
        decide(place.lead, answer, 1, "Tidak ada bukti.", seen_version=answer.version)
        client = sign_in(place.admins[0])
        text = words(assert_page(client.get(f"/asesmen/isian/{handed_in.id}/K-01"), app))
        assert "Tidak ada bukti." not in text
        assert "Sedang diperiksa" in text
        before = words(assert_page(client.get(f"/asesmen/nilai/opd/{place.units[0].id}"), app))
        assert "Hasil verifikasi koordinator" not in before
        accept_remaining(place.lead, handed_in)
        confirm(place.lead, handed_in)
        text = words(assert_page(client.get(f"/asesmen/isian/{handed_in.id}/K-01"), app))
        assert "Tidak ada bukti." in text
        after = words(assert_page(client.get(f"/asesmen/nilai/opd/{place.units[0].id}"), app))
        assert "Hasil verifikasi koordinator" in after

    def test_no_mark_before_it_is_returned(self, app: Flask, place, handed_in, sign_in):
        answer = answer_of(handed_in)
        mark_to_return(
            place.lead, answer, "Rahasia dulu.", "Bukti yang berlaku.", seen_version=answer.version
        )
        for page in ("", "/K-01"):
            text = words(
                assert_page(sign_in(place.admins[0]).get(f"/asesmen/isian/{handed_in.id}{page}"), app)
            )
            assert "Rahasia dulu." not in text


class TestReturning:
    def test_the_whole_way_back_and_forth(self, app: Flask, place, handed_in, sign_in):
        coordinator = sign_in(place.coordinator)
        data = verdict_form(handed_in, "return", "Lampirkan SK terbaru.")
        coordinator.post(address(handed_in, "K-01"), data=data)
        coordinator.post(address(handed_in) + "/setujui")
        assert "Lampirkan SK terbaru." in words(assert_page(coordinator.get(address(handed_in)), app))
        data = {"version": str(handed_in.version), "until": ""}
        coordinator.post(address(handed_in) + "/kembalikan", data=data)
        listed = words(assert_page(coordinator.get(address(handed_in)), app))
        assert listed.count("Belum diperiksa") == 0, "that one was looked at and given back"
        db.session.expire_all()
        assert handed_in.state is AssessmentState.RETURNED
        assert answer_of(handed_in).return_state is ReturnState.RETURNED
        assert answer_of(handed_in, "K-02").verified_score == 4
        (notice,) = db.session.scalars(
            select(Notification).where(Notification.user_id == place.admins[0].id)
        ).all()
        assert "K-01" in notice.body
        assert notice.url == f"/asesmen/isian/{handed_in.id}"

        assert_page(sign_in(place.admins[0]).get(f"/asesmen/isian/{handed_in.id}/periksa"), app)
        rounds.answered(place.admin(), handed_in, "K-01", "2", reason="SK terbaru terlampir.")
        assert place.assessment().state is AssessmentState.DRAFT
        assert answer_of(handed_in).return_state is ReturnState.CORRECTED
        submit(place.admin(), handed_in)

        text = words(assert_page(sign_in(place.coordinator).get(address(handed_in, "K-01")), app))
        assert "Sudah diperbaiki setelah dikembalikan" in text
        assert "Lampirkan SK terbaru." in text
        answer = answer_of(handed_in)
        decide(place.lead, answer, 2, "", seen_version=answer.version)
        assert answer.return_state is ReturnState.NONE
        confirm(place.lead, handed_in)
        kinds = [event.kind for event in history_of(answer)]
        assert kinds == [
            AnswerEventKind.SUBMITTED,
            AnswerEventKind.RETURNED,
            AnswerEventKind.SUBMITTED,
            AnswerEventKind.VERIFIED,
        ]

    def test_an_answer_not_corrected_stops_the_next_submission(self, place, handed_in):
        rounds.returned(place, handed_in, "K-01", "K-02")
        rounds.answered(place.admin(), handed_in, "K-01", "2")
        lacking = [line.spec.code for line in load_sheet(handed_in).lines if line.blocking]
        assert lacking == ["K-02"]

    def test_nothing_marked_returns_nothing(self, place, handed_in, sign_in):
        response = sign_in(place.coordinator).post(address(handed_in) + "/kembalikan", data={"version": "1"})
        assert response.status_code == 409
        assert "Belum ada jawaban yang ditandai" in response.get_data(as_text=True)

    def test_a_mark_needs_a_reason(self, place, handed_in):
        answer = answer_of(handed_in)
        with pytest.raises(ReasonMissing):
            mark_to_return(place.lead, answer, "  ", "Bukti yang berlaku.", seen_version=answer.version)

    def test_after_the_deadline_a_new_one_is_needed(self, place, handed_in, sign_in):
        round_ = db.session.get_one(Round, place.round.id)
        round_.opens_at = round_.opens_at.replace(year=2020)
        round_.closes_at = round_.closes_at.replace(year=2020, day=28)
        db.session.flush()
        answer = answer_of(handed_in)
        mark_to_return(place.lead, answer, "Kurang.", "Bukti yang berlaku.", seen_version=answer.version)
        with pytest.raises(DeadlineMissing):
            return_assessment(place.lead, handed_in)
        db.session.commit()
        client = sign_in(place.coordinator)
        page = client.post(address(handed_in) + "/kembalikan", data={"version": "1"}, follow_redirects=True)
        assert "Isi tenggat baru" in page.get_data(as_text=True)
        data = {"version": "1", "until": rounds.a_day(7).isoformat()}
        client.post(address(handed_in) + "/kembalikan", data=data)
        db.session.expire_all()
        assert handed_in.state is AssessmentState.RETURNED
        rounds.answered(place.admin(), handed_in, "K-01", "2")


class TestConfirming:
    def test_everything_must_be_decided(self, place, handed_in, sign_in):
        response = sign_in(place.coordinator).post(address(handed_in) + "/sahkan")
        assert response.status_code == 409
        with pytest.raises(ForbiddenStep) as refused:
            confirm(place.lead, handed_in)
        assert refused.value.reason is Refusal.UNDECIDED

    def test_a_mark_to_return_stops_it(self, place, handed_in):
        accept_remaining(place.lead, handed_in)
        answer = answer_of(handed_in)
        mark_to_return(place.lead, answer, "Kurang.", "Bukti yang berlaku.", seen_version=answer.version)
        with pytest.raises(ForbiddenStep) as refused:
            confirm(place.lead, handed_in)
        assert refused.value.reason is Refusal.MARKED_TO_RETURN

    def test_the_unit_is_told_and_upper_packages_hear_it(self, place, handed_in, sign_in):
        heard = []

        def listen(sender, actor):
            heard.append(sender.id)

        with events.assessment_verified.connected_to(listen):
            client = sign_in(place.coordinator)
            client.post(address(handed_in) + "/setujui")
            client.post(address(handed_in) + "/sahkan")
        assert heard == [handed_in.id]
        db.session.expire_all()
        assert handed_in.state is AssessmentState.VERIFIED
        kinds = db.session.scalars(
            select(Notification.kind).where(Notification.user_id == place.admins[0].id)
        ).all()
        assert list(kinds) == ["assessment.verified"]

    def test_it_can_be_taken_up_again(self, place, handed_in, sign_in):
        accept_remaining(place.lead, handed_in)
        confirm(place.lead, handed_in)
        sign_in(place.coordinator).post(address(handed_in) + "/buka-lagi")
        db.session.expire_all()
        assert handed_in.state is AssessmentState.SUBMITTED


class TestMinistry:
    @pytest.fixture
    def reviewer(self, db_session):
        return make.user_with(Role.MINISTRY_REVIEWER)

    def form(self, assessment, score, reason=""):
        return {"score": score, "reason": reason, "version": str(answer_of(assessment).version)}

    def test_its_score_stands_above_the_others_which_stay(
        self, app: Flask, place, handed_in, reviewer, sign_in
    ):
        accept_remaining(place.lead, handed_in)
        url = f"/asesmen/isian/{handed_in.id}/K-01"
        client = sign_in(reviewer)
        assert "Beri nilai kementerian" in words(assert_page(client.get(url), app))
        data = self.form(handed_in, "1", "Bukti tidak sesuai.")
        assert client.post(url + "/nilai-kementerian", data=data).status_code == 302
        answer = answer_of(handed_in)
        assert (answer.self_score, answer.verified_score, answer.ministry_score) == (3, 3, 1)
        assert rounds.line(handed_in, "K-01").effective.level == 1
        assert "Bukti tidak sesuai." in words(assert_page(client.get(url), app))

    def test_it_says_why(self, app: Flask, handed_in, reviewer, sign_in):
        url = f"/asesmen/isian/{handed_in.id}/K-01/nilai-kementerian"
        page = sign_in(reviewer).post(url, data=self.form(handed_in, "1"))
        assert "Tulis alasan nilai ini" in words(assert_page(page, app, status=422))
        answer = answer_of(handed_in)
        with pytest.raises(ReasonMissing):
            score_as_ministry(actor_of(reviewer), answer, 1, " ", seen_version=answer.version)

    def test_it_can_be_taken_away(self, handed_in, reviewer, sign_in):
        url = f"/asesmen/isian/{handed_in.id}/K-01/nilai-kementerian"
        client = sign_in(reviewer)
        client.post(url, data=self.form(handed_in, "1", "Keliru."))
        client.post(url, data=self.form(handed_in, ""))
        assert answer_of(handed_in).ministry_score is None

    def test_a_lost_race_is_a_conflict(self, handed_in, reviewer, sign_in):
        url = f"/asesmen/isian/{handed_in.id}/K-01/nilai-kementerian"
        seen = self.form(handed_in, "1", "Keliru.")
        client = sign_in(reviewer)
        client.post(url, data=self.form(handed_in, "5", "Luar biasa."))
        assert client.post(url, data=seen).status_code == 409
        assert answer_of(handed_in).ministry_score == 5

    def test_drafts_are_not_scored(self, place, reviewer, sign_in):
        own = place.assessment()
        rounds.answered(place.admin(), own, "K-01")
        url = f"/asesmen/isian/{own.id}/K-01/nilai-kementerian"
        assert sign_in(reviewer).post(url, data=self.form(own, "1", "x")).status_code == 409

    def test_nobody_else_may(self, place, handed_in, sign_in):
        url = f"/asesmen/isian/{handed_in.id}/K-01/nilai-kementerian"
        for person in (place.coordinator, place.admins[0], make.user_with(Role.LEADER, place.government)):
            assert sign_in(person).post(url, data=self.form(handed_in, "1", "x")).status_code == 403
