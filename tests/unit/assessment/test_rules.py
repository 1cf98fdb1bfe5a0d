"""Who may do what, when, and what an answer still lacks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.assessment.rules import (
    AnswerFacts,
    Duty,
    ForbiddenStep,
    Gap,
    Progress,
    Refusal,
    Step,
    Verdict,
    Window,
    blocking,
    days_left,
    deadline,
    end_of_day,
    gaps,
    is_complete,
    is_late,
    may_edit_answer,
    next_state,
    possible_steps,
    progress,
    receipt_number,
    refuse_confirm,
    refuse_return,
    start_of_day,
    verdict,
    writing_window,
)
from app.assessment.states import AssessmentState, ReturnState, RoundState

DRAFT, SUBMITTED = AssessmentState.DRAFT, AssessmentState.SUBMITTED
VERIFIED, RETURNED = AssessmentState.VERIFIED, AssessmentState.RETURNED

EXPECTED = {
    (DRAFT, Step.SAVE): DRAFT,
    (DRAFT, Step.SUBMIT): SUBMITTED,
    (RETURNED, Step.SAVE): DRAFT,
    (SUBMITTED, Step.DECIDE): SUBMITTED,
    (SUBMITTED, Step.RETURN): RETURNED,
    (SUBMITTED, Step.CONFIRM): VERIFIED,
    (VERIFIED, Step.REOPEN): SUBMITTED,
    (SUBMITTED, Step.WITHDRAW): DRAFT,
    (SUBMITTED, Step.SCORE_AS_MINISTRY): SUBMITTED,
    (VERIFIED, Step.SCORE_AS_MINISTRY): VERIFIED,
    (VERIFIED, Step.OBJECT): VERIFIED,
    (VERIFIED, Step.DECIDE_OBJECTION): VERIFIED,
    (SUBMITTED, Step.DECIDE_OBJECTION): SUBMITTED,
}


@pytest.mark.parametrize("state", AssessmentState)
@pytest.mark.parametrize("step", Step)
def test_every_pair_of_state_and_step_is_decided(state, step):
    expected = EXPECTED.get((state, step))
    if expected is None:
        with pytest.raises(ForbiddenStep) as refused:
            next_state(state, step, duties=Duty, window=Window.OPEN)
        assert refused.value.reason is Refusal.WRONG_STATE
    else:
        assert next_state(state, step, duties=Duty, window=Window.OPEN) is expected


@pytest.mark.parametrize(
    ("duty", "state", "steps"),
    [
        (Duty.ANSWER, DRAFT, {Step.SAVE, Step.SUBMIT}),
        (Duty.ANSWER, RETURNED, {Step.SAVE}),
        (Duty.ANSWER, SUBMITTED, set()),
        (Duty.ANSWER, VERIFIED, {Step.OBJECT}),
        (Duty.VERIFY, DRAFT, set()),
        (Duty.VERIFY, SUBMITTED, {Step.DECIDE, Step.RETURN, Step.CONFIRM, Step.DECIDE_OBJECTION}),
        (Duty.VERIFY, VERIFIED, {Step.REOPEN, Step.DECIDE_OBJECTION}),
        (Duty.OWN, SUBMITTED, {Step.WITHDRAW}),
        (Duty.OWN, VERIFIED, set()),
        (Duty.REVIEW, DRAFT, set()),
        (Duty.REVIEW, VERIFIED, {Step.SCORE_AS_MINISTRY}),
    ],
)
def test_each_duty_has_its_own_steps(duty, state, steps):
    assert possible_steps(state, duties=[duty], window=Window.OPEN) == steps


def test_nobody_without_a_duty_does_anything():
    assert not possible_steps(DRAFT, duties=[], window=Window.OPEN)


@pytest.mark.parametrize(
    ("window", "reason"), [(Window.NOT_YET, Refusal.NOT_YET_OPEN), (Window.CLOSED, Refusal.DEADLINE_PASSED)]
)
def test_outside_the_window_the_unit_neither_saves_nor_submits(window, reason):
    for step in (Step.SAVE, Step.SUBMIT):
        with pytest.raises(ForbiddenStep) as refused:
            next_state(DRAFT, step, duties=[Duty.ANSWER], window=window)
        assert refused.value.reason is reason


def test_the_coordinator_verifies_after_the_deadline():
    assert next_state(SUBMITTED, Step.CONFIRM, duties=[Duty.VERIFY], window=Window.CLOSED) is VERIFIED


@pytest.mark.parametrize(
    ("zone", "last_second"),
    [
        ("Asia/Jakarta", datetime(2021, 10, 31, 16, 59, 59, tzinfo=UTC)),
        ("Asia/Makassar", datetime(2021, 10, 31, 15, 59, 59, tzinfo=UTC)),
        ("Asia/Jayapura", datetime(2021, 10, 31, 14, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_deadline_is_the_last_second_of_the_day_in_the_governments_zone(zone, last_second):
    closes = end_of_day(date(2021, 10, 31), zone)
    assert closes == last_second
    opens = start_of_day(date(2021, 10, 1), zone)
    assert writing_window(closes, opens_at=opens, closes_at=closes) is Window.OPEN
    assert writing_window(closes + timedelta(seconds=1), opens_at=opens, closes_at=closes) is Window.CLOSED
    assert writing_window(opens - timedelta(seconds=1), opens_at=opens, closes_at=closes) is Window.NOT_YET
    assert writing_window(opens, opens_at=opens, closes_at=closes) is Window.OPEN


OPENS = datetime(2021, 10, 1, tzinfo=UTC)
CLOSES = datetime(2021, 10, 31, tzinfo=UTC)


def test_an_extension_of_one_unit_counts_only_if_it_is_later():
    assert deadline(CLOSES, None) == CLOSES
    assert deadline(CLOSES, CLOSES - timedelta(days=1)) == CLOSES
    later = CLOSES + timedelta(days=7)
    assert writing_window(later, opens_at=OPENS, closes_at=CLOSES, extended_until=later) is Window.OPEN


def test_a_round_closed_by_hand_is_closed_before_its_deadline():
    window = writing_window(OPENS, opens_at=OPENS, closes_at=CLOSES, round_state=RoundState.CLOSED)
    assert window is Window.CLOSED


def test_days_left_are_calendar_days_of_the_government():
    # 16:30 UTC on the 30th is already the 31st in Makassar (UTC+8).
    now = datetime(2021, 10, 30, 16, 30, tzinfo=UTC)
    until = end_of_day(date(2021, 10, 31), "Asia/Makassar")
    assert days_left(now, until, "Asia/Makassar") == 0
    assert days_left(now, until, "UTC") == 1
    assert days_left(now + timedelta(days=2), until, "Asia/Makassar") == -2


@pytest.mark.parametrize("state", AssessmentState)
def test_only_what_is_still_with_the_unit_can_be_late(state):
    after = CLOSES + timedelta(seconds=1)
    assert is_late(state, after, CLOSES) is (state in (DRAFT, RETURNED))
    assert not is_late(state, CLOSES, CLOSES)


def test_the_governments_own_answers_are_open_again_once_withdrawn():
    assert may_edit_answer(facts(), submitted_before=True, own=True)
    assert not may_edit_answer(facts(measured=True), submitted_before=True, own=True)


def facts(**changes):
    complete = {"indicator_id": "i", "self_score": 3, "has_reason": True, "evidence_count": 1}
    return AnswerFacts(**{**complete, **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ()),
        ({"self_score": None}, (Gap.NO_SCORE,)),
        ({"has_reason": False}, (Gap.NO_REASON,)),
        ({"evidence_count": 0}, (Gap.NO_EVIDENCE,)),
        ({"has_reason": False, "evidence_count": 0}, (Gap.NO_REASON, Gap.NO_EVIDENCE)),
        ({"self_score": 1, "evidence_count": 0}, ()),
        ({"needs_review": True}, (Gap.NEEDS_REVIEW,)),
        ({"return_state": ReturnState.RETURNED}, (Gap.NOT_CORRECTED,)),
        ({"return_state": ReturnState.CORRECTED}, ()),
        ({"measured": True, "has_reason": False, "evidence_count": 0}, ()),
        ({"measured": True, "self_score": None}, (Gap.MEASURED_UNKNOWN,)),
    ],
)
def test_what_an_answer_lacks(changes, expected):
    assert gaps(facts(**changes)) == expected


def test_an_unknown_measure_is_told_but_stops_nobody():
    unknown = facts(measured=True, self_score=None)
    assert not blocking(gaps(unknown))
    assert is_complete(unknown)


def test_progress_counts_what_people_type():
    answers = [facts(), facts(self_score=None), facts(has_reason=False), facts(measured=True)]
    assert progress(answers) == Progress(complete=1, total=3, computed=1)
    assert not progress(answers).done
    assert progress([]).done


@pytest.mark.parametrize(
    ("changes", "submitted_before", "expected"),
    [
        ({}, False, True),
        ({}, True, False),
        ({"return_state": ReturnState.MARKED}, True, False),
        ({"return_state": ReturnState.RETURNED}, True, True),
        ({"return_state": ReturnState.CORRECTED}, True, True),
        ({"measured": True}, False, False),
    ],
)
def test_after_a_submission_only_returned_answers_are_open(changes, submitted_before, expected):
    assert may_edit_answer(facts(**changes), submitted_before=submitted_before) is expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Verdict.UNDECIDED),
        ({"verified_score": 3}, Verdict.AGREED),
        ({"verified_score": 2}, Verdict.CHANGED),
        ({"verified_score": 2, "return_state": ReturnState.MARKED}, Verdict.TO_RETURN),
        ({"return_state": ReturnState.CORRECTED}, Verdict.UNDECIDED),
        ({"measured": True}, Verdict.COMPUTED),
    ],
)
def test_the_verdict_on_one_answer(changes, expected):
    assert verdict(facts(**changes)) is expected


def test_verification_closes_only_when_everything_is_decided_and_nothing_waits_to_be_returned():
    agreed, changed = Verdict.AGREED, Verdict.CHANGED
    assert refuse_confirm([agreed, changed, Verdict.COMPUTED]) is None
    assert refuse_confirm([agreed, Verdict.UNDECIDED]) is Refusal.UNDECIDED
    assert refuse_confirm([Verdict.UNDECIDED, Verdict.TO_RETURN]) is Refusal.MARKED_TO_RETURN
    assert refuse_return([agreed, Verdict.UNDECIDED]) is Refusal.NOTHING_MARKED
    assert refuse_return([agreed, Verdict.TO_RETURN]) is None


def test_receipt_numbers_name_government_and_year():
    assert receipt_number("73.07", 2021, 7) == "BA-73.07-2021-0007"
    assert receipt_number("73.07", 2021, 12345) == "BA-73.07-2021-12345"
