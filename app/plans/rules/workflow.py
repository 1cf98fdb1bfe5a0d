"""The way of a plan: which step leads from where to where, and who takes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.plans.rules.words import Party, PlanState, Step

BASE_YEARS = (
    3  # complaints of the round's year and the two before it: enough to tell a pattern from an accident
)


def base_period(round_year: int) -> tuple[date, date]:
    """The period whose complaints a plan is built on, both days included."""
    return date(round_year - BASE_YEARS + 1, 1, 1), date(round_year, 12, 31)


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the state machine."""

    sources: frozenset[PlanState]
    target: PlanState
    party: Party
    needs_reason: bool = False


def _from(*states: PlanState) -> frozenset[PlanState]:
    return frozenset(states)


_S = PlanState
TRANSITIONS: Mapping[Step, Transition] = {
    Step.REQUEST_APPROVAL: Transition(_from(_S.DRAFTING), _S.AWAITING_APPROVAL, Party.COORDINATOR),
    Step.WITHDRAW: Transition(_from(_S.AWAITING_APPROVAL), _S.DRAFTING, Party.COORDINATOR),
    Step.APPROVE: Transition(_from(_S.AWAITING_APPROVAL), _S.APPROVED, Party.LEADER),
    Step.SEND_BACK: Transition(_from(_S.AWAITING_APPROVAL), _S.DRAFTING, Party.LEADER, needs_reason=True),
    # What the leader approved is exactly what is sent: whoever wants to change it asks for approval again.
    Step.REOPEN: Transition(_from(_S.APPROVED), _S.DRAFTING, Party.COORDINATOR),
    Step.SUBMIT: Transition(_from(_S.APPROVED), _S.SUBMITTED, Party.COORDINATOR),
    Step.START_REVIEW: Transition(_from(_S.SUBMITTED), _S.UNDER_REVIEW, Party.MINISTRY),
    Step.RETURN: Transition(_from(_S.UNDER_REVIEW), _S.RETURNED, Party.MINISTRY, needs_reason=True),
    Step.ACCEPT: Transition(_from(_S.UNDER_REVIEW), _S.ACCEPTED, Party.MINISTRY),
    Step.REVISE: Transition(_from(_S.RETURNED), _S.DRAFTING, Party.COORDINATOR),
}

TURN: Mapping[PlanState, Party] = {
    _S.DRAFTING: Party.COORDINATOR,
    _S.AWAITING_APPROVAL: Party.LEADER,
    _S.APPROVED: Party.COORDINATOR,
    _S.SUBMITTED: Party.MINISTRY,
    _S.UNDER_REVIEW: Party.MINISTRY,
    _S.RETURNED: Party.COORDINATOR,
    _S.ACCEPTED: Party.NOBODY,
}

EDITABLE = frozenset({PlanState.DRAFTING})
IN_REVIEW = frozenset({PlanState.SUBMITTED, PlanState.UNDER_REVIEW})


class WrongState(Exception):
    """The step does not lead on from where the plan stands: someone else was faster, or the page is old."""

    def __init__(self, step: Step, state: PlanState) -> None:
        super().__init__(f"{step} from {state}")
        self.step = step
        self.state = state


class ReasonMissing(Exception):
    """A step that sends work back needs to say why."""


class EmptyPlan(Exception):
    """A plan without a line cannot be approved."""


class UnansweredComments(Exception):
    """The ministry's comments are answered, one by one, before the plan goes out again."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


class OpenComments(Exception):
    """A plan is accepted once every comment that must be mended is closed."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


def receipt_number(government_code: str, year: int, number: int) -> str:
    """The number on the receipt of a submission: RA-73.07-2021-01."""
    return f"RA-{government_code}-{year}-{number:02d}"


def whose_turn(state: PlanState) -> Party:
    """Who has to act next."""
    return TURN[state]


def is_editable(state: PlanState) -> bool:
    """Whether lines and chapters may be changed."""
    return state in EDITABLE


def steps_from(state: PlanState, party: Party) -> tuple[Step, ...]:
    """The steps that `party` may take from `state`."""
    return tuple(step for step, row in TRANSITIONS.items() if state in row.sources and row.party is party)


def after(step: Step, state: PlanState, reason: str = "") -> PlanState:
    """The state that `step` leads to. Raises WrongState, or ReasonMissing where a reason is required."""
    row = TRANSITIONS[step]
    if state not in row.sources:
        raise WrongState(step, state)
    if row.needs_reason and not reason.strip():
        raise ReasonMissing(step)
    return row.target
