"""Setting goals."""

from collections.abc import Mapping

from sqlalchemy import delete, insert

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db, utc_now
from app.plans.actions.guards import hold_for_editing
from app.plans.compile import OwnGoals
from app.plans.models import Plan, PlanGoal
from app.plans.queries.goals import own_goals


def set_goals(actor: Actor, plan: Plan, wanted: OwnGoals) -> int:
    """Put these goals in place of the plan's own ones for its years; answers how many cells changed.

    What was set for years that are no longer the plan's stays, unused. The caller has asked `falls`.
    """
    check(actor, Permission.PLAN_EDIT, plan.government_id)
    hold_for_editing(plan)
    years = set(plan.years)
    before = {cell: level for cell, level in own_goals(plan).items() if cell[1] in years}
    changed = {cell for cell in before.keys() | wanted.keys() if before.get(cell) != wanted.get(cell)}
    if not changed:
        return 0
    of_years = (PlanGoal.plan_id == plan.id, PlanGoal.year.in_(years))
    db.session.execute(delete(PlanGoal).where(*of_years))
    if wanted:
        rows = [
            {
                "government_id": plan.government_id,
                "plan_id": plan.id,
                "code": code,
                "year": year,
                "level": level,
            }
            for (code, year), level in sorted(wanted.items())
        ]
        db.session.execute(insert(PlanGoal), rows)
    plan.goals_set_at = utc_now()
    db.session.flush()
    record(
        actor,
        "plan.goals_set",
        plan,
        government_id=plan.government_id,
        before=_told(before, changed),
        after=_told(wanted, changed),
    )
    return len(changed)


def _told(goals: Mapping[tuple[str, int], int], cells: set[tuple[str, int]]) -> dict[str, int | None]:
    """The cells that changed; None where the instrument's goal holds."""
    return {f"{code} {year}": goals.get((code, year)) for code, year in sorted(cells)}
