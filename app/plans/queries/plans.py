"""Which plan a page is about, and what happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.access import Actor, Permission, within
from app.assessment.models import Round
from app.assessment.queries import current_round, user_names
from app.db import db
from app.plans.models import Plan, PlanEvent, PlanLine, Submission
from app.plans.rules import PlanState, Step


@dataclass(frozen=True)
class Happening:
    """One entry of the timeline."""

    step: Step
    state: PlanState
    reason: str
    who: str
    at: datetime


def current_plan(actor: Actor, government_id: str) -> Plan | None:
    """The government's latest plan that the actor may read."""
    statement = (
        select(Plan)
        .join(Round, Round.id == Plan.round_id)
        .where(Plan.government_id == government_id, within(actor, Permission.PLAN_READ, Plan))
        .order_by(Round.year.desc())
        .limit(1)
    )
    return db.session.scalars(statement).one_or_none()


def other_plans(actor: Actor, plan: Plan) -> Sequence[Plan]:
    """The government's other plans that the actor may read, the latest first."""
    return db.session.scalars(
        select(Plan)
        .join(Round, Round.id == Plan.round_id)
        .where(
            Plan.government_id == plan.government_id,
            Plan.id != plan.id,
            within(actor, Permission.PLAN_READ, Plan),
        )
        .order_by(Round.year.desc())
    ).all()


def round_without_plan(plan: Plan) -> Round | None:
    """The government's latest round, if it came after the one of this plan and no plan was made from it yet."""
    latest = current_round(plan.government_id)
    if latest is None or latest.year <= plan.round.year or plan_of_round(latest.id) is not None:
        return None
    return latest


def plan_of_round(round_id: str) -> Plan | None:
    """The plan that was made from a round."""
    return db.session.scalars(select(Plan).where(Plan.round_id == round_id)).one_or_none()


def size_of(plan: Plan) -> tuple[int, int]:
    """How many lines the working copy has, and their budget over all years in rupiah."""
    statement = select(PlanLine.budgets).where(PlanLine.plan_id == plan.id, PlanLine.deleted_at.is_(None))
    budgets = db.session.scalars(statement).all()
    return len(budgets), sum(sum(each.values()) for each in budgets)


def timeline(plan: Plan) -> tuple[Happening, ...]:
    """Everything that happened to a plan, the latest first."""
    events = db.session.scalars(
        select(PlanEvent)
        .where(PlanEvent.plan_id == plan.id)
        .order_by(PlanEvent.created_at.desc(), PlanEvent.id)
    ).all()
    names = user_names(event.by for event in events)
    return tuple(
        Happening(event.step, event.state, event.reason, names.get(event.by or "", ""), event.created_at)
        for event in events
    )


def submissions_of(plan: Plan) -> Sequence[Submission]:
    """The official versions, the latest first."""
    return db.session.scalars(
        select(Submission).where(Submission.plan_id == plan.id).order_by(Submission.number.desc())
    ).all()


def latest_submission(plan: Plan) -> Submission | None:
    """The version that the ministry looks at."""
    return db.session.scalars(
        select(Submission).where(Submission.plan_id == plan.id).order_by(Submission.number.desc()).limit(1)
    ).one_or_none()
