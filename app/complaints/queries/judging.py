"""The calendar and the rules that a government's complaints are judged by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, false, or_, select

from app.complaints.calendar import DayKind, FreeDay, WorkingCalendar, working_calendar
from app.complaints.calendar_years import YearState, year_states
from app.complaints.decree_days import national_free_days
from app.complaints.judging import Judge
from app.complaints.models import CalendarDay, SlaRule
from app.complaints.sla import DEFAULT_RULES, SlaRules, Stage
from app.complaints.sla import SlaRule as DatedRule
from app.db import db
from app.organisations.models import Government


def judge_for(government: Government) -> Judge:
    """What judges the complaints of this government."""
    return Judge(calendar_for(government), dated_rules())


def calendar_for(government: Government) -> WorkingCalendar:
    """The working days of a government: national free days and its own, on its own clock.

    Until the table is filled (`flask complaints load-calendar`, or the first import) the days come straight
    from the list.
    """
    national, own = days_in_layers(government)
    return _calendar(national | own, government.time_zone.value)


def national_calendar(time_zone: str = "Asia/Jakarta") -> WorkingCalendar:
    """The working days that count everywhere, on the clock of `time_zone`; for offices that are no government."""
    rows = db.session.scalars(select(CalendarDay.day).where(CalendarDay.government_id.is_(None)))
    return _calendar(frozenset(rows) or _listed_days(), time_zone)


def days_in_layers(government: Government) -> tuple[frozenset[date], frozenset[date]]:
    """The days that are free everywhere, and those that are free in this government."""
    rows = db.session.execute(
        select(CalendarDay.day, CalendarDay.government_id).where(_counts_for(government))
    ).all()
    national = frozenset(row.day for row in rows if row.government_id is None) or _listed_days()
    return national, frozenset(row.day for row in rows if row.government_id is not None)


def dated_rules() -> SlaRules:
    """The rules in the table; the usual ones while it is empty."""
    return SlaRules(dated_rules_by_id().values() or DEFAULT_RULES)


def dated_rules_by_id() -> dict[str, DatedRule]:
    """The rules in the table, by the id of their record; empty while the usual ones stand in for it."""
    return {row.id: dated_rule(row) for row in db.session.scalars(select(SlaRule))}


def dated_rule(row: SlaRule) -> DatedRule:
    """A stored deadline as the rules know it."""
    return DatedRule(row.stage, row.klass, row.working_days, row.valid_from)


@lru_cache(maxsize=1)
def _listed_days() -> frozenset[date]:
    return frozenset(free.day for free in national_free_days())


@lru_cache(maxsize=64)
def _calendar(free: frozenset[date], time_zone: str) -> WorkingCalendar:
    return working_calendar(free, time_zone)


def free_days(government: Government | None, year: int) -> list[FreeDay]:
    """The free days of a year, national and of the government, in order; from the list while the table is empty."""
    return _free_days(government, date(year, 1, 1), date(year, 12, 31))


def named_days(government: Government, first: date, last: date) -> dict[date, FreeDay]:
    """The free days of a span by their day, for whoever explains a clock; a local one gives way to a national one."""
    found: dict[date, FreeDay] = {}
    for free in _free_days(government, first, last):
        if free.day not in found or free.kind is not DayKind.LOCAL:
            found[free.day] = free
    return found


def states_of_years(years: Iterable[int]) -> dict[int, YearState]:
    """How far the national calendar of these years is filled."""
    wanted = sorted(set(years))
    if not wanted:
        return {}
    return year_states(_free_days(None, date(wanted[0], 1, 1), date(wanted[-1], 12, 31)), wanted)


def _free_days(government: Government | None, first: date, last: date) -> list[FreeDay]:
    rows = db.session.scalars(
        select(CalendarDay)
        .where(CalendarDay.day.between(first, last), _counts_for(government))
        .order_by(CalendarDay.day, CalendarDay.government_id.is_not(None))
    ).all()
    found = [FreeDay(row.day, row.kind, row.name, row.decree, row.estimate) for row in rows]
    if not is_loaded():
        listed = (free for free in national_free_days() if first <= free.day <= last)
        found = sorted((*listed, *found), key=lambda free: free.day)
    return found


def is_loaded() -> bool:
    """Whether the national days are in the table; until then the list stands in for it."""
    return (
        db.session.scalar(select(CalendarDay.id).where(CalendarDay.government_id.is_(None)).limit(1))
        is not None
    )


def _counts_for(government: Government | None) -> ColumnElement[bool]:
    own = CalendarDay.government_id == government.id if government else false()
    return or_(CalendarDay.government_id.is_(None), own)


@dataclass(frozen=True)
class ShownRule:
    """A deadline for a page: with its basis, and the id of its record (None: it stands in no table yet)."""

    rule: DatedRule
    basis: str
    id: str | None


def rules_with_basis() -> list[ShownRule]:
    """The deadlines with the day from which they hold, in the order of the work."""
    rows = db.session.scalars(select(SlaRule)).all()
    shown = [ShownRule(dated_rule(row), row.basis, row.id) for row in rows]
    order = list(Stage)
    return sorted(
        shown or [ShownRule(rule, "", None) for rule in DEFAULT_RULES],
        key=lambda each: (order.index(each.rule.stage), each.rule.klass or "", each.rule.valid_from),
    )


def local_days(government: Government, year: int) -> dict[date, str]:
    """The government's own free days of a year, with the ids of their records."""
    rows = db.session.execute(
        select(CalendarDay.day, CalendarDay.id).where(
            CalendarDay.government_id == government.id,
            CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)),
        )
    )
    return {row.day: row.id for row in rows}
