"""The figures of one group of complaints, and by what complaints are grouped."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.complaints.rules import Klass
from app.complaints.statistics.arithmetic import share


class Dimension(StrEnum):
    """By what the figures are split."""

    UNIT = "unit"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    CLASS = "class"
    CHANNEL = "channel"
    CATEGORY = "category"
    AREA = "area"
    SOURCE = "source"


BY_TIME = frozenset({Dimension.MONTH, Dimension.QUARTER, Dimension.YEAR})


@dataclass(frozen=True, slots=True)
class StageFigures:
    """How one stage kept its deadline. Days are working days."""

    measured: int = 0
    in_time: int = 0
    late: int = 0
    open_late: int = 0
    median_days: float | None = None
    mean_days: float | None = None
    p90_days: float | None = None

    @property
    def in_time_share(self) -> float | None:
        return share(self.in_time, self.measured)

    @property
    def ended(self) -> int:
        """The clocks that the median, the mean and the percentile are of."""
        return self.in_time + self.late


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The figures of one unit, month, class, … `key` is None for what the source left open.

    `overdue` counts open complaints of which a deadline has passed; `late` those of which any stage was late or is
    overdue. `reopened_share` is of `closable`: handled here, and closed at least once. An import never tells that a
    complaint was opened again.
    """

    key: str | None
    incoming: int
    followed_up: int
    closed: int
    open: int
    followed_up_share: float | None
    closed_share: float | None
    by_status: dict[str, int]
    stages: dict[str, StageFigures]
    rating_mean: float | None
    rated: int
    small: bool
    name: str = ""
    overdue: int = 0
    late: int = 0
    reopened: int = 0
    closable: int = 0

    @property
    def reopened_share(self) -> float | None:
        return share(self.reopened, self.closable)


def in_order(groups: Iterable[GroupFigures], dimension: Dimension) -> tuple[GroupFigures, ...]:
    """Months by time, classes in their official order, everything else by volume; what is unknown comes last."""
    classes = [klass.value for klass in Klass]

    def place(group: GroupFigures) -> tuple[bool, int, str]:
        label = group.name or group.key or ""
        if group.key is None:
            return (True, 0, "")
        if dimension in BY_TIME:
            return (False, 0, group.key)
        if dimension is Dimension.CLASS:
            return (False, classes.index(group.key), "")
        return (False, -group.incoming, label)

    return tuple(sorted(groups, key=place))
