"""The unit objects once with a reason, the coordinator decides with a reason; what a return says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.access import Role
from app.assessment.actions import (
    ReasonMissing,
    accept_remaining,
    confirm,
    decide,
    decide_objection,
    object_to,
    reopen,
    score_as_ministry,
    undo_acceptance,
)
from app.assessment.queries import history_of
from app.assessment.queries.objecting import objection_limit
from app.assessment.queries.verifying import objection_to
from app.assessment.rules import ForbiddenStep, Refusal
from app.assessment.states import TAKEN_BACK, AssessmentState
from app.assessment.verifying.models import Objection
from app.assessment.verifying.states import ObjectionOutcome
from app.audit.models import AuditEntry
from app.db import db, new_id
from app.notifications import Notification
from app.organisations.actors import actor_of
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.style_guide import assert_page, words


@pytest.fixture
def verified(place):
    """K-01 was set lower than the unit says."""
    assessment = rounds.submitted(place.admin(), place.assessment())
    answer = rounds.line(assessment, "K-01").stored
    decide(place.lead, answer, 2, "SK belum memuat uraian tugas.", seen_version=answer.version)
    accept_remaining(place.lead, assessment)
    confirm(place.lead, assessment)
    db.session.commit()
    return assessment


def answer_of(assessment, code="K-01"):
    db.session.expire_all()
    return rounds.line(assessment, code).stored


def kept_objection(assessment):
    found = objection_to(answer_of(assessment))
    assert found is not None
    return found


def page_of(assessment, code="K-01"):
    return f"/asesmen/isian/{assessment.id}/{code}"


def decision_of(assessment, code="K-01"):
    return f"/asesmen/verifikasi/{assessment.id}/{code}"


def objection_form(words="SK ada di halaman 3."):
    return {"objection": words, "idempotency_key": new_id()}


class TestObjecting:
    def test_the_whole_way(self, app: Flask, place, verified, sign_in):
        client = sign_in(place.admins[0])
        assert "Ajukan keberatan" in words(assert_page(client.get(page_of(verified)), app))
        response = client.post(page_of(verified) + "/keberatan", data=objection_form())
        assert response.location == page_of(verified)
        page = words(assert_page(client.get(page_of(verified)), app))
        assert "SK ada di halaman 3." in page
        assert "Menunggu keputusan koordinator" in page
        assert "Ya, ajukan" not in page
        told = db.session.scalars(select(Notification.url).where(Notification.kind == "assessment.objection"))
        assert told.all() == [decision_of(verified)]

        client = sign_in(place.coordinator)
        queue = words(assert_page(client.get("/asesmen/verifikasi?daftar=keberatan"), app))
        assert "SK ada di halaman 3." in queue
        assert "Simpan keputusan" in words(assert_page(client.get(decision_of(verified)), app))
        objection = kept_objection(verified)
        data = {
            "keberatan-decided_score": "3",
            "keberatan-decision": "Halaman 3 memang memuatnya.",
            "keberatan-version": str(objection.version),
        }
        client.post(decision_of(verified) + "/keberatan", data=data)
        answer = answer_of(verified)
        assert (answer.self_score, answer.verified_score) == (3, 3)
        assert answer.verified_reason == "Halaman 3 memang memuatnya."
        assert verified.state is AssessmentState.VERIFIED
        objection = kept_objection(verified)
        assert (objection.outcome, objection.score, objection.decided_score) == (
            ObjectionOutcome.GRANTED,
            2,
            3,
        )
        assert history_of(answer)[-1].reason == "Halaman 3 memang memuatnya."
        page = words(assert_page(sign_in(place.admins[0]).get(page_of(verified)), app))
        assert "Nilai menjadi 3" in page
        assert "Halaman 3 memang memuatnya." in page
        actions = db.session.scalars(select(AuditEntry.action)).all()
        assert {"answer.objected", "answer.objection_decided"} <= set(actions)

    def test_it_needs_a_reason_beside_the_field(self, app: Flask, place, verified, sign_in):
        response = sign_in(place.admins[0]).post(page_of(verified) + "/keberatan", data=objection_form("  "))
        assert "Tulis alasan keberatan Anda." in words(assert_page(response, app, status=422))
        assert objection_to(answer_of(verified)) is None
        with pytest.raises(ReasonMissing):
            object_to(place.admin(), answer_of(verified), " ")

    def test_a_second_one_is_refused_in_clear_words(self, app: Flask, place, verified, sign_in):
        object_to(place.admin(), answer_of(verified), "Pertama.")
        db.session.commit()
        response = sign_in(place.admins[0]).post(
            page_of(verified) + "/keberatan", data=objection_form("Kedua.")
        )
        assert "hanya dapat diajukan satu kali" in words(assert_page(response, app, status=409))
        objection = kept_objection(verified)
        assert objection.reason == "Pertama."
        decide_objection(place.lead, objection, 2, "Tetap.", seen_version=objection.version)
        with pytest.raises(ForbiddenStep) as refused:
            object_to(place.admin(), answer_of(verified), "Ketiga.")
        assert refused.value.reason is Refusal.OBJECTED_BEFORE

    def test_the_database_holds_it_too(self, place, verified):
        answer = answer_of(verified)
        object_to(place.admin(), answer, "Pertama.")
        twin = Objection(
            government_id=answer.government_id,
            assessment_id=answer.assessment_id,
            answer_id=answer.id,
            score=2,
            reason="Kedua.",
        )
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.add(twin)

    def test_sent_twice_it_is_one(self, place, verified, sign_in):
        client, data = sign_in(place.admins[0]), objection_form()
        first = client.post(page_of(verified) + "/keberatan", data=data)
        second = client.post(page_of(verified) + "/keberatan", data=data)
        assert first.location == second.location
        assert len(db.session.scalars(select(Objection)).all()) == 1

    def test_only_after_the_verification(self, place, sign_in):
        own = rounds.submitted(place.admin(1), place.assessment(1))
        db.session.commit()
        response = sign_in(place.admins[1]).post(page_of(own) + "/keberatan", data=objection_form())
        assert response.status_code == 409

    def test_only_the_unit_itself(self, place, verified, sign_in):
        for person, expected in ((place.admins[1], 404), (place.coordinator, 403)):
            response = sign_in(person).post(page_of(verified) + "/keberatan", data=objection_form())
            assert response.status_code == expected
        assert objection_to(answer_of(verified)) is None

    def test_a_computed_answer_has_none(self, place, verified):
        answer = answer_of(verified, "M-01")
        with pytest.raises(ForbiddenStep) as refused:
            object_to(place.admin(), answer, "Angkanya keliru.")
        assert refused.value.reason is Refusal.MEASURED


class TestDeciding:
    @pytest.fixture
    def objection(self, place, verified):
        made = object_to(place.admin(), answer_of(verified), "SK ada.")
        db.session.commit()
        return made

    def test_keeping_the_score_says_why_and_changes_nothing_else(self, place, verified, objection):
        before = answer_of(verified).verified_at
        decide_objection(place.lead, objection, 2, "Halaman itu kosong.", seen_version=objection.version)
        answer = answer_of(verified)
        assert (answer.verified_score, answer.verified_at) == (2, before)
        assert kept_objection(verified).outcome is ObjectionOutcome.KEPT

    def test_it_needs_a_reason(self, app: Flask, place, verified, objection, sign_in):
        with pytest.raises(ReasonMissing):
            decide_objection(place.lead, objection, 3, " ", seen_version=objection.version)
        data = {"keberatan-decided_score": "3", "keberatan-decision": "", "keberatan-version": "1"}
        response = sign_in(place.coordinator).post(decision_of(verified) + "/keberatan", data=data)
        assert "Tulis alasan keputusan Anda" in words(assert_page(response, app, status=422))

    def test_once(self, place, objection):
        decide_objection(place.lead, objection, 3, "Benar.", seen_version=objection.version)
        with pytest.raises(ForbiddenStep) as refused:
            decide_objection(place.lead, objection, 1, "Salah.", seen_version=objection.version)
        assert refused.value.reason is Refusal.OBJECTION_DECIDED

    def test_also_while_the_verification_is_open_again(self, place, verified, objection):
        reopen(place.lead, verified)
        decide_objection(place.lead, objection, 3, "Benar.", seen_version=objection.version)
        assert answer_of(verified).verified_score == 3

    def test_nobody_else_decides(self, place, verified, objection, sign_in):
        data = {"keberatan-decided_score": "3", "keberatan-decision": "x", "keberatan-version": "1"}
        reviewer = make.user_with(Role.MINISTRY_REVIEWER)
        for person in (place.admins[0], reviewer, make.user_with(Role.LEADER, place.government)):
            response = sign_in(person).post(decision_of(verified) + "/keberatan", data=data)
            assert response.status_code == 403
        assert answer_of(verified).verified_score == 2


class TestThreeScores:
    def test_side_by_side_with_the_reason_for_each(self, app: Flask, place, verified, sign_in):
        reviewer = make.user_with(Role.MINISTRY_REVIEWER)
        answer = answer_of(verified)
        score_as_ministry(
            actor_of(reviewer), answer, 1, "Tidak ada bukti apa pun.", seen_version=answer.version
        )
        db.session.commit()
        said = ("Alasan untuk K-01", "SK belum memuat uraian tugas.", "Tidak ada bukti apa pun.")
        for person in (place.admins[0], place.coordinator, reviewer):
            client = sign_in(person)
            for address in (page_of(verified), f"/asesmen/isian/{verified.id}/tiga-nilai"):
                page = words(assert_page(client.get(address), app))
                for text in (*said, "3 – Terdefinisi", "2 – Terkelola", "1 – Rintisan"):
                    assert text in page, (person.name, address, text)
        page = words(assert_page(sign_in(place.coordinator).get(decision_of(verified)), app))
        for text in said:
            assert text in page

    def test_a_verdict_under_way_stays_with_the_verifier(self, app: Flask, place, sign_in):
        own = rounds.submitted(place.admin(), place.assessment())
        answer = rounds.line(own, "K-01").stored
        decide(place.lead, answer, 1, "Rahasia dulu.", seen_version=answer.version)
        db.session.commit()
        address = f"/asesmen/isian/{own.id}/tiga-nilai"
        page = words(assert_page(sign_in(place.admins[0]).get(address), app))
        assert "Rahasia dulu." not in page
        assert "1 – Rintisan" not in page
        assert "Rahasia dulu." in words(assert_page(sign_in(place.coordinator).get(address), app))


class TestWhatAReturnSays:
    @pytest.fixture
    def handed_in(self, place):
        made = rounds.submitted(place.admin(), place.assessment())
        db.session.commit()
        return made

    def form(self, assessment, reason, needed):
        version = str(answer_of(assessment).version)
        return {"verdict": "return", "reason": reason, "needed": needed, "version": version}

    @pytest.mark.parametrize(
        ("reason", "needed", "message"),
        [
            ("SK sudah tidak berlaku.", "", "Tulis apa yang cukup"),
            ("", "SK tahun ini.", "Tulis alasannya"),
        ],
    )
    def test_both_are_asked_for_beside_the_field(
        self, app: Flask, place, handed_in, sign_in, reason, needed, message
    ):
        response = sign_in(place.coordinator).post(
            decision_of(handed_in), data=self.form(handed_in, reason, needed)
        )
        assert message in words(assert_page(response, app, status=422))
        assert answer_of(handed_in).return_state == "none"

    def test_the_unit_reads_answer_reason_and_what_is_enough(self, app: Flask, place, handed_in, sign_in):
        client = sign_in(place.coordinator)
        client.post(decision_of(handed_in), data=self.form(handed_in, "SK tidak berlaku.", "SK tahun ini."))
        client.post(f"/asesmen/verifikasi/{handed_in.id}/kembalikan", data={"version": "1", "until": ""})
        page = words(assert_page(sign_in(place.admins[0]).get(page_of(handed_in)), app))
        for text in ("Jawaban K-01 dikembalikan", "SK tidak berlaku.", "SK tahun ini."):
            assert text in page
        event = history_of(answer_of(handed_in))[-1]
        assert (event.reason, event.needed) == ("SK tidak berlaku.", "SK tahun ini.")


class TestTimeLimit:
    """Ten working days after the verification, by the government's calendar; a rule of this installation."""

    def after(self, assessment, days):
        limit = objection_limit(assessment, assessment.verified_at)
        assert limit is not None
        return limit.until + timedelta(days=days)

    def test_the_last_day_still_counts(self, place, verified):
        object_to(
            place.admin(),
            answer_of(verified),
            "Masih sempat.",
            self.after(verified, 0) - timedelta(seconds=2),
        )
        assert objection_to(answer_of(verified)) is not None

    def test_afterwards_it_is_refused_in_clear_words(self, app: Flask, place, verified, sign_in):
        with pytest.raises(ForbiddenStep) as refused:
            object_to(place.admin(), answer_of(verified), "Terlambat.", self.after(verified, 0))
        assert refused.value.reason is Refusal.OBJECTION_LATE
        verified.verified_at -= timedelta(days=60)
        db.session.commit()
        page = words(assert_page(sign_in(place.admins[0]).get(page_of(verified)), app))
        assert "tidak dapat diajukan lagi" in page
        assert "Ya, ajukan" not in page
        response = sign_in(place.admins[0]).post(page_of(verified) + "/keberatan", data=objection_form())
        assert response.status_code == 409
        assert objection_to(answer_of(verified)) is None

    def test_the_page_counts_down(self, app: Flask, place, verified, sign_in):
        page = words(assert_page(sign_in(place.admins[0]).get(page_of(verified)), app))
        assert "10 hari kerja setelah verifikasi selesai, ketentuan aplikasi ini" in page
        assert "Tersisa" in page

    def test_free_days_of_the_calendar_do_not_count(self, verified):
        verified.verified_at = datetime(2021, 5, 10, 2, tzinfo=UTC)  # Idul Fitri and cuti bersama follow
        found = objection_limit(verified, verified.verified_at)
        assert found is not None
        assert found.last_day == date(2021, 5, 28), "by weekdays alone it were the 24th"

    def test_the_rule_is_dated_and_may_set_no_limit(self, app: Flask, verified, monkeypatch):
        day = verified.verified_at.date()
        rules = [("2021-01-01", 3), ((day - timedelta(days=2)).isoformat(), 0)]
        monkeypatch.setitem(app.config, "OBJECTION_RULES", rules)
        assert objection_limit(verified, verified.verified_at) is None


class TestTakenBackAtOnce:
    def test_it_leaves_its_mark_in_the_history(self, app: Flask, place, sign_in):
        assessment = rounds.submitted(place.admin(), place.assessment())
        accept_remaining(place.lead, assessment)
        undo_acceptance(place.lead, assessment)
        db.session.commit()
        last = history_of(answer_of(assessment))[-1]
        assert (last.kind, last.by) == (TAKEN_BACK, place.coordinator.id)
        page = words(assert_page(sign_in(place.coordinator).get(decision_of(assessment)), app))
        assert "Penerimaan sekaligus dibatalkan" in page

    def test_the_unit_does_not_see_it_while_the_verification_goes_on(self, app: Flask, place, sign_in):
        assessment = rounds.submitted(place.admin(), place.assessment())
        accept_remaining(place.lead, assessment)
        undo_acceptance(place.lead, assessment)
        db.session.commit()
        page = words(assert_page(sign_in(place.admins[0]).get(page_of(assessment)), app))
        assert "Penerimaan sekaligus dibatalkan" not in page
