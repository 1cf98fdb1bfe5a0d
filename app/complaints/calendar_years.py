"""How far the calendar of a year is filled: a clock counted by an empty year is an estimate, and must say so."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.complaints.calendar import DayKind, FreeDay


class YearState(StrEnum):
    """What is known of the free days of a year."""

    EMPTY = "empty"  # no national day: only Saturdays and Sundays are left out
    ESTIMATED = "estimated"  # some dates were computed ahead of the decree
    WITHOUT_JOINT_LEAVE = "without_joint_leave"  # no cuti bersama yet: the decree is still to come
    COMPLETE = "complete"


def year_states(days: Iterable[FreeDay], years: Iterable[int]) -> dict[int, YearState]:
    """The state of each of these years, from the national days of all of them."""
    by_year: dict[int, list[FreeDay]] = {year: [] for year in years}
    for free in days:
        if free.day.year in by_year and free.kind is not DayKind.LOCAL:
            by_year[free.day.year].append(free)
    return {year: _state(found) for year, found in by_year.items()}


def not_complete(states: Mapping[int, YearState]) -> list[int]:
    """The years that are not complete, in order."""
    return sorted(year for year, state in states.items() if state is not YearState.COMPLETE)


def _state(days: list[FreeDay]) -> YearState:
    if not days:
        return YearState.EMPTY
    if any(free.estimate for free in days):
        return YearState.ESTIMATED
    if not any(free.kind is DayKind.CUTI_BERSAMA for free in days):
        return YearState.WITHOUT_JOINT_LEAVE
    return YearState.COMPLETE
