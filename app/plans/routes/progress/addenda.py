"""Changes of targets after acceptance."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, fetch, requires
from app.plans.actions.progress import (
    decide_addendum,
    finished_years,
    propose_addendum,
    targets_now,
    withdraw_addendum,
)
from app.plans.forms import StepForm
from app.plans.forms.progress import DecideAddendumForm, addendum_form
from app.plans.models import Plan, PlanAddendum
from app.plans.progress_labels import ADDENDUM_REFUSALS
from app.plans.queries.progress import addenda_of, proposed_addendum
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_line, open_plan
from app.plans.routes.progress.loading import open_accepted
from app.plans.rules.progress import AddendumRefused
from app.web.idempotency import idempotent


@bp.get("/capaian/rencana/<plan_id>/adendum")
@requires(Permission.PROGRESS_READ)
def progress_addenda(plan_id: str) -> str:
    """Every addendum of a plan; the leader decides here."""
    plan = open_accepted(Permission.PROGRESS_READ, plan_id)
    return _list(plan, DecideAddendumForm(formdata=None), "")


def _list(plan: Plan, form: DecideAddendumForm, refused_id: str) -> str:
    actor = current_actor()
    return render_template(
        "plans/progress/addenda.html",
        plan=plan,
        addenda=addenda_of(plan),
        form=form,
        refused_id=refused_id,
        may_decide=actor.may(Permission.ADDENDUM_DECIDE, plan.government_id),
        may_propose=actor.may(Permission.ADDENDUM_PROPOSE, plan.government_id),
    )


@bp.route("/capaian/baris/<line_id>/adendum", methods=["GET", "POST"])
@requires(Permission.ADDENDUM_PROPOSE)
@idempotent
def progress_propose_addendum(line_id: str) -> ResponseReturnValue:
    """Propose other targets for a line."""
    plan, line = open_line(Permission.ADDENDUM_PROPOSE, line_id)
    open_accepted(Permission.ADDENDUM_PROPOSE, plan.id)
    present = targets_now(plan, line)
    years = [year for year in plan.years if year not in finished_years(plan)]
    form = addendum_form(years, present)
    if form.validate_on_submit():
        try:
            addendum = propose_addendum(current_actor(), plan, line, form.targets(years), form.reason.data)
        except AddendumRefused as refusal:
            form.reason.errors = [str(ADDENDUM_REFUSALS[refusal.why])]
        else:
            flash(_("Adendum %(number)s diajukan kepada pimpinan.", number=addendum.number), "success")
            return redirect(url_for("plans.progress_addenda", plan_id=plan.id))
    page = render_template(
        "plans/progress/addendum_form.html",
        plan=plan,
        line=line,
        form=form,
        years=years,
        present=present,
        waiting=proposed_addendum(line),
    )
    return page, 422 if form.errors else 200


@bp.post("/capaian/adendum/<addendum_id>/setujui")
@requires(Permission.ADDENDUM_DECIDE)
def progress_approve_addendum(addendum_id: str) -> ResponseReturnValue:
    """The leader agrees."""
    return _decide(addendum_id, approve=True)


@bp.post("/capaian/adendum/<addendum_id>/tolak")
@requires(Permission.ADDENDUM_DECIDE)
def progress_reject_addendum(addendum_id: str) -> ResponseReturnValue:
    """The leader refuses, with a reason."""
    return _decide(addendum_id, approve=False)


def _decide(addendum_id: str, *, approve: bool) -> ResponseReturnValue:
    actor = current_actor()
    addendum = fetch(actor, Permission.ADDENDUM_DECIDE, PlanAddendum, addendum_id)
    plan = open_plan(Permission.PROGRESS_READ, addendum.plan_id)
    form = DecideAddendumForm()
    if form.validate_on_submit():
        try:
            decide_addendum(actor, plan, addendum, approve=approve, note=form.note.data or "")
        except AddendumRefused as refusal:
            if refusal.why != "reason_missing":
                raise
            form.note.errors = [str(ADDENDUM_REFUSALS[refusal.why])]
        else:
            text = (
                _("Adendum %(number)s disetujui. Target baru berlaku.", number=addendum.number)
                if approve
                else _("Adendum %(number)s ditolak.", number=addendum.number)
            )
            flash(text, "success")
            return redirect(url_for("plans.progress_addenda", plan_id=plan.id))
    return _list(plan, form, addendum.id), 422


@bp.post("/capaian/adendum/<addendum_id>/tarik")
@requires(Permission.ADDENDUM_PROPOSE)
def progress_withdraw_addendum(addendum_id: str) -> ResponseReturnValue:
    """Take a proposal back."""
    actor = current_actor()
    addendum = fetch(actor, Permission.ADDENDUM_PROPOSE, PlanAddendum, addendum_id)
    plan = open_plan(Permission.PROGRESS_READ, addendum.plan_id)
    if StepForm().validate_on_submit():
        withdraw_addendum(actor, plan, addendum)
        flash(_("Adendum %(number)s ditarik.", number=addendum.number), "success")
    return redirect(url_for("plans.progress_addenda", plan_id=plan.id))
