"""Changes of targets after acceptance."""

from collections.abc import Sequence

from sqlalchemy import select

from app.db import db
from app.plans.models import Plan, PlanAddendum, PlanLine
from app.plans.rules.progress import AddendumState


def addenda_of(plan: Plan) -> Sequence[tuple[PlanAddendum, PlanLine]]:
    """Every addendum of a plan with its line, the latest first."""
    statement = (
        select(PlanAddendum, PlanLine)
        .join(PlanLine, PlanLine.id == PlanAddendum.line_id)
        .where(PlanAddendum.plan_id == plan.id)
        .order_by(PlanAddendum.number.desc())
    )
    return [(addendum, line) for addendum, line in db.session.execute(statement)]


def proposed_addendum(line: PlanLine) -> PlanAddendum | None:
    """The addendum of a line that waits for the leader; there is at most one."""
    return db.session.scalars(
        select(PlanAddendum).where(
            PlanAddendum.line_id == line.id, PlanAddendum.state == AddendumState.PROPOSED
        )
    ).one_or_none()
