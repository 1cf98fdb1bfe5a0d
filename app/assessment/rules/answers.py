"""What an answer lacks, who may change it, and where its verification stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.assessment.rules.steps import Refusal
from app.assessment.states import ReturnState

LOWEST_LEVEL = 1


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
