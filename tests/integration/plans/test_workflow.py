"""From draft to acceptance: who may do which step when, what is frozen, and what a second click does."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.access import Role
from app.audit.models import AuditEntry
from app.db import db
from app.notifications import Notification
from app.plans import canonical
from app.plans.actions import (
    accept_plan,
    answer_comment,
    approve_plan,
    delete_line,
    edit_line,
    request_approval,
    resolve_comment,
    return_plan,
    revise_plan,
    send_back,
    submit_plan,
)
from app.plans.events import plan_accepted, plan_returned, plan_submitted
from app.plans.models import Plan, PlanEvent, PlanLine, Submission
from app.plans.queries import fields_of, plan_document_data
from app.plans.rules import (
    EmptyPlan,
    OpenComments,
    PlanState,
    ReasonMissing,
    Step,
    UnansweredComments,
    WrongState,
)
from tests.factories import organisations as make
from tests.factories import plans
from tests.style_guide import assert_page, words

KEY = {"idempotency_key": "k" * 22}


def state(desk):
    db.session.expire_all()
    return db.session.get_one(Plan, desk.plan.id).state


def told(person):
    """The kinds of notices about plans that a person got, in order."""
    mine = select(Notification).where(Notification.user_id == person.id).order_by(Notification.created_at)
    return [row.kind for row in db.session.scalars(mine) if row.kind.startswith("plan.")]


class TestActions:
    def test_the_whole_way(self, desk):
        plans.accepted(desk)
        steps = [event.step for event in db.session.scalars(select(PlanEvent).order_by(PlanEvent.created_at))]
        assert steps == [Step.REQUEST_APPROVAL, Step.APPROVE, Step.SUBMIT, Step.START_REVIEW, Step.ACCEPT]
        assert state(desk) is PlanState.ACCEPTED

    def test_everybody_hears_when_it_is_their_turn(self, desk):
        plans.accepted(desk)
        assert told(desk.leader) == ["plan.request_approval", "plan.submit", "plan.accept"]
        assert told(desk.coordinator) == ["plan.approve", "plan.accept"]
        assert told(desk.reviewer) == ["plan.submit"]
        assert told(desk.supervisor) == ["plan.submit", "plan.accept"]
        assert told(desk.admin) == ["plan.accept"]

    def test_signals(self, desk):
        heard = []
        listeners = [
            (
                signal,
                lambda plan, actor, submission, name=name: heard.append((name, plan.id, submission.number)),
            )
            for name, signal in (("sent", plan_submitted), ("back", plan_returned), ("yes", plan_accepted))
        ]
        for signal, listener in listeners:
            signal.connect(listener)
        plans.returned(desk)
        assert heard == [("sent", desk.plan.id, 1), ("back", desk.plan.id, 1)]

    def test_an_empty_plan_is_not_approved(self, desk):
        with pytest.raises(EmptyPlan):
            request_approval(desk.place.lead, desk.plan)

    def test_the_leader_sends_back_with_a_reason(self, desk):
        plans.awaiting(desk)
        with pytest.raises(ReasonMissing):
            send_back(desk.act(desk.leader), desk.plan, " ")
        send_back(desk.act(desk.leader), desk.plan, "Anggaran terlalu besar")
        assert state(desk) is PlanState.DRAFTING
        assert "plan.send_back" in told(desk.coordinator)

    def test_lines_are_locked_once_the_leader_has_them(self, desk):
        line = plans.line(desk)
        plans.awaiting(desk)
        with pytest.raises(WrongState):
            edit_line(desk.place.lead, desk.plan, line, fields_of(line), desk.codes)
        with pytest.raises(WrongState):
            delete_line(desk.place.lead, desk.plan, line, "x")

    def test_a_line_is_not_deleted_without_a_reason(self, desk):
        line = plans.line(desk)
        with pytest.raises(ReasonMissing):
            delete_line(desk.place.lead, desk.plan, line, "  ")
        assert line.deleted_at is None

    def test_only_an_approved_plan_is_sent(self, desk):
        plans.awaiting(desk)
        with pytest.raises(WrongState):
            submit_plan(desk.place.lead, desk.plan)
        assert db.session.scalars(select(Submission)).all() == []

    def test_every_step_is_logged_without_a_gap(self, desk):
        plans.accepted(desk)
        db.session.commit()
        actions = db.session.scalars(select(AuditEntry.action).where(AuditEntry.record_type == "plan")).all()
        assert {"plan.created", "plan.request_approval", "plan.approve", "plan.submit", "plan.accept"} <= set(
            actions
        )


class TestSubmission:
    def test_it_is_exactly_the_plan_and_stays_so(self, desk):
        line = plans.line(desk)
        submission = plans.returned(desk)
        content = submission.content
        revise_plan(desk.place.lead, desk.plan)
        edit_line(
            desk.place.lead, desk.plan, line, replace(fields_of(line), activity="Sesudahnya"), desk.codes
        )
        assert submission.content == content
        assert canonical.sha256(content) == submission.sha256
        document = plan_document_data(desk.plan.id, submission.id)
        assert [row.activity for row in document.lines] == ["Melatih admin pengaduan"]
        assert [row.activity for row in plan_document_data(desk.plan.id).lines] == ["Sesudahnya"]

    def test_receipt_and_number(self, desk):
        submission = plans.sent(desk)
        assert submission.number == 1
        assert submission.receipt_number == f"RA-{desk.government.code}-{desk.place.round.year}-01"
        assert json.loads(submission.content)["document"]["government"]["name"] == desk.government.name

    def test_a_concept_until_accepted(self, desk):
        submission = plans.in_review(desk)
        assert plan_document_data(desk.plan.id, submission.id).is_concept
        accept_plan(desk.act(desk.reviewer), desk.plan, submission)
        document = plan_document_data(desk.plan.id, submission.id)
        assert not document.is_concept
        assert document.submission is not None
        assert document.submission.sha256 == submission.sha256


class TestReview:
    def test_a_return_needs_a_reason(self, desk):
        submission = plans.in_review(desk)
        with pytest.raises(ReasonMissing):
            return_plan(desk.act(desk.reviewer), desk.plan, submission, "")
        assert state(desk) is PlanState.UNDER_REVIEW

    def test_every_comment_is_answered_before_it_goes_out_again(self, desk):
        submission = plans.in_review(desk)
        comment = plans.comment(desk, submission)
        return_plan(desk.act(desk.reviewer), desk.plan, submission, "Lihat catatan")
        revise_plan(desk.place.lead, desk.plan)
        with pytest.raises(UnansweredComments):
            request_approval(desk.place.lead, desk.plan)
        answer_comment(desk.place.lead, comment, "Sudah dilengkapi.")
        request_approval(desk.place.lead, desk.plan)
        approve_plan(desk.act(desk.leader), desk.plan)
        assert submit_plan(desk.place.lead, desk.plan).number == 2

    def test_whoever_forgot_an_answer_is_led_to_it(self, app, desk, sign_in):
        submission = plans.in_review(desk)
        plans.comment(desk, submission)
        return_plan(desk.act(desk.reviewer), desk.plan, submission, "Lihat catatan")
        revise_plan(desk.place.lead, desk.plan)
        browser = sign_in(desk.coordinator)
        answer = browser.post(f"/rencana-aksi/{desk.plan.id}/minta-persetujuan", data=KEY)
        text = words(assert_page(answer, app, status=422))
        assert "1 catatan kementerian belum dijawab" in text
        assert f'href="/rencana-aksi/{desk.plan.id}/catatan?belum=1"' in answer.text

    def test_what_must_be_mended_is_closed_before_acceptance(self, desk):
        submission = plans.in_review(desk)
        comment = plans.comment(desk, submission)
        with pytest.raises(OpenComments):
            accept_plan(desk.act(desk.reviewer), desk.plan, submission)
        resolve_comment(desk.act(desk.reviewer), comment, resolved=True)
        accept_plan(desk.act(desk.reviewer), desk.plan, submission)
        assert state(desk) is PlanState.ACCEPTED

    def test_two_reviewers_decide_once(self, desk):
        submission = plans.accepted(desk)
        with pytest.raises(WrongState):
            return_plan(desk.act(desk.reviewer), desk.plan, submission, "Terlambat")
        assert submission.decision is not None


class TestRequests:
    def test_a_double_click_sends_once(self, desk, sign_in):
        plans.approved(desk)
        browser = sign_in(desk.coordinator)
        answers = [browser.post(f"/rencana-aksi/{desk.plan.id}/kirim", data=KEY) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302]
        assert answers[0].location == answers[1].location
        assert len(db.session.scalars(select(Submission)).all()) == 1

    def test_a_second_send_from_another_window_is_told_where_the_plan_stands(self, app, desk, sign_in):
        plans.approved(desk)
        browser = sign_in(desk.coordinator)
        browser.post(f"/rencana-aksi/{desk.plan.id}/kirim", data=KEY)
        answer = browser.post(f"/rencana-aksi/{desk.plan.id}/kirim", data={"idempotency_key": "other" * 5})
        assert "Terkirim ke kementerian" in words(assert_page(answer, app, status=409))
        assert len(db.session.scalars(select(Submission)).all()) == 1

    def test_the_receipt_page_shows_number_and_fingerprint(self, app, desk, sign_in):
        submission = plans.sent(desk)
        browser = sign_in(desk.coordinator)
        text = words(assert_page(browser.get(f"/rencana-aksi/kiriman/{submission.id}"), app))
        assert submission.receipt_number in text
        assert submission.sha256 in text
        data = browser.get(f"/rencana-aksi/kiriman/{submission.id}/data.json")
        assert canonical.sha256(data.text) == submission.sha256

    def test_there_is_no_pdf_before_one_was_made(self, desk, sign_in):
        submission = plans.sent(desk)
        browser = sign_in(desk.coordinator)
        assert browser.get(f"/rencana-aksi/kiriman/{submission.id}/dokumen.pdf").status_code == 404

    @pytest.mark.parametrize(
        ("stage", "who", "step", "after"),
        [
            ("awaiting", "leader", "setujui", PlanState.APPROVED),
            ("awaiting", "coordinator", "tarik", PlanState.DRAFTING),
            ("approved", "coordinator", "buka-kembali", PlanState.DRAFTING),
            ("returned", "coordinator", "perbaiki", PlanState.DRAFTING),
        ],
    )
    def test_steps_by_button(self, desk, sign_in, stage, who, step, after):
        getattr(plans, stage)(desk)
        answer = sign_in(getattr(desk, who)).post(f"/rencana-aksi/{desk.plan.id}/{step}", data=KEY)
        assert answer.status_code == 302
        assert state(desk) is after

    @pytest.mark.parametrize(
        ("who", "step"),
        [
            ("coordinator", "setujui"),
            ("leader", "kirim"),
            ("leader", "minta-persetujuan"),
            ("admin", "minta-persetujuan"),
            ("reviewer", "setujui"),
            ("supervisor", "kirim"),
            ("ombudsman", "tarik"),
        ],
    )
    def test_other_roles_are_turned_away(self, desk, sign_in, who, step):
        plans.line(desk)
        before = state(desk)
        answer = sign_in(getattr(desk, who)).post(f"/rencana-aksi/{desk.plan.id}/{step}", data=KEY)
        assert answer.status_code == 403
        assert state(desk) is before

    def test_a_neighbour_finds_nothing(self, desk, sign_in):
        line = plans.line(desk)
        submission = plans.sent(desk)
        neighbour = make.government(parent=desk.province)
        for role in (Role.COORDINATOR, Role.LEADER):
            browser = sign_in(make.user_with(role, neighbour))
            for path in (
                f"/rencana-aksi/{desk.plan.id}/matriks",
                f"/rencana-aksi/{desk.plan.id}/naskah",
                f"/rencana-aksi/baris/{line.id}/asal",
                f"/rencana-aksi/kiriman/{submission.id}",
                f"/rencana-aksi/kiriman/{submission.id}/data.json",
                f"/rencana-aksi?pemerintah={desk.government.code}",
            ):
                assert browser.get(path).status_code == 404, path
        browser = sign_in(make.user_with(Role.COORDINATOR, neighbour))
        assert browser.post(f"/rencana-aksi/{desk.plan.id}/tarik", data=KEY).status_code == 404

    def test_a_step_without_a_line_says_what_to_do(self, app, desk, sign_in):
        answer = sign_in(desk.coordinator).post(f"/rencana-aksi/{desk.plan.id}/minta-persetujuan", data=KEY)
        assert "belum memuat kegiatan" in words(assert_page(answer, app, status=422))
        assert db.session.scalars(select(PlanLine)).all() == []
