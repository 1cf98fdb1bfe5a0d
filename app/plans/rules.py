"""What may happen to a plan, and what a line may contain. Pure: codes in, codes out; `labels.py` has the words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

MAX_BUDGET = 10**20 - 1  # twenty digits: more than any public budget in rupiah
MAX_TARGET = Decimal(10) ** 12
QUARTERS = (1, 2, 3, 4)  # TW I–IV


BASE_YEARS = (
    3  # complaints of the round's year and the two before it: enough to tell a pattern from an accident
)


def base_period(round_year: int) -> tuple[date, date]:
    """The period whose complaints a plan is built on, both days included."""
    return date(round_year - BASE_YEARS + 1, 1, 1), date(round_year, 12, 31)


class PlanState(StrEnum):
    """Where a plan stands. The order is the usual way."""

    DRAFTING = "drafting"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Party(StrEnum):
    """Whose turn it is; the values are those of the roles."""

    COORDINATOR = "coordinator"
    LEADER = "leader"
    MINISTRY = "ministry_reviewer"
    NOBODY = "nobody"


class Step(StrEnum):
    """What somebody does to a plan."""

    REQUEST_APPROVAL = "request_approval"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    REOPEN = "reopen"
    SUBMIT = "submit"
    START_REVIEW = "start_review"
    RETURN = "return"
    ACCEPT = "accept"
    REVISE = "revise"


class FundSource(StrEnum):
    """Where the money of a line comes from."""

    APBD = "apbd"
    APBN = "apbn"
    GRANT = "grant"
    OTHER = "other"


class ChapterCode(StrEnum):
    """The narrative chapters in the order of the document."""

    FOREWORD = "foreword"
    BAB1 = "bab1"
    BAB2 = "bab2"
    BAB3 = "bab3"
    BAB4 = "bab4"
    BAB5 = "bab5"


class Severity(StrEnum):
    """How much weight a reviewer gives to a comment."""

    MUST = "must"  # to be mended before acceptance
    SHOULD = "should"
    NOTE = "note"


class CommentKind(StrEnum):
    """From which office a comment comes."""

    REVIEW = "review"  # the ministry
    RECOMMENDATION = "recommendation"  # the province
    FINDING = "finding"  # the Ombudsman


class Verdict(StrEnum):
    """How a review ended."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


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


class Fault(StrEnum):
    """What is wrong with a value of a line."""

    MISSING = "missing"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    NOT_WHOLE = "not_whole"
    FOREIGN_YEAR = "foreign_year"
    NO_QUARTER = "no_quarter"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FieldFault:
    """A fault at a field, and at a year of it where there is one."""

    field: str
    fault: Fault
    year: int | None = None


class InvalidLine(Exception):
    """A line with faults: all of them at once."""

    def __init__(self, faults: tuple[FieldFault, ...]) -> None:
        super().__init__(", ".join(f"{item.field}[{item.year}]: {item.fault}" for item in faults))
        self.faults = faults


def line_faults(fields: Any, years: Iterable[int], category_codes: Iterable[str]) -> tuple[FieldFault, ...]:
    """Everything wrong with the fields of a line (`compile.LineFields`), in the order of the form.

    Required is only what makes it a line: category and activity. Targets are numbers ≥ 0, budgets whole rupiah ≥ 0 of
    at most twenty digits, quarters 1–4, all within the plan's years.
    """
    plan_years = frozenset(years)
    faults = []
    if not fields.activity.strip():
        faults.append(FieldFault("activity", Fault.MISSING))
    if fields.category_code not in frozenset(category_codes):
        faults.append(FieldFault("category_code", Fault.UNKNOWN))
    if fields.fund_source and fields.fund_source not in set(FundSource):
        faults.append(FieldFault("fund_source", Fault.UNKNOWN))
    for name, check in (("targets", target_fault), ("budgets", budget_fault), ("quarters", quarters_fault)):
        for year, value in getattr(fields, name).items():
            fault = Fault.FOREIGN_YEAR if year not in plan_years else check(value)
            if fault:
                faults.append(FieldFault(name, fault, year))
    return tuple(faults)


def target_fault(value: object) -> Fault | None:
    """A target is a finite number from 0 to 10¹²."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return Fault.NOT_A_NUMBER
    number = Decimal(str(value))
    if not number.is_finite():
        return Fault.NOT_A_NUMBER
    if number < 0:
        return Fault.NEGATIVE
    return Fault.TOO_LARGE if number > MAX_TARGET else None


def budget_fault(value: object) -> Fault | None:
    """A budget is a whole number of rupiah from 0 up to twenty digits."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | float):
        return Fault.NOT_A_NUMBER
    if not isinstance(value, int):
        return Fault.NOT_WHOLE
    if value < 0:
        return Fault.NEGATIVE
    return Fault.TOO_LARGE if value > MAX_BUDGET else None


def quarters_fault(value: object) -> Fault | None:
    """Quarters are a collection of 1–4 without repetition."""
    if not isinstance(value, tuple | list) or len(set(value)) != len(value):
        return Fault.NO_QUARTER
    return None if all(quarter in QUARTERS for quarter in value) else Fault.NO_QUARTER


class Gap(StrEnum):
    """What is still open in a line before it is ready to be approved."""

    NO_TARGET = "no_target"
    NO_OUTPUT = "no_output"
    NO_UNIT_OF_MEASURE = "no_unit_of_measure"
    NO_RESPONSIBLE = "no_responsible"
    NO_BUDGET = "no_budget"
    NO_FUND_SOURCE = "no_fund_source"
    NO_QUARTERS = "no_quarters"


def line_gaps(fields: Any) -> tuple[Gap, ...]:
    """What a complete line would have and this one lacks. A budget of 0 is a decision; an empty budget is open."""
    has_budget = bool(fields.budgets)
    checks = (
        (not fields.output_indicator.strip(), Gap.NO_OUTPUT),
        (not fields.unit_of_measure.strip(), Gap.NO_UNIT_OF_MEASURE),
        (not fields.targets, Gap.NO_TARGET),
        (not fields.responsible_unit_id, Gap.NO_RESPONSIBLE),
        (not has_budget, Gap.NO_BUDGET),
        (has_budget and any(fields.budgets.values()) and not fields.fund_source, Gap.NO_FUND_SOURCE),
        (not any(fields.quarters.values()), Gap.NO_QUARTERS),
    )
    return tuple(gap for missing, gap in checks if missing)


def is_complete(fields: Any) -> bool:
    """Whether nothing is open in the line."""
    return not line_gaps(fields)
