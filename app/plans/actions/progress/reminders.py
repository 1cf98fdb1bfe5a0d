"""Reminding whoever has not reported, before the due date."""

from datetime import datetime

from flask_babel import force_locale
from sqlalchemy import select

from app.access import SYSTEM
from app.audit import record
from app.db import db, utc_now
from app.plans import progress_notices as notices
from app.plans.models import Plan, ProgressPeriod
from app.plans.queries.progress import today_of, year_of
from app.plans.rules.progress import PeriodState, reminder_stage


def remind_due(now: datetime | None = None) -> int:
    """Remind in every open quarter whose day has come; answers how many people were told.

    Workers call it each hour, on every host, with the rights of the system: the stage that was sent is written on the
    quarter, which is held meanwhile, so that nobody is told twice.
    """
    now = now or utc_now()
    found = db.session.scalars(
        select(ProgressPeriod)
        .where(ProgressPeriod.state == PeriodState.OPEN)
        .order_by(ProgressPeriod.id)
        .with_for_update(skip_locked=True, of=ProgressPeriod)
        .execution_options(populate_existing=True)
    ).all()
    with force_locale("id"):
        return sum(_remind(period, now) for period in found)


def _remind(period: ProgressPeriod, now: datetime) -> int:
    today = today_of(period.government_id, now)
    stage = reminder_stage(today, period.due_on, period.reminded_for)
    if stage is None:
        return 0
    period.reminded_for = stage
    progress = year_of(db.session.get_one(Plan, period.plan_id), period.year)
    missing: dict[str, int] = {}
    for row in progress.rows:
        cell, unit = row.cells[period.quarter], row.line.responsible_unit
        if unit is not None and cell.is_due and not cell.counts:
            missing[unit.id] = missing.get(unit.id, 0) + 1
    told = notices.reminder(period, missing, today)
    db.session.flush()
    after = {"stage": stage, "told": told}
    record(SYSTEM, "progress.reminded", period, government_id=period.government_id, after=after)
    return told
