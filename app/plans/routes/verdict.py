"""The ministry's steps: begin, return, accept."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.plans.actions import accept_plan, return_plan, start_review
from app.plans.forms import DecisionForm
from app.plans.models import Plan, Submission
from app.plans.queries import comments_of, latest_submission, submitted_document
from app.plans.queries.assigning import assignment_of
from app.plans.queries.scoring import sheet_view
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.rules import OpenComments, Verdict
from app.web.idempotency import idempotent


@bp.post("/telaah/<plan_id>/mulai")
@requires(Permission.REVIEW_DECIDE)
@idempotent
def start(plan_id: str) -> ResponseReturnValue:
    """Take the plan from the queue."""
    plan = open_plan(Permission.REVIEW_DECIDE, plan_id)
    start_review(current_actor(), plan)
    flash(_("Telaah dimulai. Pemerintah daerah melihat bahwa rencananya sedang ditelaah."), "success")
    return redirect(url_for("plans.review", plan_id=plan.id))


@bp.route("/telaah/<plan_id>/kembalikan", methods=["GET", "POST"])
@requires(Permission.REVIEW_DECIDE)
@idempotent
def return_step(plan_id: str) -> ResponseReturnValue:
    """Return the plan with a reason."""
    plan, submission = _open(plan_id)
    form = DecisionForm()
    form.name_reason(Verdict.RETURNED)
    if form.validate_on_submit():
        return_plan(current_actor(), plan, submission, form.reason.data)
        flash(_("Rencana dikembalikan beserta alasan dan catatannya."), "success")
        return redirect(url_for("plans.review_queue"))
    return _page(plan, submission, form, "return")


@bp.route("/telaah/<plan_id>/terima", methods=["GET", "POST"])
@requires(Permission.REVIEW_DECIDE)
@idempotent
def accept_step(plan_id: str) -> ResponseReturnValue:
    """Accept the plan; it becomes public."""
    plan, submission = _open(plan_id)
    form = DecisionForm()
    form.name_reason(Verdict.ACCEPTED)
    if form.validate_on_submit():
        try:
            accept_plan(current_actor(), plan, submission, form.reason.data or "")
        except OpenComments as refusal:
            text = _("%(n)s catatan “wajib diperbaiki” belum ditutup.", n=refusal.count)
            form.form_errors = [*form.form_errors, text]
        else:
            flash(_("Rencana aksi diterima dan kini dapat dibaca masyarakat."), "success")
            return redirect(url_for("plans.review", plan_id=plan.id))
    return _page(plan, submission, form, "accept")


def _page(plan: Plan, submission: Submission, form: DecisionForm, verdict: str) -> ResponseReturnValue:
    assignment = assignment_of(plan)
    return render_template(
        "plans/decide.html",
        form=form,
        plan=plan,
        submission=submission,
        comments=comments_of(plan),
        view=sheet_view(submission, submitted_document(submission, plan.state)),
        reader=assignment.reviewer_id if assignment else None,
        mine=current_actor().user_id,
        verdict=verdict,
    ), 422 if form.errors else 200


def _open(plan_id: str) -> tuple[Plan, Submission]:
    plan = open_plan(Permission.REVIEW_DECIDE, plan_id)
    submission = latest_submission(plan)
    if submission is None:
        abort(404)
    return plan, submission
