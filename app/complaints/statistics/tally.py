"""Counts of a group of complaints while they are collected; additive, so months make a year.

What a count would have to be taken anew for with every day that passes is kept as a histogram instead: running
clocks by their deadline, open complaints by the day they came in. So a tally says on any day what counting
the complaints on that day would say.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.complaints.rules import FOLLOWED_UP, Status
from app.complaints.sla import JUDGED_STAGES, ClockState, Stage
from app.complaints.statistics.arithmetic import SMALL_VOLUME, mean, median, percentile, share
from app.complaints.statistics.groups import GroupFigures, StageFigures

_ENDED = (ClockState.IN_TIME, ClockState.LATE)
UNDATED = ""  # closed or archived, and the source did not say when


class Keeper(StrEnum):
    """Who keeps a complaint's times: the source, which told them up to some day, or this register, up to now."""

    SOURCE = "source"
    HERE = "here"


@dataclass(frozen=True, slots=True)
class SeenAt:
    """The moments at which open complaints are judged: what happened after a file was made is not in it."""

    source: datetime
    here: datetime

    def of(self, keeper: Keeper) -> datetime:
        return self.here if keeper is Keeper.HERE else self.source


def _by_stage() -> dict[Stage, Counter[int]]:
    return {stage: Counter() for stage in JUDGED_STAGES}


@dataclass
class Waiting:
    """The open complaints of one keeper. Deadlines are seconds since 1970, days ISO dates."""

    dues: dict[Stage, Counter[int]] = field(default_factory=_by_stage)
    # Complaints by the first deadline of a clock that runs; and those of them of which no clock ended late.
    first_due: Counter[int] = field(default_factory=Counter)
    late_from: Counter[int] = field(default_factory=Counter)
    received_on: Counter[str] = field(default_factory=Counter)

    def counters(self) -> Iterator[Counter[Any]]:
        """Everything that is counted, always in the same order."""
        yield from (self.dues[stage] for stage in JUDGED_STAGES)
        yield from (self.first_due, self.late_from, self.received_on)


@dataclass
class Tally:
    """Counts of one group. `closed_in` and `archived_in` are by month, `UNDATED` where none is known."""

    statuses: Counter[str] = field(default_factory=Counter)
    followed_up: int = 0
    ratings: Counter[float] = field(default_factory=Counter)
    states: dict[Stage, Counter[str]] = field(default_factory=lambda: {s: Counter() for s in JUDGED_STAGES})
    days: dict[Stage, Counter[int]] = field(default_factory=_by_stage)
    late_days: dict[Stage, Counter[int]] = field(
        default_factory=_by_stage
    )  # of those in `days`, the late ones
    waiting: dict[Keeper, Waiting] = field(default_factory=lambda: {keeper: Waiting() for keeper in Keeper})
    ended_late: int = 0
    closed_in: Counter[str] = field(default_factory=Counter)
    archived_in: Counter[str] = field(default_factory=Counter)
    reopened: int = 0
    closable: int = 0

    def count(
        self, status: Status, *, followed_up: bool | None = None, rating: float | None = None, n: int = 1
    ) -> None:
        """Add `n` complaints of this status. `followed_up` also covers the postponed that had been answered before."""
        self.statuses[status] += n
        if status in FOLLOWED_UP or followed_up:
            self.followed_up += n
        if rating is not None:
            self.ratings[rating] += n

    def clock(self, stage: Stage, state: ClockState, days: int | None = None, n: int = 1) -> None:
        """Add `n` clocks of a stage; `days` counts for those that ended."""
        self.states[stage][state] += n
        if state in _ENDED and days is not None:
            self.days[stage][days] += n
            if state is ClockState.LATE:
                self.late_days[stage][days] += n

    def add(self, other: "Tally") -> None:
        """Add everything that another group counted."""
        for own, given in zip(self._counters(), other._counters(), strict=True):
            if given:
                own.update(given)
        self.followed_up += other.followed_up
        self.ended_late += other.ended_late
        self.reopened += other.reopened
        self.closable += other.closable

    def take_away(self, other: "Tally") -> None:
        """Undo an `add`."""
        for own, given in zip(self._counters(), other._counters(), strict=True):
            own.subtract(given)
            for key in given:
                if not own[key]:
                    del own[key]
        self.followed_up -= other.followed_up
        self.ended_late -= other.ended_late
        self.reopened -= other.reopened
        self.closable -= other.closable

    def _counters(self) -> Iterator[Counter[Any]]:
        yield from (self.statuses, self.ratings, self.closed_in, self.archived_in)
        yield from (self.states[stage] for stage in JUDGED_STAGES)
        yield from (self.days[stage] for stage in JUDGED_STAGES)
        yield from (self.late_days[stage] for stage in JUDGED_STAGES)
        for keeper in Keeper:
            yield from self.waiting[keeper].counters()

    @property
    def incoming(self) -> int:
        return self.statuses.total()

    def figures(self, key: str | None, name: str = "", seen_at: SeenAt | None = None) -> GroupFigures:
        """The figures of what was counted, open clocks as they stand at `seen_at`; None: before any deadline passed."""
        incoming = self.incoming
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
            stages={stage.value: self._stage(stage, seen_at) for stage in JUDGED_STAGES},
            rating_mean=mean_rating(self.ratings),
            rated=self.ratings.total(),
            small=incoming < SMALL_VOLUME,
            overdue=self._passed("first_due", seen_at),
            late=self.ended_late + self._passed("late_from", seen_at),
            reopened=self.reopened,
            closable=self.closable,
        )

    def _passed(self, name: str, seen_at: SeenAt | None) -> int:
        if seen_at is None:
            return 0
        return sum(
            passed(getattr(waiting, name), seen_at.of(keeper)) for keeper, waiting in self.waiting.items()
        )

    def _stage(self, stage: Stage, seen_at: SeenAt | None) -> StageFigures:
        states, days = self.states[stage], self.days[stage]
        open_late = states[ClockState.OPEN_LATE]
        if seen_at is not None:
            open_late += sum(
                passed(waiting.dues[stage], seen_at.of(keeper)) for keeper, waiting in self.waiting.items()
            )
        return StageFigures(
            measured=states[ClockState.IN_TIME] + states[ClockState.LATE] + open_late,
            in_time=states[ClockState.IN_TIME],
            late=states[ClockState.LATE],
            open_late=open_late,
            median_days=median(days),
            mean_days=mean(days),
            p90_days=percentile(days, 0.9),
        )


def passed(dues: Counter[int], moment: datetime) -> int:
    """How many deadlines have passed at a moment."""
    now = moment.timestamp()
    return sum(n for due, n in dues.items() if due <= now)


def mean_rating(ratings: Counter[float]) -> float | None:
    """The mean of the stars; in the order of the stars, so that the order of counting never shows in the last digit."""
    rated = ratings.total()
    return sum(stars * ratings[stars] for stars in sorted(ratings)) / rated if rated else None


def together(months: Mapping[str, Tally], of: Callable[[str], str]) -> dict[str, Tally]:
    """Months added up to what `of` says that they belong to."""
    found: dict[str, Tally] = {}
    for month, tally in sorted(months.items()):
        found.setdefault(of(month), Tally()).add(tally)
    return found
