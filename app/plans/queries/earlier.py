"""What a line was before, and what is known of it since: its line in the plan before, what was measured of it."""

from sqlalchemy import select

from app.db import db
from app.plans.models import LineAdoption, Plan, PlanLine, Practice


def earlier_line(line: PlanLine) -> PlanLine | None:
    """The line of the plan before from which this one was carried over."""
    return db.session.get(PlanLine, line.carried_from_id) if line.carried_from_id else None


def adopted_lines(plan: Plan) -> frozenset[str]:
    """The ids of the lines that were taken over from another government."""
    statement = (
        select(LineAdoption.line_id)
        .join(PlanLine, PlanLine.id == LineAdoption.line_id)
        .where(PlanLine.plan_id == plan.id)
    )
    return frozenset(db.session.scalars(statement))


def measured(line: PlanLine) -> Practice | None:
    """What changed after a line of an accepted plan; None until it was measured for the first time."""
    return db.session.scalars(select(Practice).where(Practice.line_id == line.id)).one_or_none()
