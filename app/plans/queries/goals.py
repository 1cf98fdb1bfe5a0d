"""The goals that a regency set itself."""

from sqlalchemy import select

from app.db import db
from app.plans.models import Plan, PlanGoal


def own_goals(plan: Plan) -> dict[tuple[str, int], int]:
    """(code of an indicator or category, year) → level; what is not here follows the instrument."""
    rows = db.session.execute(
        select(PlanGoal.code, PlanGoal.year, PlanGoal.level).where(PlanGoal.plan_id == plan.id)
    )
    return {(code, year): level for code, year, level in rows}
