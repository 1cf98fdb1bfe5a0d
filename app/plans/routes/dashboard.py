"""`/dasbor`: one page for the leader."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.access import Permission, current_actor, requires
from app.assessment.queries import current_round
from app.organisations.context import current_government
from app.plans.queries import current_plan, matrix_of
from app.plans.queries.figures import complaint_data, score_data
from app.plans.queries.goals import own_goals
from app.plans.queries.progress import latest_progress
from app.plans.routes.blueprint import bp


@bp.get("/dasbor")
@requires(Permission.DASHBOARD_READ)
def dashboard() -> ResponseReturnValue:
    """Index, complaint figures, the plan's state, and what waits for a decision."""
    actor = current_actor()
    government = current_government(actor)
    round_ = current_round(government.id)
    plan = current_plan(actor, government.id)
    years = tuple(plan.years) if plan else (round_.year,) if round_ else ()
    return render_template(
        "plans/dashboard.html",
        government=government,
        round=round_,
        goal_year=years[-1] if years else None,
        scores=score_data(round_.id, years, own_goals(plan) if plan else None) if round_ else None,
        complaints=complaint_data(government.id, round_.year, with_pictures=False) if round_ else None,
        plan=plan,
        matrix=matrix_of(plan) if plan else None,
        progress=latest_progress(actor, government.id),
        may_approve=actor.may(Permission.PLAN_APPROVE, government.id),
    )
