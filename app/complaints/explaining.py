"""Why a clock stands where it does, day by day: what a citizen would ask, as plain data.

`explanation_text` has the sentences.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.complaints.calendar import DayKind, FreeDay, WorkingCalendar
from app.complaints.sla import Clock, ClockState, Pause, Span, waiting

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DaysOff:
    """Free days in a row under one name, on which offices would have worked otherwise."""

    first: date
    last: date
    name: str
    kind: DayKind
    estimate: bool = False


@dataclass(frozen=True)
class Wait:
    """A span of waiting for the reporter (on the government's clock); `working_days` are those it took."""

    began: date
    ended: date | None  # None: the clock still waits, or ended before the reporter wrote
    working_days: int


@dataclass(frozen=True)
class Explanation:
    """One clock explained; all days are on the government's clock. What does not apply is None or empty.

    `weekend_days` and `days_off` lie after the day of the start and up to the deadline, or up to `until` where there
    is none. `late_by` are working days after the deadline: 0 when it was missed by days on which nobody works.
    `open_years` are years of these days whose calendar is not complete yet.
    """

    clock: Clock
    until: date
    started_on: date | None = None
    start_off: FreeDay | None = None  # the start fell on this free day
    start_on_weekend: bool = False
    day_one: date | None = None
    weekend_days: int = 0
    days_off: tuple[DaysOff, ...] = ()
    waits: tuple[Wait, ...] = ()
    deadline: date | None = None
    ended_on: date | None = None
    end_off: FreeDay | None = None
    end_on_weekend: bool = False
    late_by: int | None = None
    open_years: tuple[int, ...] = ()


def explain(
    clock: Clock,
    pauses: Sequence[Pause],
    calendar: WorkingCalendar,
    names: Mapping[date, FreeDay],
    now: datetime,
    open_years: Sequence[int] = (),
) -> Explanation:
    """The story of one clock as seen at `now`; `names` are the free days that the calendar was made of."""
    until = calendar.local_day(clock.ends or now)
    if clock.starts is None or clock.state in (ClockState.UNKNOWN, ClockState.STOPPED):
        started = calendar.local_day(clock.starts) if clock.starts else None
        ended = calendar.local_day(clock.ends) if clock.ends else None
        return Explanation(clock, until, started_on=started, ended_on=ended)
    started = calendar.local_day(clock.starts)
    deadline = calendar.local_day(clock.last_moment) if clock.last_moment else None
    last = deadline or max(until, started)
    waits = waiting(pauses, clock.starts, clock.ends or max(now, clock.starts))
    ended = calendar.local_day(clock.ends) if clock.ends else None
    return Explanation(
        clock,
        until,
        started_on=started,
        start_off=names.get(started),
        start_on_weekend=_is_weekend(started),
        day_one=_day_one(started, max(last, until), calendar, waits),
        weekend_days=sum(map(_is_weekend, _days_after(started, last))),
        days_off=tuple(_days_off(started, last, names)),
        waits=tuple(_waits(waits, pauses, calendar)),
        deadline=deadline,
        ended_on=ended,
        end_off=names.get(ended) if ended else None,
        end_on_weekend=ended is not None and _is_weekend(ended),
        late_by=_late_by(clock),
        open_years=tuple(year for year in open_years if started.year <= year <= max(last, until).year),
    )


def _day_one(started: date, last: date, calendar: WorkingCalendar, waits: Sequence[Span]) -> date | None:
    """The first working day after the start that the reporter did not take; None while it has not come."""
    taken = [(calendar.local_day(low), calendar.local_day(high)) for low, high in waits]
    for day in _days_after(started, last):
        if calendar.is_working(day) and not any(low < day <= high for low, high in taken):
            return day
    return None


def _days_off(started: date, last: date, names: Mapping[date, FreeDay]) -> Iterator[DaysOff]:
    """The named days between Monday and Friday, those in a row and of one name together."""
    row: DaysOff | None = None
    for day in _days_after(started, last):
        free = names.get(day)
        if free is None or _is_weekend(day):
            continue
        if row and row.last == day - _DAY and (row.name, row.kind) == (free.name, free.kind):
            row = DaysOff(row.first, day, row.name, row.kind, row.estimate or free.estimate)
            continue
        if row:
            yield row
        row = DaysOff(day, day, free.name, free.kind, free.estimate)
    if row:
        yield row


def _waits(waits: Sequence[Span], pauses: Sequence[Pause], calendar: WorkingCalendar) -> Iterator[Wait]:
    still_open = {start for start, end in pauses if end is None}
    for low, high in waits:
        is_open = any(low <= start <= high for start in still_open)
        yield Wait(
            calendar.local_day(low),
            None if is_open else calendar.local_day(high),
            calendar.elapsed(low, high),
        )


def _late_by(clock: Clock) -> int | None:
    if clock.state not in (ClockState.LATE, ClockState.OPEN_LATE):
        return None
    return (clock.working_days or 0) - (clock.allowed or 0)


def _days_after(first: date, last: date) -> Iterator[date]:
    day = first + _DAY
    while day <= last:
        yield day
        day += _DAY


def _is_weekend(day: date) -> bool:
    return day.weekday() >= _SATURDAY
