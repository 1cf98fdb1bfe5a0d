"""What deserves a second look before a free day or a deadline is saved, and what cannot be saved at all."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum

from app.complaints.calendar import DayKind, FreeDay
from app.complaints.sla import SlaRule

_SATURDAY = 5
_FAR = 2  # years ahead for which a decree may be known


class Notice(StrEnum):
    """Saving is possible, but is it meant?"""

    WEEKEND = "weekend"  # changes no clock
    ON_NATIONAL_DAY = "on_national_day"  # a local holiday on a day that is free already
    PAST_YEAR = "past_year"  # figures that were reported may change
    PAST_DAY = "past_day"
    FAR_AHEAD = "far_ahead"
    NEW_YEAR = "new_year"  # the first day of a year whose calendar is empty
    RULE_IN_PAST = "rule_in_past"  # complaints that came in already are judged anew


class Fault(StrEnum):
    """Why something cannot be saved."""

    DECREE_MISSING = "decree_missing"
    DAY_TAKEN = "day_taken"
    DAY_OUT_OF_RANGE = "day_out_of_range"
    RULE_TAKEN = "rule_taken"
    FIRST_RULE_MOVED = "first_rule_moved"  # older complaints would have no deadline at all


# The register counts from 1995 to 2074; nobody decrees a holiday before LAPOR! existed or so far ahead.
EARLIEST, LATEST = date(2010, 1, 1), date(2060, 12, 31)
NEEDS_DECREE = frozenset({DayKind.CUTI_BERSAMA, DayKind.ELECTION})


def faults_of_day(free: FreeDay, taken: Collection[date]) -> list[Fault]:
    """Why a day cannot be saved; `taken` are the other days of the same calendar."""
    found = []
    if not EARLIEST <= free.day <= LATEST:
        found.append(Fault.DAY_OUT_OF_RANGE)
    if free.day in taken:
        found.append(Fault.DAY_TAKEN)
    if free.kind in NEEDS_DECREE and not free.decree.strip():
        found.append(Fault.DECREE_MISSING)
    return found


def warnings_of_day(
    free: FreeDay, today: date, national: Collection[date], filled_years: Collection[int]
) -> list[Notice]:
    """What deserves a second look about a day that comes, goes or changes."""
    found = []
    if free.day.weekday() >= _SATURDAY:
        found.append(Notice.WEEKEND)
    if free.kind is DayKind.LOCAL and free.day in national:
        found.append(Notice.ON_NATIONAL_DAY)
    if free.day.year < today.year:
        found.append(Notice.PAST_YEAR)
    elif free.day < today:
        found.append(Notice.PAST_DAY)
    if free.day.year > today.year + _FAR:
        found.append(Notice.FAR_AHEAD)
    if free.kind is not DayKind.LOCAL and free.day.year not in filled_years:
        found.append(Notice.NEW_YEAR)
    return found


def faults_of_rules(before: Iterable[SlaRule], after: Iterable[SlaRule]) -> list[Fault]:
    """Why a set of deadlines cannot become another: two for one day, or older complaints left without one."""
    old, new = list(before), list(after)
    found = []
    keys = [(rule.stage, rule.klass, rule.valid_from) for rule in new]
    if len(keys) > len(set(keys)):
        found.append(Fault.RULE_TAKEN)
    first_before, first_after = _first_days(old), _first_days(new)
    if any(first_after.get(key, date.max) > day for key, day in first_before.items()):
        found.append(Fault.FIRST_RULE_MOVED)
    return found


def warnings_of_rule(rule: SlaRule, today: date) -> list[Notice]:
    """What deserves a second look about a deadline."""
    return [Notice.RULE_IN_PAST] if rule.valid_from <= today else []


def _first_days(rules: Iterable[SlaRule]) -> dict[tuple[object, object], date]:
    found: dict[tuple[object, object], date] = {}
    for rule in rules:
        key = (rule.stage, rule.klass)
        found[key] = min(rule.valid_from, found.get(key, date.max))
    return found
