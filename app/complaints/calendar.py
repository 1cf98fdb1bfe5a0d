"""Indonesian working days: which days count, when a deadline falls, how many working days passed.

Days are judged on the government's own clock (WIB, WITA, WIT): a complaint that arrives at 23.30 UTC belongs
to the next day in Sinjai. Saturdays, Sundays, national holidays, cuti bersama, election days and local
holidays do not count.

Counting follows the habit of official deadlines: the day of the start does not count, the first working day
after it is day 1, and the last day counts until its midnight.
"""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

# Complaints older or younger than this cannot be judged; nothing in the register comes near either end.
FIRST_DAY = date(1995, 1, 1)
LAST_DAY = date(2074, 12, 31)
_SATURDAY = 5
_FIRST = FIRST_DAY.toordinal()
_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 86_400


class DayKind(StrEnum):
    """Why a day is free."""

    NATIONAL = "national"
    CUTI_BERSAMA = "cuti_bersama"
    ELECTION = "election"
    LOCAL = "local"


@dataclass(frozen=True)
class FreeDay:
    """One free day: why, under which name, by which decree (empty when not verified)."""

    day: date
    kind: DayKind
    name: str
    decree: str = ""
    estimate: bool = False  # computed ahead of the decree; the day may still move


class OutsideCalendarError(ValueError):
    """A day lies outside the years that the calendar can count."""


@dataclass(frozen=True)
class WorkingCalendar:
    """The working days of one government: its free days and its clock.

    Building one costs a few milliseconds; every question afterwards is a look-up, because an import asks
    hundreds of thousands of times.
    """

    free_days: frozenset[date]
    zone: ZoneInfo
    _working: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _until: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _offset: float | None = field(init=False, repr=False, compare=False)
    _ends: dict[int, datetime] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        first, last = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
        free = {day.toordinal() for day in self.free_days}
        working: list[int] = []
        until: list[int] = []
        for ordinal in range(first, last + 1):
            # 1 January of year 1 was a Monday, so the ordinal alone tells the weekday.
            if (ordinal - 1) % 7 < _SATURDAY and ordinal not in free:
                working.append(ordinal)
            until.append(len(working))
        object.__setattr__(self, "_working", tuple(working))
        object.__setattr__(self, "_until", tuple(until))
        object.__setattr__(self, "_offset", _fixed_offset(self.zone))

    def local_day(self, moment: datetime) -> date:
        """The calendar day of an aware moment on the government's clock."""
        return date.fromordinal(self._position_of(moment) + _FIRST)

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day. Raises `OutsideCalendarError` beyond the counted years."""
        position = self._position(day)
        return self._until[position] > (self._until[position - 1] if position else 0)

    def add(self, day: date, working_days: int) -> date:
        """The n-th working day after `day` (which itself does not count). `working_days` is at least 1."""
        if working_days < 1:
            raise ValueError("a deadline is at least one working day away")
        index = self._until[self._position(day)] + working_days - 1
        if index >= len(self._working):
            raise OutsideCalendarError(day)
        return date.fromordinal(self._working[index])

    def deadline(self, start: datetime, working_days: int) -> datetime:
        """The first moment (UTC) that is too late: midnight at the end of the n-th working day after `start`."""
        if working_days < 1:
            raise ValueError("a deadline is at least one working day away")
        index = self._until[self._position_of(start)] + working_days - 1
        if index >= len(self._working):
            raise OutsideCalendarError(start)
        return self._end(self._working[index])

    def end_of(self, day: date) -> datetime:
        """Midnight at the end of a day on the government's clock, in UTC."""
        return self._end(day.toordinal())

    def _end(self, ordinal: int) -> datetime:
        # A few thousand days end millions of deadlines.
        if ordinal not in self._ends:
            next_day = date.fromordinal(ordinal + 1)
            self._ends[ordinal] = datetime.combine(next_day, time(), self.zone).astimezone(UTC)
        return self._ends[ordinal]

    def elapsed(self, start: datetime, end: datetime) -> int:
        """Working days after the day of `start` up to and including the day of `end`; 0 on the same day.

        An `end` before `start` gives a negative count, so that nobody mistakes wrong data for a quick answer.
        """
        return self._until[self._position_of(end)] - self._until[self._position_of(start)]

    def working_days_between(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both included."""
        if last < first:
            return 0
        low = bisect_right(self._working, first.toordinal() - 1)
        return bisect_right(self._working, last.toordinal()) - low

    def _position(self, day: date) -> int:
        position = day.toordinal() - _FIRST
        if not 0 <= position < len(self._until):
            raise OutsideCalendarError(day)
        return position

    def _position_of(self, moment: datetime) -> int:
        """The position of a moment's local day; by arithmetic where the zone's clock is never moved."""
        if self._offset is None:
            return self._position(moment.astimezone(self.zone).date())
        position = int((moment.timestamp() + self._offset) // _DAY) + _EPOCH - _FIRST
        if not 0 <= position < len(self._until):
            raise OutsideCalendarError(moment)
        return position


def _fixed_offset(zone: ZoneInfo) -> float | None:
    """The zone's seconds ahead of UTC if they are the same in every month of the calendar, else None."""
    offsets = {
        datetime(year, month, 1, tzinfo=zone).utcoffset()
        for year in range(FIRST_DAY.year, LAST_DAY.year + 1)
        for month in range(1, 13)
    }
    offset = offsets.pop()
    return offset.total_seconds() if offset is not None and not offsets else None


def working_calendar(free_days: Collection[date], time_zone: str) -> WorkingCalendar:
    """The calendar of a government from its free days and the name of its time zone, such as `Asia/Makassar`."""
    return WorkingCalendar(frozenset(free_days), ZoneInfo(time_zone))
