"""Where lines were taken over from, when lines are merged or carried into the next plan."""

from collections.abc import Sequence

from sqlalchemy import select

from app.db import db
from app.plans.models import LineAdoption, Plan, PlanLine


def hand_over_origins(kept: PlanLine, others: Sequence[PlanLine]) -> None:
    """When lines become one, what they were taken over from goes along."""
    known = set(
        db.session.scalars(select(LineAdoption.source_line_id).where(LineAdoption.line_id == kept.id))
    )
    wanted = select(LineAdoption).where(LineAdoption.line_id.in_([line.id for line in others]))
    for each in db.session.scalars(wanted.order_by(LineAdoption.created_at, LineAdoption.id)).all():
        if each.source_line_id not in known:
            known.add(each.source_line_id)
            each.line_id = kept.id


def carry_origins(plan: Plan) -> None:
    """The lines of a plan that were carried over from an earlier one keep where they were taken over from."""
    carried = db.session.execute(
        select(PlanLine.id, LineAdoption)
        .join(LineAdoption, LineAdoption.line_id == PlanLine.carried_from_id)
        .where(PlanLine.plan_id == plan.id)
    ).all()
    for line_id, each in carried:
        db.session.add(
            LineAdoption(
                government_id=plan.government_id,
                line_id=line_id,
                source_line_id=each.source_line_id,
                source_plan_id=each.source_plan_id,
                source_government=each.source_government,
                source_receipt=each.source_receipt,
                source_activity=each.source_activity,
                effect=each.effect,
                taken_by=each.taken_by,
            )
        )
