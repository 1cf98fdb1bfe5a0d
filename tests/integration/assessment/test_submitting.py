"""Submission: what stops it, the numbered receipt, double clicks, and the government's own answers."""

import hashlib
import json

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.assessment import events
from app.assessment.actions import Incomplete, submit
from app.assessment.models import AnswerEvent, Receipt
from app.assessment.rules import ForbiddenStep, Refusal
from app.assessment.states import AnswerEventKind, AssessmentState
from app.db import db, new_id
from app.notifications import Notification
from tests.factories import assessment as rounds
from tests.style_guide import assert_page, words


def send(client, assessment, key=None):
    return client.post(f"/asesmen/isian/{assessment.id}/kirim", data={"idempotency_key": key or new_id()})


def receipts():
    return db.session.scalars(select(Receipt).order_by(Receipt.number)).all()


def test_what_is_missing_stops_the_submission(app: Flask, place, sign_in):
    own = rounds.filled(place.admin(), place.assessment(), without=["S-01"])
    response = send(sign_in(place.admins[0]), own)
    assert response.location.endswith("/periksa")
    db.session.expire_all()
    assert own.state is AssessmentState.DRAFT
    with pytest.raises(Incomplete) as stopped:
        submit(place.admin(), own)
    assert [line.spec.code for line in stopped.value.lines] == ["S-01"]


def test_a_submission_gives_a_numbered_receipt_with_the_content(place, sign_in):
    own = rounds.filled(place.admin(), place.assessment())
    response = send(sign_in(place.admins[0]), own)
    (receipt,) = receipts()
    assert response.location == f"/asesmen/tanda-terima/{receipt.id}"
    assert receipt.number == f"BA-{place.government.code}-{rounds.YEAR}-0001"
    assert hashlib.sha256(receipt.content.encode()).hexdigest() == receipt.sha256
    content = json.loads(receipt.content)
    first = content["answers"][0]
    assert (first["indicator"], first["level"], first["reason"]) == ("K-01", 3, "Alasan untuk K-01")
    assert first["evidence"][0]["url"] == "https://contoh.go.id/K-01"
    assert (receipt.answer_count, receipt.evidence_count) == (6, 6)
    db.session.expire_all()
    assert (own.state, own.receipt_number) == (AssessmentState.SUBMITTED, receipt.number)


def test_numbers_run_through_the_government_and_never_repeat(db_session, register):
    place, elsewhere = rounds.place(units=3), rounds.place(units=1)
    for number in range(3):
        rounds.submitted(place.admin(number), place.assessment(number))
    rounds.submitted(elsewhere.admin(), elsewhere.assessment())
    code, other, year = place.government.code, elsewhere.government.code, rounds.YEAR
    expected = [f"BA-{code}-{year}-000{n}" for n in (1, 2, 3)] + [f"BA-{other}-{year}-0001"]
    assert sorted(receipt.number for receipt in receipts()) == sorted(expected)


def test_a_double_click_makes_one_receipt(place, sign_in):
    own = rounds.filled(place.admin(), place.assessment())
    client, key = sign_in(place.admins[0]), new_id()
    first, second = send(client, own, key), send(client, own, key)
    assert first.location == second.location
    assert len(receipts()) == 1


def test_a_second_tab_makes_no_second_receipt(place, sign_in):
    own = rounds.filled(place.admin(), place.assessment())
    client = sign_in(place.admins[0])
    first, again = send(client, own), send(client, own)
    assert again.location == first.location, "whoever sends again is led to the receipt"
    assert len(receipts()) == 1


def test_a_submission_without_a_key_is_refused(place, sign_in):
    own = rounds.filled(place.admin(), place.assessment())
    response = sign_in(place.admins[0]).post(f"/asesmen/isian/{own.id}/kirim")
    assert response.status_code == 400
    assert receipts() == []


