"""`/capaian` leads everybody to where their work on progress is."""

from collections.abc import Sequence

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import Permission, current_actor, requires
from app.organisations.context import find_government
from app.plans.models import ProgressPeriod
from app.plans.queries.progress import accepted_plan, open_periods
from app.plans.routes.blueprint import bp


@bp.get("/capaian")
@requires(Permission.PROGRESS_READ)
def progress_home() -> ResponseReturnValue:
    """The open quarter for those who write or check, the plan for those who read, the region for those above."""
    actor = current_actor()
    government = find_government(actor)
    if government is None:
        return redirect(url_for("plans.progress_region"))
    plan = accepted_plan(actor, government.id)
    if plan is None:
        return render_template("plans/progress/nothing.html", government=government)
    periods = open_periods(plan)
    if periods and actor.unit_ids:
        return redirect(url_for("plans.progress_own", quarter_id=_soonest(periods).id))
    if periods and actor.may(Permission.PROGRESS_MANAGE, government.id):
        return redirect(url_for("plans.progress_board", quarter_id=_soonest(periods).id))
    return redirect(url_for("plans.progress_plan", plan_id=plan.id))


def _soonest(periods: Sequence[ProgressPeriod]) -> ProgressPeriod:
    return min(periods, key=lambda period: (period.due_on, period.year, period.quarter))
