"""The calendar and the rules that a government's complaints are judged by."""

from datetime import date
from functools import lru_cache

from sqlalchemy import false, or_, select

from app.complaints.calendar import WorkingCalendar, working_calendar
from app.complaints.decree_days import FreeDay, national_free_days
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
    days = db.session.scalars(
        select(CalendarDay.day).where(
            or_(CalendarDay.government_id.is_(None), CalendarDay.government_id == government.id)
        )
    ).all()
    free = frozenset(days) or _listed_days()
    return _calendar(free, government.time_zone.value)


def dated_rules() -> SlaRules:
    """The rules in the table; the usual ones while it is empty."""
    rows = db.session.scalars(select(SlaRule)).all()
    if not rows:
        return SlaRules(DEFAULT_RULES)
    return SlaRules(DatedRule(row.stage, row.klass, row.working_days, row.valid_from) for row in rows)


@lru_cache(maxsize=1)
def _listed_days() -> frozenset[date]:
    return frozenset(free.day for free in national_free_days())


@lru_cache(maxsize=64)
def _calendar(free: frozenset[date], time_zone: str) -> WorkingCalendar:
    return working_calendar(free, time_zone)


def free_days(government: Government | None, year: int) -> list[FreeDay]:
    """The free days of a year, national and of the government, in order; from the list while the table is empty."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    own = CalendarDay.government_id == government.id if government else false()
    rows = db.session.scalars(
        select(CalendarDay)
        .where(CalendarDay.day.between(first, last), or_(CalendarDay.government_id.is_(None), own))
        .order_by(CalendarDay.day)
    ).all()
    if not rows:
        return list(national_free_days(year, year))
    return [FreeDay(row.day, row.kind, row.name, row.decree) for row in rows]


def rules_in_force() -> list[DatedRule]:
    """The deadlines with the day from which they hold, in the order of the work."""
    rows = db.session.scalars(select(SlaRule)).all()
    rules = [DatedRule(row.stage, row.klass, row.working_days, row.valid_from) for row in rows]
    order = list(Stage)
    return sorted(
        rules or DEFAULT_RULES,
        key=lambda rule: (order.index(rule.stage), rule.klass or "", rule.valid_from),
    )