def test_the_coordinators_are_told_and_upper_packages_hear_it(place):
    heard = []

    def listen(sender, actor):
        heard.append((sender.id, actor.user_id))

    with events.assessment_submitted.connected_to(listen):
        own = rounds.submitted(place.admin(), place.assessment())
    assert heard == [(own.id, place.admins[0].id)]
    (notice,) = db.session.scalars(
        select(Notification).where(Notification.user_id == place.coordinator.id)
    ).all()
    assert place.units[0].name in notice.title
    assert notice.url == f"/asesmen/verifikasi/{own.id}"


class TestMeasured:
    def test_the_figure_of_the_moment_is_frozen(self, app: Flask, place, register, sign_in):
        register.say("followed_up_share", 0.85, 40)
        own = rounds.submitted(place.admin(), place.assessment())
        register.say("followed_up_share", 0.10, 50)
        db.session.commit()
        answer = rounds.line(own, "M-01").stored
        assert answer.self_score == 4
        assert answer.value["value"] == 0.85
        page = sign_in(place.admins[0]).get(f"/asesmen/isian/{own.id}/M-01")
        assert "85% dari 40 pengaduan" in words(assert_page(page, app))

    def test_before_submitting_the_page_shows_the_figure_of_now(self, app: Flask, place, register, sign_in):
        register.say("followed_up_share", 0.10, 50)
        page = sign_in(place.admins[0]).get(f"/asesmen/isian/{place.assessment().id}/M-01")
        assert "10% dari 50 pengaduan" in words(assert_page(page, app))

    def test_unknown_is_no_level_and_stops_nobody(self, place):
        own = rounds.submitted(place.admin(), place.assessment())
        assert rounds.line(own, "M-01").stored.self_score is None
        assert own.state is AssessmentState.SUBMITTED


class TestGovernmentScope:
    def test_the_coordinator_answers_once_and_may_take_it_back(self, app: Flask, place, sign_in):
        own = rounds.assessment_of(place.round, None)
        client = sign_in(place.coordinator)
        text = words(assert_page(client.get(f"/asesmen/isian/{own.id}"), app))
        assert "0 dari 1 lengkap" in text
        rounds.filled(place.lead, own)
        send(client, own)
        db.session.expire_all()
        assert own.state is AssessmentState.SUBMITTED
        assert_page(client.get(f"/asesmen/isian/{own.id}"), app)
        assert client.post(f"/asesmen/isian/{own.id}/tarik").status_code == 302
        db.session.expire_all()
        assert rounds.assessment_of(place.round, None).state is AssessmentState.DRAFT
        rounds.answered(place.lead, own, "K-03", "4")
        send(client, own)
        assert [receipt.number[-4:] for receipt in receipts()] == ["0001", "0002"]

    def test_an_opd_does_not_see_it(self, place, sign_in):
        own = rounds.assessment_of(place.round, None)
        assert sign_in(place.admins[0]).get(f"/asesmen/isian/{own.id}").status_code == 404

    def test_an_opd_cannot_take_its_own_back(self, place, sign_in):
        own = rounds.submitted(place.admin(), place.assessment())
        assert sign_in(place.admins[0]).post(f"/asesmen/isian/{own.id}/tarik").status_code == 403
        assert sign_in(place.coordinator).post(f"/asesmen/isian/{own.id}/tarik").status_code == 403


def test_the_history_begins_with_the_submission(place):
    own = rounds.submitted(place.admin(), place.assessment())
    answer = rounds.line(own, "K-01").stored
    event = db.session.scalars(select(AnswerEvent).where(AnswerEvent.answer_id == answer.id)).one()
    assert (event.kind, event.score, event.reason) == (AnswerEventKind.SUBMITTED, 3, "Alasan untuk K-01")


@pytest.mark.parametrize("table", ["assessment_receipt", "answer_event"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_receipts_and_history_are_never_rewritten(place, table, statement):
    rounds.submitted(place.admin(), place.assessment())
    db.session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement.format(table)))
    db.session.rollback()


def test_submitting_needs_the_duty(place):
    own = rounds.filled(place.admin(), place.assessment())
    with pytest.raises(ForbiddenStep) as refused:
        submit(place.lead, own)
    assert refused.value.reason is Refusal.WRONG_DUTY
