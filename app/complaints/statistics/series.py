"""Figures over time: what came in and left month by month, and how old the open complaints are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.complaints.statistics.months import months_between
from app.complaints.statistics.tally import UNDATED, Keeper, Tally


@dataclass(frozen=True, slots=True)
class Flow:
    """One month: complaints that came in, were closed and were archived in it, and what was open at its end.

    Complaints whose source does not say when they ended count as closed (or archived) in no month. They are in
    `undated` of the month they came in, and in no backlog. A complaint that was opened again counts as open.
    """

    month: str
    incoming: int
    closed: int
    archived: int
    backlog: int
    undated: int


def flows(months: Mapping[str, Tally], first: str | None = None, last: str | None = None) -> tuple[Flow, ...]:
    """The flow month by month, with the empty months between.

    `months` must hold every month up to `last`, by month of arrival: what came in earlier is closed later. Without
    limits from the first month with complaints to the last in which anything happened.
    """
    happened = {
        month for tally in months.values() for month in (*tally.closed_in, *tally.archived_in) if month
    }
    known = sorted(months.keys() | happened)
    if not known:
        return ()
    found, backlog = [], 0
    closed = _sum(months.values(), lambda tally: tally.closed_in)
    archived = _sum(months.values(), lambda tally: tally.archived_in)
    for month in months_between(min(known[0], first or known[0]), last or known[-1]):
        tally = months.get(month) or Tally()
        undated = tally.closed_in[UNDATED] + tally.archived_in[UNDATED]
        backlog += tally.incoming - undated - closed.get(month, 0) - archived.get(month, 0)
        if first is None or month >= first:
            found.append(
                Flow(month, tally.incoming, closed.get(month, 0), archived.get(month, 0), backlog, undated)
            )
    return tuple(found)


def _sum(tallies: Iterable[Tally], of: Callable[[Tally], Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for tally in tallies:
        for month, n in of(tally).items():
            found[month] = found.get(month, 0) + n
    return found


# Working days since a complaint came in, in the steps of the deadlines (3, 5, 14, 60): this project's own choice.
AGE_STEPS: tuple[tuple[int, int | None], ...] = ((0, 3), (4, 5), (6, 14), (15, 60), (61, None))


@dataclass(frozen=True, slots=True)
class AgeBucket:
    """Open complaints by their age in working days, from `low` to `high` (None: and more)."""

    low: int
    high: int | None
    count: int

    @property
    def key(self) -> str:
        """The name in addresses: "6-14", "61-"."""
        return f"{self.low}-{'' if self.high is None else self.high}"


@dataclass(frozen=True, slots=True)
class Ages:
    """How old the open complaints are. Days are working days, the day of arrival not counted.

    `oldest` is None when nothing is open.
    """

    buckets: tuple[AgeBucket, ...]
    oldest: int | None
    oldest_day: date | None
    histogram: Mapping[int, int]

    @property
    def count(self) -> int:
        return sum(bucket.count for bucket in self.buckets)


def ages(tally: Tally, age_of: Callable[[date, Keeper], int]) -> Ages:
    """The ages of what is open; `age_of` says how many working days passed since a day, as far as its keeper tells."""
    histogram: dict[int, int] = {}
    days: dict[int, date] = {}
    for keeper, waiting in tally.waiting.items():
        for text, n in waiting.received_on.items():
            day = date.fromisoformat(text)
            age = age_of(day, keeper)
            histogram[age] = histogram.get(age, 0) + n
            days[age] = min(day, days.get(age, day))
    buckets = tuple(
        AgeBucket(
            low, high, sum(n for age, n in histogram.items() if low <= age and (high is None or age <= high))
        )
        for low, high in AGE_STEPS
    )
    oldest = max(histogram, default=None)
    return Ages(
        buckets, oldest, days[oldest] if oldest is not None else None, dict(sorted(histogram.items()))
    )


def received_at_age(
    age_of: Callable[[date], int], last_day: date, low: int, high: int | None
) -> tuple[date | None, date | None]:
    """The first and the last day of arrival of complaints from `low` to `high` working days old on `last_day`.

    A first day of None: however long ago. `age_of` never rises from one day to the next.
    """
    last = None if low == 0 else _last_that(lambda day: age_of(day) >= low, last_day)
    first = None
    if high is not None:
        older = _last_that(lambda day: age_of(day) > high, last_day)
        first = older + timedelta(days=1)
    return first, last


def _last_that(holds: Callable[[date], bool], before: date) -> date:
    """The last day for which it holds, going back from `before`; it must hold for every day before that one."""
    step = 1
    while not holds(before - timedelta(days=step)):
        step *= 2
    low, high = before - timedelta(days=step), before
    while (high - low).days > 1:
        middle = low + timedelta(days=(high - low).days // 2)
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


@dataclass(frozen=True, slots=True)
class UnitMonths:
    """The months of one unit, in the order of `UnitMonthTable.months`. `unit_id` None: routed to no known unit."""

    unit_id: str | None
    name: str
    incoming: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnitMonthTable:
    """Units by month of arrival, those with the most complaints first."""

    months: tuple[str, ...]
    rows: tuple[UnitMonths, ...]
