"""How far the filling is: of one assessment, of many OPD, of many governments. Pure figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.assessment.rules.answers import AnswerFacts, is_complete
from app.assessment.states import ReturnState


@dataclass(frozen=True, slots=True)
class Filling:
    """Answers that people type, of an assessment or of one category; computed indicators are not among them."""

    total: int = 0
    answered: int = 0  # with a level; what was carried over counts once somebody confirmed it
    evidenced: int = 0  # of these: with at least one piece of evidence
    returned: int = 0  # sent back and still the same
    complete: int = 0  # could be sent as they stand

    @property
    def left(self) -> int:
        """How many still lack something."""
        return self.total - self.complete

    @property
    def share(self) -> float | None:
        """Answered of all, 0–1; `None` when nothing is asked."""
        return self.answered / self.total if self.total else None

    @property
    def begun(self) -> bool:
        """Whether anything was answered."""
        return self.answered > 0


def filling(answers: Iterable[AnswerFacts]) -> Filling:
    """The figures of some answers."""
    typed = [facts for facts in answers if not facts.measured]
    answered = [facts for facts in typed if facts.self_score is not None and not facts.needs_review]
    return Filling(
        total=len(typed),
        answered=len(answered),
        evidenced=sum(facts.evidence_count > 0 for facts in answered),
        returned=sum(facts.return_state is ReturnState.RETURNED for facts in typed),
        complete=sum(map(is_complete, typed)),
    )


def lagging(parts: Sequence[tuple[str, Filling]]) -> str | None:
    """The key of the part furthest behind, by the share that is complete; of equals the first.

    `None` when nothing is left, or when all parts are equally far: then none of them lags.
    """
    shares = [(part.complete / part.total, key) for key, part in parts if part.total]
    if not shares:
        return None
    lowest, highest = min(share for share, _key in shares), max(share for share, _key in shares)
    if lowest == highest:
        return None
    return next(key for share, key in shares if share == lowest)


@dataclass(frozen=True, slots=True)
class Floor:
    """OPD counted together: of a government, of a province with all of its governments, of the nation."""

    units: int = 0  # that take part in a round
    begun: int = 0  # answered something, or sent it
    submitted: int = 0  # sent it at least once
    verified: int = 0  # the verification is closed
    late: int = 0  # not in the coordinator's hands although the own deadline is over

    @property
    def not_begun(self) -> int:
        """OPD that have answered nothing."""
        return self.units - self.begun

    @property
    def share(self) -> float | None:
        """Sent of all, 0–1; `None` without any OPD."""
        return self.submitted / self.units if self.units else None


def together(floors: Iterable[Floor | None]) -> Floor:
    """The sum of some floors; `None` stands for a government without a round and adds nothing."""
    known = [floor for floor in floors if floor is not None]
    return Floor(
        units=sum(floor.units for floor in known),
        begun=sum(floor.begun for floor in known),
        submitted=sum(floor.submitted for floor in known),
        verified=sum(floor.verified for floor in known),
        late=sum(floor.late for floor in known),
    )


def last_change(*moments: datetime | None) -> datetime | None:
    """The latest of some moments; `None` when there was none."""
    return max((each for each in moments if each is not None), default=None)
