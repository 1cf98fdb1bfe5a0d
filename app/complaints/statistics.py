"""Complaint figures, from counts.

Pure arithmetic: whoever has complaints (a list, a database that groups them) hands over counts, and gets
`Figures`. The counts are additive, so a database may group a million complaints into a few hundred and the
result stays exact, percentiles included: working days are whole numbers, and their histogram says all there
is to say.

Definitions, printed beside the figures:
- incoming: complaints received in the period;
- followed_up_share: those that an agency ever answered (in process or finished) / incoming;
- closed_share: finished / incoming;
- a stage's `measured` = in_time + late + open_late. `open_late` are still open after their deadline at the
  cut- off: they count against "tepat waktu". Clocks that still run in time, wait for the reporter, were
  archived, or miss a time are not measured;
- median, mean and 90th percentile (nearest rank) of working days over what ended, in time or late.
An unknown share is None, never 0 and never 1: zero complaints prove nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.complaints.rules import FOLLOWED_UP, Klass, Status
from app.complaints.sla import JUDGED_STAGES, ClockState, Stage

# Below this many complaints a share jumps by whole percents with every single one, and comparing units by it
# misleads.
SMALL_VOLUME = 10

_MEASURED = (ClockState.IN_TIME, ClockState.LATE, ClockState.OPEN_LATE)
_ENDED = (ClockState.IN_TIME, ClockState.LATE)


class Dimension(StrEnum):
    """By what the figures are split."""

    UNIT = "unit"
    MONTH = "month"
    CLASS = "class"
    CHANNEL = "channel"
    CATEGORY = "category"


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


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The figures of one unit, month, class, channel or category. `key` is None for what the source left open."""

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


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a government (or unit) in a period; `as_json` is what `flask complaints stats --json` prints."""

    government: str
    source: str
    cut_off: datetime | None
    total: GroupFigures
    by_unit: tuple[GroupFigures, ...] = ()
    by_month: tuple[GroupFigures, ...] = ()
    by_class: tuple[GroupFigures, ...] = ()
    by_channel: tuple[GroupFigures, ...] = ()
    by_category: tuple[GroupFigures, ...] = ()

    @property
    def incoming(self) -> int:
        return self.total.incoming

    @property
    def by_status(self) -> dict[str, int]:
        return self.total.by_status

    @property
    def followed_up_share(self) -> float | None:
        return self.total.followed_up_share

    @property
    def closed_share(self) -> float | None:
        return self.total.closed_share

    @property
    def stages(self) -> dict[str, StageFigures]:
        return self.total.stages

    def as_json(self) -> dict[str, Any]:
        """Plain data with stable names: shares are fractions, days are working days, moments are ISO 8601 in UTC."""
        total = _group_json(self.total)
        return {
            "government": self.government,
            "source": self.source,
            "cut_off": self.cut_off.isoformat() if self.cut_off else None,
            "incoming": self.incoming,
            "by_status": self.by_status,
            "followed_up_share": self.followed_up_share,
            "closed_share": self.closed_share,
            "stages": total["stages"],
            "rating": {"mean": self.total.rating_mean, "rated": self.total.rated},
            "by_unit": [{"unit": g.name or None, **_group_json(g)} for g in self.by_unit],
            "by_month": [{"month": g.key, **_group_json(g)} for g in self.by_month],
            "by_class": {g.key or UNKNOWN: _group_json(g) for g in self.by_class},
            "by_channel": {g.key or UNKNOWN: _group_json(g) for g in self.by_channel},
            "by_category": [{"category": g.key, **_group_json(g)} for g in self.by_category],
        }


UNKNOWN = "unknown"


def _group_json(group: GroupFigures) -> dict[str, Any]:
    return {
        "incoming": group.incoming,
        "followed_up": group.followed_up,
        "closed": group.closed,
        "open": group.open,
        "followed_up_share": group.followed_up_share,
        "closed_share": group.closed_share,
        "by_status": group.by_status,
        "stages": {name: asdict(stage) for name, stage in group.stages.items()},
        "rating_mean": group.rating_mean,
        "rated": group.rated,
        "small": group.small,
    }


def share(part: int, whole: int) -> float | None:
    """A fraction from 0 to 1, or None when there is nothing to divide by."""
    return part / whole if whole else None


@dataclass
class Tally:
    """Counts of one group while they are collected."""

    statuses: Counter[Status] = field(default_factory=Counter)
    followed_up: int = 0
    rating_sum: float = 0.0
    rated: int = 0
    states: dict[Stage, Counter[ClockState]] = field(
        default_factory=lambda: {stage: Counter() for stage in JUDGED_STAGES}
    )
    days: dict[Stage, Counter[int]] = field(
        default_factory=lambda: {stage: Counter() for stage in JUDGED_STAGES}
    )

    def count(
        self, status: Status, *, followed_up: bool | None = None, rating: float | None = None, n: int = 1
    ) -> None:
        """Add `n` complaints of this status. `followed_up` also covers the postponed that had been answered before."""
        self.statuses[status] += n
        if status in FOLLOWED_UP or followed_up:
            self.followed_up += n
        if rating is not None:
            self.rating_sum += rating * n
            self.rated += n

    def clock(self, stage: Stage, state: ClockState, days: int | None = None, n: int = 1) -> None:
        """Add `n` clocks of a stage; `days` counts for those that ended."""
        self.states[stage][state] += n
        if state in _ENDED and days is not None:
            self.days[stage][days] += n

    def add(self, other: "Tally") -> None:
        """Add everything that another group counted; counts are additive, so months make a year."""
        self.statuses += other.statuses
        self.followed_up += other.followed_up
        self.rating_sum += other.rating_sum
        self.rated += other.rated
        for stage in JUDGED_STAGES:
            self.states[stage] += other.states[stage]
            self.days[stage] += other.days[stage]

    def figures(self, key: str | None, name: str = "") -> GroupFigures:
        """The figures of what was counted."""
        incoming = self.statuses.total()
        closed = self.statuses[Status.FINISHED]
        return GroupFigures(
            key=key,
            name=name,
            incoming=incoming,
            followed_up=self.followed_up,
            closed=closed,
            open=incoming - closed - self.statuses[Status.ARCHIVED],
            followed_up_share=share(self.followed_up, incoming),
            closed_share=share(closed, incoming),
            by_status={status.value: self.statuses[status] for status in Status},
            stages={stage.value: self._stage(stage) for stage in JUDGED_STAGES},
            rating_mean=self.rating_sum / self.rated if self.rated else None,
            rated=self.rated,
            small=incoming < SMALL_VOLUME,
        )

    def _stage(self, stage: Stage) -> StageFigures:
        states, days = self.states[stage], self.days[stage]
        return StageFigures(
            measured=sum(states[state] for state in _MEASURED),
            in_time=states[ClockState.IN_TIME],
            late=states[ClockState.LATE],
            open_late=states[ClockState.OPEN_LATE],
            median_days=median(days),
            mean_days=mean(days),
            p90_days=percentile(days, 0.9),
        )


def mean(days: Mapping[int, int]) -> float | None:
    """The mean of a histogram (value → how often); None if it is empty."""
    total = sum(days.values())
    return sum(value * n for value, n in days.items()) / total if total else None


def median(days: Mapping[int, int]) -> float | None:
    """The median of a histogram: of an even number of values, the middle between the two in the middle."""
    total = sum(days.values())
    if not total:
        return None
    return (_ranked(days, (total + 1) // 2) + _ranked(days, total // 2 + 1)) / 2


def percentile(days: Mapping[int, int], fraction: float) -> float | None:
    """The nearest-rank percentile: the smallest value that at least `fraction` of all do not exceed."""
    total = sum(days.values())
    if not total:
        return None
    # 0.9 × 10 is 9.000000000000001 in floating point for some totals; a tenth of a millionth keeps the rank
    # whole.
    return float(_ranked(days, max(1, -int(-(fraction * total - 1e-7) // 1))))


def _ranked(days: Mapping[int, int], rank: int) -> int:
    seen = 0
    for value in sorted(days):
        seen += days[value]
        if seen >= rank:
            return value
    raise ValueError("rank beyond the histogram")


def in_order(groups: Iterable[GroupFigures], dimension: Dimension) -> tuple[GroupFigures, ...]:
    """Months by time, classes in their official order, everything else by volume; what is unknown comes last."""
    classes = [klass.value for klass in Klass]

    def place(group: GroupFigures) -> tuple[bool, int, str]:
        label = group.name or group.key or ""
        if group.key is None:
            return (True, 0, "")
        if dimension is Dimension.MONTH:
            return (False, 0, group.key)
        if dimension is Dimension.CLASS:
            return (False, classes.index(group.key), "")
        return (False, -group.incoming, label)

    return tuple(sorted(groups, key=place))
