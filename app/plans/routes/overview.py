"""The plan at a glance, its beginning, and what stands on its cover."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, check, current_actor, requires
from app.assessment.queries import current_round
from app.organisations.context import find_government
from app.organisations.models import Government
from app.plans.actions import carry_over, create_plan, rename_plan
from app.plans.actions.guards import hold
from app.plans.chapter_templates import default_title
from app.plans.forms import PlanForm, ReasonForm, RenameForm
from app.plans.models import Plan
from app.plans.queries import (
    comments_of,
    current_plan,
    doubts_in,
    matrix_of,
    plan_of_round,
    submissions_of,
    timeline,
    units_of_round,
)
from app.plans.queries.plans import other_plans, round_without_plan
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.rules import PlanState
from app.web.conflict import Difference, require_version
from app.web.idempotency import idempotent


@bp.get("/rencana-aksi")
@requires(Permission.PLAN_READ)
def overview() -> ResponseReturnValue:
    """State, whose turn it is, sums, and who is missing; or how to begin."""
    actor = current_actor()
    government = find_government(actor)
    if government is None:
        return redirect(url_for("plans.review_queue"))
    plan = current_plan(actor, government.id)
    if plan is None:
        return _nothing_yet(government)
    return show(plan, ReasonForm(formdata=None))


def show(plan: Plan, send_back_form: ReasonForm) -> str:
    """The page of a plan; the leader's reason stays in its form when it was refused."""
    actor = current_actor()
    return render_template(
        "plans/overview.html",
        government=plan.government,
        plan=plan,
        send_back_form=send_back_form,
        matrix=matrix_of(plan),
        units=units_of_round(plan.round_id),
        comments=comments_of(plan),
        submissions=submissions_of(plan),
        timeline=timeline(plan),
        doubts=_doubts(plan),
        next_round=round_without_plan(plan),
        others=other_plans(actor, plan),
        may=_rights(plan.government_id),
        own_units=sorted(actor.unit_ids),
    )


def _doubts(plan: Plan) -> int:
    """How many sentences of the narrative should be read again, while the text can still be changed or sent back."""
    within_reach = plan.state in (PlanState.DRAFTING, PlanState.AWAITING_APPROVAL)
    if not within_reach or not current_actor().may(Permission.PLAN_DISCUSS, plan.government_id):
        return 0
    return sum(len(found) for found in doubts_in(plan).values())


def _nothing_yet(government: Government) -> str:
    round_ = current_round(government.id)
    return render_template(
        "plans/empty.html", government=government, round=round_, may=_rights(government.id)
    )


def _rights(government_id: str) -> dict[str, bool]:
    """What the person who looks may do with this government's plan."""
    actor = current_actor()
    wanted = {
        "edit": Permission.PLAN_EDIT,
        "approve": Permission.PLAN_APPROVE,
        "submit": Permission.PLAN_SUBMIT,
        "answer": Permission.PLAN_ANSWER_COMMENT,
        "review": Permission.REVIEW_QUEUE,
        "propose": Permission.PROPOSAL_EDIT,
        "make_documents": Permission.REPORT_CREATE,
        "read_documents": Permission.REPORT_READ,
    }
    held = {name: actor.may(permission, government_id) for name, permission in wanted.items()}
    held["propose"] = bool(actor.unit_ids)
    return held


@bp.route("/rencana-aksi/baru", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
@idempotent
def new_plan() -> ResponseReturnValue:
    """Begin the plan of the current round."""
    actor = current_actor()
    government = find_government(actor)
    round_ = current_round(government.id) if government else None
    if government is None or round_ is None:
        return redirect(url_for("plans.overview"))
    check(actor, Permission.PLAN_EDIT, government.id)
    if plan_of_round(round_.id) is not None:
        flash(_("Rencana aksi untuk putaran ini sudah ada."), "info")
        return redirect(url_for("plans.overview"))
    form = PlanForm()
    earlier = current_plan(actor, government.id)
    if request.method == "GET":
        form.carry.data = earlier is not None
        years = tuple(current_app.config["PLAN_YEARS"])
        form.first_year.data, form.last_year.data = years[0], years[-1]
        form.title.data = default_title(government.name, years)
    if form.validate_on_submit():
        plan = create_plan(actor, round_, form.title.data, form.years)
        if earlier is not None and form.carry.data:
            carry_over(actor, plan, earlier)
            flash(_("Rencana aksi dibuat dari rencana sebelumnya. Tinjau setiap kegiatannya."), "success")
            return redirect(url_for("plans.matrix", plan_id=plan.id, terbuka=1))
        flash(_("Rencana aksi dibuat. Langkah berikutnya: susun kegiatannya."), "success")
        return redirect(url_for("plans.compile_page", plan_id=plan.id))
    return render_template(
        "plans/new_plan.html", form=form, round=round_, earlier=earlier
    ), 422 if form.errors else 200


@bp.route("/rencana-aksi/<plan_id>/sampul", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def rename(plan_id: str) -> ResponseReturnValue:
    """Change title, years and document number."""
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    form = RenameForm(
        title=plan.title,
        first_year=plan.years[0],
        last_year=plan.years[-1],
        document_number=plan.document_number,
        version=plan.version,
    )
    if form.validate_on_submit():
        hold(plan)
        shown = [
            Difference(str(form.title.label.text), form.title.data, plan.title),
            Difference(str(form.document_number.label.text), form.document_number.data, plan.document_number),
        ]
        require_version(
            plan,
            form.version.data,
            differences=shown,
            back_url=url_for("plans.rename", plan_id=plan.id),
        )
        rename_plan(current_actor(), plan, form.title.data, form.years, form.document_number.data)
        flash(_("Sampul rencana aksi disimpan."), "success")
        return redirect(url_for("plans.overview", pemerintah=plan.government.code))
    return render_template("plans/rename.html", form=form, plan=plan), 422 if form.errors else 200
