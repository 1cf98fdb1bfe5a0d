"""Which lines came from another government, and how many took one over."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.db import as_system, db
from app.plans.compile import significant_words
from app.plans.models import LineAdoption, Plan, PlanLine, Practice


def adoptions_of(line: PlanLine) -> Sequence[LineAdoption]:
    """Where a line was taken over from, in the order of time; usually nothing."""
    return db.session.scalars(
        select(LineAdoption)
        .where(LineAdoption.line_id == line.id)
        .order_by(LineAdoption.created_at, LineAdoption.id)
    ).all()


def adopted_line(plan: Plan, source_line_id: str) -> PlanLine | None:
    """The living line of a plan that was taken over from this source."""
    return db.session.scalars(
        select(PlanLine)
        .join(LineAdoption, LineAdoption.line_id == PlanLine.id)
        .where(
            PlanLine.plan_id == plan.id,
            PlanLine.deleted_at.is_(None),
            LineAdoption.source_line_id == source_line_id,
        )
        .limit(1)
    ).first()


def same_line(plan: Plan, practice: Practice) -> PlanLine | None:
    """The living line of a plan that says the same already, whatever it came from."""
    words = significant_words(practice.activity)
    found = db.session.scalars(
        select(PlanLine)
        .where(
            PlanLine.plan_id == plan.id,
            PlanLine.category_code == practice.category_code,
            PlanLine.deleted_at.is_(None),
        )
        .order_by(PlanLine.position, PlanLine.id)
    )
    return next((line for line in found if significant_words(line.activity) == words), None)


def taken_over(practice: Practice) -> int:
    """How many other governments have it in a plan; a number only, because their plans may be drafts."""
    with as_system():
        return (
            db.session.scalar(
                select(func.count(LineAdoption.government_id.distinct()))
                .join(PlanLine, PlanLine.id == LineAdoption.line_id)
                .where(
                    LineAdoption.source_line_id == practice.line_id,
                    LineAdoption.government_id != practice.government_id,
                    PlanLine.deleted_at.is_(None),
                )
            )
            or 0
        )
