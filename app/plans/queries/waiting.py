"""How long something lies on a desk, in working days of whoever sits there."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app.complaints.calendar import WorkingCalendar
from app.complaints.queries.judging import calendar_for, national_calendar
from app.db import db, utc_now
from app.organisations.models import Government, GovernmentKind
from app.plans.models import Plan
from app.plans.rules import Party, whose_turn


def ministry_calendar() -> WorkingCalendar:
    """The working days of the ministry: the national ones, on its own clock."""
    ministry = db.session.scalars(
        select(Government)
        .where(Government.kind == GovernmentKind.MINISTRY)
        .order_by(Government.code)
        .limit(1)
    ).first()
    return calendar_for(ministry) if ministry else national_calendar()


def desk_calendar(plan: Plan) -> WorkingCalendar:
    """The calendar of the desk on which the plan lies: the ministry's, else the government's own."""
    if whose_turn(plan.state) is Party.MINISTRY:
        return ministry_calendar()
    return calendar_for(plan.government)


def days_on_desk(plan: Plan) -> int:
    """Working days since the plan came to where it lies; 0 on the same day."""
    return desk_calendar(plan).elapsed(plan.state_since, utc_now())


def waiting_since(calendar: WorkingCalendar, working_days: int, now: datetime | None = None) -> datetime:
    """The first moment that is too late to have waited `working_days` by now: whoever came before it has."""
    moment = now or utc_now()
    day = calendar.local_day(moment)
    left = max(0, working_days)
    while left:
        left -= calendar.is_working(day)
        day -= timedelta(days=1)
    return calendar.end_of(day).astimezone(UTC)
