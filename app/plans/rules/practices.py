"""What changed after a line of an accepted plan, and how much may be said about it.

Nothing here claims a cause: levels and complaints changed in the same months, and other things changed with them. The
borders of this file are our own and no regulation's; the pages say so.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.complaints.recurring import Verdict

STEADY_LEVELS = 0.25  # a mean that moved by less than a quarter of a level has not changed
SMALL_BELOW, LARGE_FROM = 25, 45  # OPD of a government

Asked = tuple[str | None, str]  # a unit (None: the government as a whole) and the code of an indicator
Levels = Mapping[Asked, int | None]


class PracticeEffect(StrEnum):
    """All that is known of what came after a line, in one word."""

    BETTER = "better"
    MIXED = "mixed"  # something became better and something worse
    STEADY = "steady"
    UNKNOWN = "unknown"  # nothing was measured since
    WORSE = "worse"


# The order in which practices are shown: what is not measured stands before what became worse.
PLACES: Mapping[PracticeEffect, int] = {effect: place for place, effect in enumerate(PracticeEffect)}


class Size(StrEnum):
    """How large a government is, by its OPD."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class LevelChange:
    """Mean levels (1–5) of the same `units` OPD in two rounds."""

    before: float
    after: float
    units: int

    @property
    def gain(self) -> float:
        """How many levels it rose; negative when it fell."""
        return self.after - self.before

    @property
    def verdict(self) -> Verdict:
        """Whether that is a change."""
        if abs(self.gain) < STEADY_LEVELS:
            return Verdict.STEADY
        return Verdict.BETTER if self.gain > 0 else Verdict.WORSE


def level_change(before: Levels, after: Levels, wanted: Collection[Asked]) -> LevelChange | None:
    """The change over those `wanted` that have a level in both rounds; None where none has."""
    pairs = [
        (level, later)
        for each in sorted(wanted, key=str)
        if (level := before.get(each)) is not None and (later := after.get(each)) is not None
    ]
    if not pairs:
        return None
    return LevelChange(
        sum(level for level, _later in pairs) / len(pairs),
        sum(later for _level, later in pairs) / len(pairs),
        len({unit for unit, code in wanted if before.get((unit, code)) and after.get((unit, code))}),
    )


def spread_gain(change: LevelChange | None, units: int) -> float:
    """Levels gained, spread over all `units` OPD of the government: three levels in one of forty OPD are little."""
    return change.gain * change.units / max(units, change.units) if change else 0.0


def effect_of(verdicts: Iterable[Verdict]) -> PracticeEffect:
    """One word for several figures; those that cannot be judged say nothing."""
    known = set(verdicts) - {Verdict.UNKNOWN}
    if {Verdict.BETTER, Verdict.WORSE} <= known:
        return PracticeEffect.MIXED
    if Verdict.BETTER in known:
        return PracticeEffect.BETTER
    if Verdict.WORSE in known:
        return PracticeEffect.WORSE
    return PracticeEffect.STEADY if known else PracticeEffect.UNKNOWN


def size_of(units: int) -> Size:
    """The size of a government with so many OPD."""
    if units < SMALL_BELOW:
        return Size.SMALL
    return Size.LARGE if units >= LARGE_FROM else Size.MEDIUM


def bounds_of(size: Size) -> tuple[int, int | None]:
    """How many OPD a government of this size has: from, and below which number (None: no end)."""
    return {
        Size.SMALL: (0, SMALL_BELOW),
        Size.MEDIUM: (SMALL_BELOW, LARGE_FROM),
        Size.LARGE: (LARGE_FROM, None),
    }[size]
