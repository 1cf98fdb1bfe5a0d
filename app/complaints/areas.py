"""The figures of a government, or of all governments of a province, as a map shows them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.complaints.statistics import SMALL_VOLUME, GroupFigures, share


class Measure(StrEnum):
    """What a map shows; the values are the words of the address."""

    VOLUME = "masuk"
    FOLLOWED_UP = "ditindaklanjuti"
    IN_TIME = "tepat-waktu"

    @property
    def is_share(self) -> bool:
        return self is not Measure.VOLUME


@dataclass(frozen=True, slots=True)
class Sums:
    """Counts of some governments; `reporting` of the `governments` have complaints in the period.

    `measured` and `in_time` are of the stage that ends with the complaint's resolution.
    """

    incoming: int = 0
    followed_up: int = 0
    measured: int = 0
    in_time: int = 0
    reporting: int = 0
    governments: int = 0

    @property
    def followed_up_share(self) -> float | None:
        return share(self.followed_up, self.incoming)

    @property
    def in_time_share(self) -> float | None:
        return share(self.in_time, self.measured)

    def base(self, measure: Measure) -> int:
        """The complaints that the measure is counted from."""
        return self.measured if measure is Measure.IN_TIME else self.incoming

    def value(self, measure: Measure) -> float | None:
        """The measure; None without any complaint to count from: nothing recorded is not known, and never good."""
        if not self.base(measure):
            return None
        if measure is Measure.VOLUME:
            return self.incoming
        return self.followed_up_share if measure is Measure.FOLLOWED_UP else self.in_time_share

    def is_small(self, measure: Measure) -> bool:
        """Whether a share is counted from too few to be compared. A number of complaints is what it is."""
        return measure.is_share and 0 < self.base(measure) < SMALL_VOLUME


def sums_of(figures: Iterable[GroupFigures]) -> Sums:
    """Governments added up."""
    return together(
        Sums(
            incoming=one.incoming,
            followed_up=one.followed_up,
            measured=one.stages["resolve"].measured,
            in_time=one.stages["resolve"].in_time,
            reporting=int(one.incoming > 0),
            governments=1,
        )
        for one in figures
    )


def together(sums: Iterable[Sums]) -> Sums:
    """Sums added up."""
    counts = [
        (one.incoming, one.followed_up, one.measured, one.in_time, one.reporting, one.governments)
        for one in sums
    ]
    return Sums(*(sum(column) for column in zip(*counts, strict=True)))
