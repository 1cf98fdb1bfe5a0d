"""Which plan is carried out, and which of its quarters are open."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from app.access import Actor, Permission, within
from app.assessment.models import Round
from app.assessment.queries.standing import zone_of
from app.db import day_in, db
from app.plans.models import Plan, ProgressPeriod
from app.plans.rules import QUARTERS, PlanState
from app.plans.rules.progress import PeriodState, has_begun

Quarter = tuple[int, int]  # year, 1–4


def accepted_plan(actor: Actor, government_id: str) -> Plan | None:
    """The latest accepted plan of a government within the actor's reach; a newer one in the making does not hide it."""
    return _latest(government_id, within(actor, Permission.PROGRESS_READ, Plan))


def latest_accepted(government_id: str) -> Plan | None:
    """The same for whoever has checked the right already."""
    return _latest(government_id)


def _latest(government_id: str, *conditions: ColumnElement[bool]) -> Plan | None:
    statement = (
        select(Plan)
        .join(Round, Round.id == Plan.round_id)
        .where(Plan.government_id == government_id, Plan.state == PlanState.ACCEPTED, *conditions)
        .order_by(Round.year.desc())
        .limit(1)
    )
    return db.session.scalars(statement).one_or_none()


def periods_of(plan: Plan) -> dict[Quarter, ProgressPeriod]:
    """The quarters that were ever opened, in the order of time."""
    found = db.session.scalars(
        select(ProgressPeriod)
        .where(ProgressPeriod.plan_id == plan.id)
        .order_by(ProgressPeriod.year, ProgressPeriod.quarter)
    )
    return {(period.year, period.quarter): period for period in found}


def open_periods(plan: Plan) -> Sequence[ProgressPeriod]:
    """The quarters that can be reported on now, in the order of time."""
    return db.session.scalars(
        select(ProgressPeriod)
        .where(ProgressPeriod.plan_id == plan.id, ProgressPeriod.state == PeriodState.OPEN)
        .order_by(ProgressPeriod.year, ProgressPeriod.quarter)
    ).all()


def today_of(government_id: str, now: datetime | None = None) -> date:
    """The day that it is in the government's time zone."""
    return day_in(zone_of(government_id), now)


def quarters_of(plan: Plan) -> tuple[Quarter, ...]:
    """Every quarter of the plan's years."""
    return tuple((year, quarter) for year in plan.years for quarter in QUARTERS)


def begun_quarters(plan: Plan, today: date) -> tuple[Quarter, ...]:
    """Those that have begun, so that there can be something to report."""
    return tuple(each for each in quarters_of(plan) if has_begun(*each, today))
