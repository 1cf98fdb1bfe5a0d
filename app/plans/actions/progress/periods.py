"""Opening and closing quarters. A quarter is locked until the coordinator opens it, and after it was closed."""

from datetime import date, datetime

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db, utc_now
from app.plans import progress_notices as notices
from app.plans.actions.guards import hold, latest
from app.plans.actions.progress.guards import hold_open, require_accepted, sum_up
from app.plans.models import Plan, ProgressPeriod
from app.plans.queries.progress import periods_of, today_of
from app.plans.rules import QUARTERS
from app.plans.rules.progress import PeriodRefused, PeriodState, has_begun


def open_period(
    actor: Actor,
    plan: Plan,
    year: int,
    quarter: int,
    due_on: date,
    reason: str = "",
    now: datetime | None = None,
) -> ProgressPeriod:
    """Open a quarter until its due date; a closed one wants a reason. PeriodRefused says what is in the way."""
    check(actor, Permission.PROGRESS_MANAGE, plan.government_id)
    hold(plan)
    require_accepted(plan)
    now = now or utc_now()
    today = today_of(plan.government_id, now)
    if year not in plan.years or quarter not in QUARTERS:
        raise PeriodRefused("foreign_quarter")
    if not has_begun(year, quarter, today):
        raise PeriodRefused("not_begun")
    if due_on < today:
        raise PeriodRefused("due_date_past")
    period = periods_of(plan).get((year, quarter))
    if period is None:
        period = _first_opening(actor, plan, year, quarter, due_on, now)
    else:
        _reopen(actor, period, due_on, reason.strip(), now)
    sum_up(period)
    notices.opened(period)
    return period


def _first_opening(
    actor: Actor, plan: Plan, year: int, quarter: int, due_on: date, now: datetime
) -> ProgressPeriod:
    period = ProgressPeriod(
        government_id=plan.government_id,
        plan_id=plan.id,
        year=year,
        quarter=quarter,
        due_on=due_on,
        opened_at=now,
        opened_by=actor.user_id,
        summary={},
    )
    db.session.add(period)
    db.session.flush()
    record(actor, "progress.opened", period, government_id=period.government_id, after=_told(period))
    return period


def _reopen(actor: Actor, period: ProgressPeriod, due_on: date, reason: str, now: datetime) -> None:
    latest(period)
    if period.is_open:
        raise PeriodRefused("open_already")
    if not reason:
        raise PeriodRefused("reason_missing")
    period.state, period.closed_at, period.closed_by = PeriodState.OPEN, None, None
    period.due_on, period.reminded_for = due_on, None
    period.opened_at, period.opened_by, period.reopened_reason = now, actor.user_id, reason
    db.session.flush()
    after = {**_told(period), "reason": reason}
    record(actor, "progress.reopened", period, government_id=period.government_id, after=after)


def move_due_date(actor: Actor, period: ProgressPeriod, due_on: date, now: datetime | None = None) -> None:
    """Give more or less time for an open quarter; reminders begin anew. The caller has compared the version."""
    check(actor, Permission.PROGRESS_MANAGE, period.government_id)
    hold_open(period)
    if due_on < today_of(period.government_id, now):
        raise PeriodRefused("due_date_past")
    before = _told(period)
    period.due_on, period.reminded_for = due_on, None
    db.session.flush()
    record(
        actor,
        "progress.due_date_moved",
        period,
        government_id=period.government_id,
        before=before,
        after=_told(period),
    )


def close_period(actor: Actor, plan: Plan, period: ProgressPeriod, now: datetime | None = None) -> None:
    """Close a quarter: from now on nothing in it changes. Closing it twice is PeriodLocked.

    Drafts and returned reports stay what they are, which is not reported.
    """
    check(actor, Permission.PROGRESS_MANAGE, period.government_id)
    hold(plan)  # an addendum is decided before the quarter closes, or after
    hold_open(period)
    sum_up(period)
    period.state, period.closed_at, period.closed_by = PeriodState.CLOSED, now or utc_now(), actor.user_id
    db.session.flush()
    record(actor, "progress.closed", period, government_id=period.government_id, after=_told(period))


def _told(period: ProgressPeriod) -> dict[str, object]:
    return {
        "year": period.year,
        "quarter": period.quarter,
        "state": period.state,
        "due_on": period.due_on.isoformat(),
    }
