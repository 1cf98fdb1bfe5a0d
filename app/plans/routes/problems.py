"""Recurring complaint problems beside the plan: take one up, and see what changed since."""

from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import Permission, current_actor, fetch, requires
from app.complaints.models import RecurringProblem
from app.complaints.problem_labels import EFFECT_LABELS, SIGN_LABELS
from app.complaints.recurring import ProblemState
from app.db import db
from app.plans.actions.problems import add_answering_line, answer_problem, fields_for, leave_problem
from app.plans.forms.problems import TakeUpForm
from app.plans.models import LineProblem, Plan, PlanLine
from app.plans.queries.compiling import compile_input, questionnaire_of
from app.plans.queries.problems import effects_of_plan, waiting_problems
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import codes_of, open_line, open_plan
from app.plans.rules import is_editable
from app.web.idempotency import idempotent


@bp.get("/rencana-aksi/<plan_id>/dampak")
@requires(Permission.PLAN_READ)
def impact(plan_id: str) -> str:
    """What changed in the complaints that the lines answer, and which problems still wait."""
    plan = open_plan(Permission.PLAN_READ, plan_id)
    actor = current_actor()
    return render_template(
        "plans/impact.html",
        plan=plan,
        effects=effects_of_plan(plan),
        waiting=waiting_problems(actor, plan),
        editable=_editable(plan),
        effect_labels=EFFECT_LABELS,
        sign_labels=SIGN_LABELS,
    )


@bp.route("/rencana-aksi/<plan_id>/masalah/<problem_id>", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
@idempotent
def take_up(plan_id: str, problem_id: str) -> ResponseReturnValue:
    """Let a line answer a problem: an existing one, or a new one made of it."""
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    actor = current_actor()
    problem = fetch(actor, Permission.COMPLAINT_READ, RecurringProblem, problem_id)
    if problem.government_id != plan.government_id or problem.state is ProblemState.DISMISSED:
        abort(404)
    form = TakeUpForm()
    form.offer(_living_lines(plan), plan.years)
    if request.method == "GET":
        form.begins_on.data = date(plan.years[0], 1, 1)
    if not form.validate_on_submit():
        page = render_template(
            "plans/take_up.html",
            plan=plan,
            problem=problem,
            form=form,
            editable=_editable(plan),
            proposed=fields_for(problem, None),
            sign_labels=SIGN_LABELS,
        )
        return page, 422 if form.errors else 200
    if form.line_id.data:
        _plan, line = open_line(Permission.PLAN_EDIT, form.line_id.data)
        answer_problem(actor, plan, problem, line, form.begins_on.data)
        flash(_("Kegiatan ini sekarang menjawab masalah pengaduan tersebut."), "success")
        return redirect(url_for("plans.impact", plan_id=plan.id))
    lead = compile_input(plan).lead_unit_id
    codes = codes_of(questionnaire_of(plan))
    fields = fields_for(problem, lead)
    line = add_answering_line(actor, plan, problem, fields, form.begins_on.data, codes)
    flash(_("Kegiatan baru dibuat. Lengkapi target dan anggarannya."), "success")
    return redirect(url_for("plans.edit_line_page", line_id=line.id))


@bp.post("/rencana-aksi/masalah/<tie_id>/lepas")
@requires(Permission.PLAN_EDIT)
def leave(tie_id: str) -> ResponseReturnValue:
    """Undo the tie between a line and a problem."""
    tie = fetch(current_actor(), Permission.PLAN_EDIT, LineProblem, tie_id)
    plan, _line = open_line(Permission.PLAN_EDIT, tie.line_id)
    leave_problem(current_actor(), plan, tie)
    flash(_("Kaitan dilepas. Masalah pengaduan menunggu keputusan lagi."), "success")
    return redirect(url_for("plans.impact", plan_id=plan.id))


def _living_lines(plan: Plan) -> list[PlanLine]:
    statement = select(PlanLine).where(PlanLine.plan_id == plan.id, PlanLine.deleted_at.is_(None))
    return list(db.session.scalars(statement.order_by(PlanLine.position, PlanLine.id)))


def _editable(plan: Plan) -> bool:
    return is_editable(plan.state) and current_actor().may(Permission.PLAN_EDIT, plan.government_id)
