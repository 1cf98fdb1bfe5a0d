"""Peers: of whom somebody may be told where they stand among their like, and what is told. Pure.

What "of the same kind and size" means, how many are needed and how coarse the figures are is this project's own
decision; no regulation names it. What is told must not let anybody work out a single one of the others:

- nothing below `LEAST`, so that beside the reader there are always at least `LEAST` - 1 others;
- always the same set for every reader, the reader included, so that two readers cannot subtract what they see;
- newcomers are taken in `BATCH` at a time, in the order in which they came, so that one more verification never shows;
- quartiles alone, no lowest and no highest, rounded to tenths.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import quantiles

LEAST = 6  # the reader and five others
BATCH = 5
MEDIUM_FROM, LARGE_FROM = 31, 46  # OPD in the round


class Size(StrEnum):
    """How large a government is, by the OPD that take part in its round: up to 30, 31 to 45, more."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


def size_of(units: int) -> Size:
    """The class of a government with so many OPD."""
    if units < MEDIUM_FROM:
        return Size.SMALL
    return Size.MEDIUM if units < LARGE_FROM else Size.LARGE


@dataclass(frozen=True, slots=True)
class Band:
    """The middle half of some peers: lower quartile, median, upper quartile, in tenths (28 is 2,8)."""

    count: int
    lower: int
    median: int
    upper: int


def tenths(value: Fraction) -> int:
    """An index (1–5) in tenths, halves upwards: 2,85 → 29."""
    return int(value * 10 + Fraction(1, 2))


def admitted(count: int) -> int:
    """How many of so many are counted: none below `LEAST`, then `LEAST` and whole batches on top of it."""
    return 0 if count < LEAST else count - (count - LEAST) % BATCH


def band(values: Sequence[Fraction]) -> Band | None:
    """The band of peers given in the order in which they came; `None` while there are too few.

    Quartiles by linear interpolation between the two values around them (the inclusive method).
    """
    counted = values[: admitted(len(values))]
    if not counted:
        return None
    lower, median, upper = (tenths(Fraction(each)) for each in quantiles(counted, n=4, method="inclusive"))
    return Band(len(counted), lower, median, upper)


class Place(StrEnum):
    """Where a value stands beside a band."""

    BELOW = "below"  # the lower quartile
    LOWER = "lower"  # between lower quartile and median
    MIDDLE = "middle"  # the median itself
    UPPER = "upper"  # between median and upper quartile
    ABOVE = "above"  # the upper quartile


def place(value: Fraction, among: Band) -> Place:
    """Where a value stands, as coarse as the band itself."""
    own = tenths(value)
    if own == among.median:
        return Place.MIDDLE
    if own < among.median:
        return Place.BELOW if own < among.lower else Place.LOWER
    return Place.ABOVE if own > among.upper else Place.UPPER


def mean(values: Iterable[Fraction | None]) -> Fraction | None:
    """The plain mean of the known values; `None` when none is known."""
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def speaks_for_government(verified: int, units: int) -> bool:
    """Whether a government is a peer: at least half of its OPD are verified."""
    return units > 0 and verified * 2 >= units
