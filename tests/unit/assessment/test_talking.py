"""Where a question stands, and until when words may be taken back."""

from datetime import UTC, datetime, timedelta

import pytest

from app.assessment.rules import ALSO_DONE_BY, Duty, Refusal, Step, Window, possible_steps
from app.assessment.rules.steps import ForbiddenStep, next_state
from app.assessment.rules.talking import TAKE_BACK_WITHIN, Moments, ThreadState, may_take_back, state_of
from app.assessment.states import AssessmentState

NOON = datetime(2021, 10, 5, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
LATEST = NOON + timedelta(hours=2)


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        (Moments(), ThreadState.QUIET),
        (Moments(answered=NOON), ThreadState.QUIET),  # the coordinator spoke first; nobody asked
        (Moments(asked=NOON), ThreadState.OPEN),
        (Moments(asked=NOON, answered=LATER), ThreadState.ANSWERED),
        (Moments(asked=LATER, answered=NOON), ThreadState.OPEN),  # asked again after the answer
        (Moments(asked=NOON, answered_for_all=LATER), ThreadState.ANSWERED),
        (Moments(asked=LATER, answered=NOON, answered_for_all=LATEST), ThreadState.ANSWERED),
        (Moments(asked=NOON, settled=LATER), ThreadState.SETTLED),
        (Moments(asked=LATEST, answered=LATER, settled=NOON), ThreadState.OPEN),
        (Moments(asked=NOON, answered=NOON), ThreadState.ANSWERED),
    ],
)
def test_the_state_follows_from_what_happened_last(moments, expected):
    assert state_of(moments) is expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, True),
        ({"own": False}, False),
        ({"followed": True}, False),
        ({"taken_back": True}, False),
        ({"now": NOON + TAKE_BACK_WITHIN}, True),
        ({"now": NOON + TAKE_BACK_WITHIN + timedelta(seconds=1)}, False),
    ],
)
def test_only_the_own_words_and_only_for_a_while(changed, expected):
    usual = {"own": True, "written": NOON, "now": NOON, "followed": False, "taken_back": False}
    assert may_take_back(**(usual | changed)) is expected


@pytest.mark.parametrize("state", list(AssessmentState))
def test_a_contributor_saves_and_nothing_else(state):
    possible = possible_steps(state, duties={Duty.CONTRIBUTE}, window=Window.OPEN)
    whole = possible_steps(state, duties={Duty.ANSWER}, window=Window.OPEN)
    assert possible == whole & {Step.SAVE}
    assert not possible_steps(state, duties={Duty.CONTRIBUTE}, window=Window.CLOSED)


def test_a_contributor_never_submits():
    assert set(ALSO_DONE_BY) == {Step.SAVE}
    with pytest.raises(ForbiddenStep) as refused:
        next_state(AssessmentState.DRAFT, Step.SUBMIT, duties={Duty.CONTRIBUTE}, window=Window.OPEN)
    assert refused.value.reason is Refusal.WRONG_DUTY
