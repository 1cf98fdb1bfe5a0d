"""A year as twelve small sheets, for the page and its print."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.complaints.calendar import DayKind, FreeDay

_SATURDAY = 5


@dataclass(frozen=True)
class Cell:
    """One day of a sheet: its free days (more than one where a local one meets a national one), or a weekend."""

    day: date
    free: tuple[FreeDay, ...]

    @property
    def is_weekend(self) -> bool:
        return self.day.weekday() >= _SATURDAY

    @property
    def kind(self) -> DayKind | None:
        return self.free[0].kind if self.free else None


@dataclass(frozen=True)
class Month:
    """A month: its first day, and its weeks from Monday to Sunday with None for days of other months."""

    first: date
    weeks: Sequence[Sequence[Cell | None]]
    working_days: int

    @property
    def has_free(self) -> bool:
        return any(cell.free for week in self.weeks for cell in week if cell is not None)


def months_of(year: int, days: Iterable[FreeDay]) -> list[Month]:
    """The twelve months of a year."""
    by_day: dict[date, list[FreeDay]] = {}
    for free in days:
        by_day.setdefault(free.day, []).append(free)
    return [_month(year, number, by_day) for number in range(1, 13)]


def _month(year: int, number: int, by_day: dict[date, list[FreeDay]]) -> Month:
    weeks = [
        [Cell(day, tuple(by_day.get(day, ()))) if day.month == number else None for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, number)
    ]
    cells = [cell for week in weeks for cell in week if cell is not None]
    working = sum(not cell.is_weekend and not cell.free for cell in cells)
    return Month(date(year, number, 1), weeks, working)
