"""Where a claim and the complaint figures contradict each other, and how that is settled: pure decisions.

A flag is a question, never a verdict: the OPD may explain it, and whoever verifies must close it, by accepting the
explanation with a reason or by a score that fits the figure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.assessment.rules import Duty
from app.assessment.states import AssessmentState


class FlagState(StrEnum):
    """How far a contradiction is settled."""

    OPEN = "open"
    EXPLAINED = "explained"  # the OPD wrote why; the verifier has not answered yet
    ACCEPTED = "accepted"  # the verifier takes the explanation, with a reason
    ADJUSTED = "adjusted"  # the verifier's own score fits the figure
    LAPSED = "lapsed"  # claim and figure no longer contradict each other


UNSETTLED = frozenset({FlagState.OPEN, FlagState.EXPLAINED})


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a check: the level that was claimed and the one that the figure gives; None is unknown."""

    claimed: int | None
    measured: int | None
    gap: int

    @property
    def contradict(self) -> bool:
        """The claim lies `gap` levels or more above the figure. Unknown figures doubt nobody."""
        if self.claimed is None or self.measured is None:
            return False
        return self.claimed - self.measured >= self.gap


def unsettled_state(explanation: str) -> FlagState:
    """The state of a flag that waits for the verifier."""
    return FlagState.EXPLAINED if explanation.strip() else FlagState.OPEN


def after_submission(
    before: Sides | None, now: Sides, state: FlagState | None, explanation: str
) -> FlagState | None:
    """The state of a flag once the assessment is handed in (again); None: there is nothing to ask.

    What a verifier accepted stays accepted while both sides are what they were; a new claim or figure asks anew.
    """
    if not now.contradict:
        return None if state is None else FlagState.LAPSED
    if state is FlagState.ACCEPTED and before == now:
        return FlagState.ACCEPTED
    return unsettled_state(explanation)


def after_verdict(
    state: FlagState, explanation: str, *, verified: int | None, measured: int, gap: int
) -> FlagState:
    """The state once the verifier's own score is set or taken away."""
    if state is FlagState.LAPSED:
        return state
    if verified is not None and verified - measured < gap:
        return FlagState.ADJUSTED
    return unsettled_state(explanation) if state is FlagState.ADJUSTED else state


def may_explain(duties: Iterable[Duty], assessment: AssessmentState, flag: FlagState) -> bool:
    """Whoever answers may explain as long as nobody has settled it and the verification is not closed."""
    return (
        Duty.ANSWER in frozenset(duties) and assessment is not AssessmentState.VERIFIED and flag in UNSETTLED
    )


def may_accept(duties: Iterable[Duty], assessment: AssessmentState, flag: FlagState, *, own: bool) -> bool:
    """The coordinator during verification; for the government's own answers the ministry, who verifies those."""
    if flag not in UNSETTLED:
        return False
    if own:
        handed_in = assessment in (AssessmentState.SUBMITTED, AssessmentState.VERIFIED)
        return Duty.REVIEW in frozenset(duties) and handed_in
    return Duty.VERIFY in frozenset(duties) and assessment is AssessmentState.SUBMITTED
