"""What may happen to an assessment, when, and what it still lacks: pure decisions, no database, no web."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.assessment.states import AssessmentState, ReturnState, RoundState

LOWEST_LEVEL = 1


class Duty(StrEnum):
    """What the policy lets a person do with this assessment."""

    ANSWER = "answer"
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


class Window(StrEnum):
    """Whether the unit may still write."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


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
}

# Verifying is the coordinator's own time; only the unit's writing ends with the deadline.
BOUND_TO_WINDOW = frozenset({Step.SAVE, Step.SUBMIT, Step.WITHDRAW})


def next_state(
    state: AssessmentState, step: Step, *, duties: Iterable[Duty], window: Window
) -> AssessmentState:
    """The state after `step`; raises `ForbiddenStep` with the reason if it may not happen now or by this person."""
    if DUTY_OF_STEP[step] not in frozenset(duties):
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


def start_of_day(day: date, zone: str) -> datetime:
    """The first moment of a day in the government's zone, in UTC."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def end_of_day(day: date, zone: str) -> datetime:
    """The last second of a day in the government's zone, in UTC: a deadline "31 Oktober" means 23.59 there."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone)).astimezone(UTC)


def deadline(closes_at: datetime, extended_until: datetime | None) -> datetime:
    """The moment that counts for one assessment: its own extension, if that is later than the round's closing."""
    return closes_at if extended_until is None else max(closes_at, extended_until)


def writing_window(
    now: datetime,
    *,
    opens_at: datetime,
    closes_at: datetime,
    extended_until: datetime | None = None,
    round_state: RoundState = RoundState.OPEN,
) -> Window:
    """Whether a unit may write at `now`. A round closed by hand is closed even before its deadline."""
    if round_state is RoundState.CLOSED:
        return Window.CLOSED
    if now < opens_at:
        return Window.NOT_YET
    return Window.OPEN if now <= deadline(closes_at, extended_until) else Window.CLOSED


def days_left(now: datetime, until: datetime, zone: str) -> int:
    """Calendar days from today to the deadline's day in the government's zone: 0 is today, below 0 is past."""
    local = ZoneInfo(zone)
    return (until.astimezone(local).date() - now.astimezone(local).date()).days


def is_late(state: AssessmentState, now: datetime, until: datetime) -> bool:
    """Not in the coordinator's hands although the deadline is over."""
    return state in (AssessmentState.DRAFT, AssessmentState.RETURNED) and now > until


class Gap(StrEnum):
    """What an answer lacks."""

    NO_SCORE = "no_score"
    NO_REASON = "no_reason"
    NO_EVIDENCE = "no_evidence"
    NEEDS_REVIEW = "needs_review"
    NOT_CORRECTED = "not_corrected"
    MEASURED_UNKNOWN = "measured_unknown"


# An unknown measure is told, but it cannot be mended by the unit, so it never stops a submission.
INFORMATIVE = frozenset({Gap.MEASURED_UNKNOWN})


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What is known of one answer, as far as the rules need it."""

    indicator_id: str
    code: str = ""
    category: str = ""
    measured: bool = False
    self_score: int | None = None
    has_reason: bool = False
    evidence_count: int = 0
    needs_review: bool = False
    verified_score: int | None = None
    return_state: ReturnState = ReturnState.NONE


def gaps(facts: AnswerFacts) -> tuple[Gap, ...]:
    """What is missing before this answer can be submitted, in the order a person would mend it.

    Evidence is asked for from level 2 on: who claims the lowest level has nothing to prove.
    """
    if facts.measured:
        return (Gap.MEASURED_UNKNOWN,) if facts.self_score is None else ()
    if facts.self_score is None:
        return (Gap.NO_SCORE,)
    found = []
    if facts.needs_review:
        found.append(Gap.NEEDS_REVIEW)
    if facts.return_state is ReturnState.RETURNED:
        found.append(Gap.NOT_CORRECTED)
    if not facts.has_reason:
        found.append(Gap.NO_REASON)
    if facts.evidence_count == 0 and facts.self_score > LOWEST_LEVEL:
        found.append(Gap.NO_EVIDENCE)
    return tuple(found)


def blocking(found: Iterable[Gap]) -> tuple[Gap, ...]:
    """The gaps that stop a submission."""
    return tuple(gap for gap in found if gap not in INFORMATIVE)


def is_complete(facts: AnswerFacts) -> bool:
    """Whether the answer could be submitted as it stands."""
    return not blocking(gaps(facts))


@dataclass(frozen=True, slots=True)
class Progress:
    """Answers that people type: how many are complete, of how many. Computed indicators are counted apart."""

    complete: int
    total: int
    computed: int = 0

    @property
    def done(self) -> bool:
        """Everything that people have to type is complete."""
        return self.complete == self.total


def progress(answers: Iterable[AnswerFacts]) -> Progress:
    """How far an assessment, or one category of it, has come."""
    answers = tuple(answers)
    typed = [facts for facts in answers if not facts.measured]
    return Progress(sum(map(is_complete, typed)), len(typed), len(answers) - len(typed))


def may_edit_answer(facts: AnswerFacts, *, submitted_before: bool, own: bool = False) -> bool:
    """Before the first submission every typed answer is open; afterwards only those that were returned.

    The government's `own` answers have no verifier who could return them: withdrawn, all of them are open again.
    """
    if facts.measured:
        return False
    return own or not submitted_before or facts.return_state in (ReturnState.RETURNED, ReturnState.CORRECTED)


class Verdict(StrEnum):
    """The coordinator's decision on one answer."""

    UNDECIDED = "undecided"
    AGREED = "agreed"
    CHANGED = "changed"
    TO_RETURN = "to_return"
    COMPUTED = "computed"  # nothing to decide: the register computed it


def verdict(facts: AnswerFacts) -> Verdict:
    """Where the verification of one answer stands."""
    if facts.measured:
        return Verdict.COMPUTED
    if facts.return_state is ReturnState.MARKED:
        return Verdict.TO_RETURN
    if facts.verified_score is None:
        return Verdict.UNDECIDED
    return Verdict.AGREED if facts.verified_score == facts.self_score else Verdict.CHANGED


def refuse_confirm(verdicts: Iterable[Verdict], unsettled_flags: int = 0) -> Refusal | None:
    """Why the verification cannot be closed yet; `None` if it can.

    `unsettled_flags`: how many contradictions with the complaint figures nobody has settled.
    """
    verdicts = tuple(verdicts)
    if Verdict.TO_RETURN in verdicts:
        return Refusal.MARKED_TO_RETURN
    if Verdict.UNDECIDED in verdicts:
        return Refusal.UNDECIDED
    return Refusal.FLAG_UNSETTLED if unsettled_flags else None


def refuse_return(verdicts: Iterable[Verdict]) -> Refusal | None:
    """Why nothing can be returned; `None` if at least one answer is marked with a reason."""
    return None if Verdict.TO_RETURN in tuple(verdicts) else Refusal.NOTHING_MARKED


def receipt_number(government_code: str, year: int, serial: int) -> str:
    """The number on a receipt, unique per government and year: `BA-73.07-2021-0007`."""
    return f"BA-{government_code}-{year}-{serial:04d}"
