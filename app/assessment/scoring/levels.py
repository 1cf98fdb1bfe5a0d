"""Which of the scores of one answer counts."""

from dataclasses import dataclass
from enum import StrEnum

LOWEST = 1
HIGHEST = 5


class Source(StrEnum):
    """Where the level that counts comes from, or why there is none."""

    MINISTRY = "ministry"
    VERIFIED = "verified"
    SELF = "self"
    MEASURED = "measured"
    MISSING = "missing"  # somebody should have answered and did not
    UNKNOWN = "unknown"  # a measured indicator without enough complaints: nobody's fault, and never perfect


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """The three scores of one answer, kept apart; each 1 to 5 or `None`."""

    self_score: int | None = None
    verified_score: int | None = None
    ministry_score: int | None = None

    def __post_init__(self) -> None:
        for score in (self.self_score, self.verified_score, self.ministry_score):
            if score is not None and not LOWEST <= score <= HIGHEST:
                raise ValueError(f"score {score} is outside {LOWEST}–{HIGHEST}")


@dataclass(frozen=True, slots=True)
class Effective:
    """The level that counts (1 to 5, `None` when there is none) and where it comes from."""

    level: int | None
    source: Source


def effective_score(scores: AnswerScores | None, *, measured: bool = False) -> Effective:
    """The ministry's score before the coordinator's, the coordinator's before the unit's own.

    For a `measured` indicator the unit's own score is the computed one; without it the level is unknown, not missing.
    """
    if scores is not None:
        if scores.ministry_score is not None:
            return Effective(scores.ministry_score, Source.MINISTRY)
        if scores.verified_score is not None:
            return Effective(scores.verified_score, Source.VERIFIED)
        if scores.self_score is not None:
            return Effective(scores.self_score, Source.MEASURED if measured else Source.SELF)
    return Effective(None, Source.UNKNOWN if measured else Source.MISSING)
