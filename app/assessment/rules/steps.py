"""Which step is possible in which state, by whom, and when."""

from collections.abc import Iterable
from enum import StrEnum

from app.assessment.rules.window import Window
from app.assessment.states import AssessmentState


class Duty(StrEnum):
    """What the policy lets a person do with this assessment."""

    ANSWER = "answer"
    CONTRIBUTE = "contribute"  # only the indicators that were handed over to this person
    VERIFY = "verify"
    REVIEW = "review"  # the ministry's own score
    OWN = "own"  # the government's own answers, which nobody below the ministry verifies


class Step(StrEnum):
    """One thing that can be done to an assessment."""

    SAVE = "save"
    SUBMIT = "submit"
    DECIDE = "decide"  # the coordinator's score, or a mark to return
    RETURN = "return"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    SCORE_AS_MINISTRY = "score_as_ministry"
    OBJECT = "object"  # the unit does not agree with a verified score
    DECIDE_OBJECTION = "decide_objection"


class ForbiddenStep(Exception):
    """The step does not belong to this state, duty or moment; `reason` says which of them."""

    def __init__(self, step: Step, reason: "Refusal") -> None:
        super().__init__(f"{step}: {reason}")
        self.step = step
        self.reason = reason


class Refusal(StrEnum):
    """Why a step is refused."""

    NOT_YET_OPEN = "not_yet_open"
    DEADLINE_PASSED = "deadline_passed"
    WRONG_STATE = "wrong_state"
    WRONG_DUTY = "wrong_duty"
    INCOMPLETE = "incomplete"
    NOTHING_MARKED = "nothing_marked"
    MARKED_TO_RETURN = "marked_to_return"
    UNDECIDED = "undecided"
    ANSWER_ACCEPTED = "answer_accepted"
    MEASURED = "measured"
    FLAG_UNSETTLED = "flag_unsettled"
    OBJECTED_BEFORE = "objected_before"
    OBJECTION_LATE = "objection_late"
    OBJECTION_DECIDED = "objection_decided"
    OPINION_WAITS = "opinion_waits"
    OPINION_ASKED = "opinion_asked"
    NOTHING_TO_UNDO = "nothing_to_undo"
    OWN_ANSWER = "own_answer"


# (state, step) → next state. What is not in the table cannot happen.
TRANSITIONS: dict[tuple[AssessmentState, Step], AssessmentState] = {
    (AssessmentState.DRAFT, Step.SAVE): AssessmentState.DRAFT,
    (AssessmentState.DRAFT, Step.SUBMIT): AssessmentState.SUBMITTED,
    (AssessmentState.RETURNED, Step.SAVE): AssessmentState.DRAFT,
    (AssessmentState.SUBMITTED, Step.DECIDE): AssessmentState.SUBMITTED,
    (AssessmentState.SUBMITTED, Step.RETURN): AssessmentState.RETURNED,
    (AssessmentState.SUBMITTED, Step.CONFIRM): AssessmentState.VERIFIED,
    (AssessmentState.VERIFIED, Step.REOPEN): AssessmentState.SUBMITTED,
    (AssessmentState.SUBMITTED, Step.WITHDRAW): AssessmentState.DRAFT,
    (AssessmentState.SUBMITTED, Step.SCORE_AS_MINISTRY): AssessmentState.SUBMITTED,
    (AssessmentState.VERIFIED, Step.SCORE_AS_MINISTRY): AssessmentState.VERIFIED,
    (AssessmentState.VERIFIED, Step.OBJECT): AssessmentState.VERIFIED,
    (AssessmentState.VERIFIED, Step.DECIDE_OBJECTION): AssessmentState.VERIFIED,
    (AssessmentState.SUBMITTED, Step.DECIDE_OBJECTION): AssessmentState.SUBMITTED,  # opened again meanwhile
}

DUTY_OF_STEP: dict[Step, Duty] = {
    Step.SAVE: Duty.ANSWER,
    Step.SUBMIT: Duty.ANSWER,
    Step.DECIDE: Duty.VERIFY,
    Step.RETURN: Duty.VERIFY,
    Step.CONFIRM: Duty.VERIFY,
    Step.REOPEN: Duty.VERIFY,
    Step.WITHDRAW: Duty.OWN,
    Step.SCORE_AS_MINISTRY: Duty.REVIEW,
    Step.OBJECT: Duty.ANSWER,
    Step.DECIDE_OBJECTION: Duty.VERIFY,
}

# Whoever else may do it; each action says for which indicator.
ALSO_DONE_BY: dict[Step, frozenset[Duty]] = {Step.SAVE: frozenset({Duty.CONTRIBUTE})}

# Verifying is the coordinator's own time; only the unit's writing ends with the deadline.
BOUND_TO_WINDOW = frozenset({Step.SAVE, Step.SUBMIT, Step.WITHDRAW})


def next_state(
    state: AssessmentState, step: Step, *, duties: Iterable[Duty], window: Window
) -> AssessmentState:
    """The state after `step`; raises `ForbiddenStep` with the reason if it may not happen now or by this person."""
    if not {DUTY_OF_STEP[step], *ALSO_DONE_BY.get(step, ())} & frozenset(duties):
        raise ForbiddenStep(step, Refusal.WRONG_DUTY)
    following = TRANSITIONS.get((state, step))
    if following is None:
        raise ForbiddenStep(step, Refusal.WRONG_STATE)
    if step in BOUND_TO_WINDOW and window is not Window.OPEN:
        raise ForbiddenStep(
            step, Refusal.NOT_YET_OPEN if window is Window.NOT_YET else Refusal.DEADLINE_PASSED
        )
    return following


def possible_steps(state: AssessmentState, *, duties: Iterable[Duty], window: Window) -> frozenset[Step]:
    """Every step that `next_state` would allow: pages show only these."""
    duties = frozenset(duties)
    allowed = set()
    for step in Step:
        try:
            next_state(state, step, duties=duties, window=window)
        except ForbiddenStep:
            continue
        allowed.add(step)
    return frozenset(allowed)
