"""Two publications about overlapping days: may both be right?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Days are nearly the same when all but a tenth of them are shared.
NEARLY = 0.9


@dataclass(frozen=True, slots=True)
class Published:
    """The days that a total is about, both included, and how many complaints it says."""

    first_day: date
    last_day: date
    count: int

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1

    def holds(self, other: "Published") -> bool:
        """Whether all days of the other are among one's own."""
        return self.first_day <= other.first_day and other.last_day <= self.last_day


class Relation(StrEnum):
    """How two published totals stand to each other."""

    APART = "apart"  # they share no day
    AGREES = "agrees"  # the same days, the same count
    OVERLAPS = "overlaps"  # they share days, and nothing speaks against either
    TWO_DEFINITIONS = (
        "two_definitions"  # (nearly) the same days, and counts that the other days do not explain
    )
    MORE_IN_LESS = "more_in_less"  # the shorter period has more complaints than the longer one around it


def relation(one: Published, other: Published) -> Relation:
    """How two totals stand to each other; the same whichever comes first."""
    shared = _shared(one, other)
    if not shared:
        return Relation.APART
    if shared == one.days == other.days:
        return Relation.AGREES if one.count == other.count else Relation.TWO_DEFINITIONS
    if _more_in_less(one, other) or _more_in_less(other, one):
        return Relation.MORE_IN_LESS
    nearly = shared >= NEARLY * max(one.days, other.days)
    return Relation.TWO_DEFINITIONS if nearly and not _explained(one, other, shared) else Relation.OVERLAPS


def _shared(one: Published, other: Published) -> int:
    first, last = max(one.first_day, other.first_day), min(one.last_day, other.last_day)
    return max(0, (last - first).days + 1)


def _more_in_less(inner: Published, outer: Published) -> bool:
    return outer.holds(inner) and inner.count > outer.count


def _explained(one: Published, other: Published, shared: int) -> bool:
    """Whether the days that only one of them has could bring the difference, even at thrice the usual pace."""
    alone = (one.days - shared) + (other.days - shared)
    pace = max(one.count / one.days, other.count / other.days)
    return abs(one.count - other.count) <= 3 * pace * alone
