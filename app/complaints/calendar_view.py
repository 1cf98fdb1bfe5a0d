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
class Note:
    """Free days in a row under one name, as they stand below a month: 4 to 6, cuti bersama."""

    first: int
    last: int
    name: str
    estimate: bool


@dataclass(frozen=True)
class Month:
    """A month: its first day, its weeks from Monday to Sunday with None for days of other months, and what is free."""

    first: date
    weeks: Sequence[Sequence[Cell | None]]
    working_days: int
    notes: Sequence[Note]


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
    free = [(cell.day.day, free) for cell in cells for free in cell.free]
    return Month(date(year, number, 1), weeks, working, _notes(free))


def _notes(days: Iterable[tuple[int, FreeDay]]) -> list[Note]:
    found: list[Note] = []
    for day, free in days:
        before = found[-1] if found else None
        if before and before.last == day - 1 and (before.name, before.estimate) == (free.name, free.estimate):
            found[-1] = Note(before.first, day, free.name, free.estimate)
        else:
            found.append(Note(day, day, free.name, free.estimate))
    return found
