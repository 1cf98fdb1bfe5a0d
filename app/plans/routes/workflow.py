"""The steps inside the government: approval and sending."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.plans.actions import (
    approve_plan,
    reopen_plan,
    request_approval,
    revise_plan,
    send_back,
    submit_plan,
    withdraw_request,
)
from app.plans.forms import ReasonForm
from app.plans.models import Plan
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.routes.overview import show
from app.web.idempotency import idempotent

UNPROCESSABLE = 422


@bp.post("/rencana-aksi/<plan_id>/minta-persetujuan")
@requires(Permission.PLAN_SUBMIT)
@idempotent
def request_approval_step(plan_id: str) -> ResponseReturnValue:
    """Hand the plan to the leader."""
    plan = open_plan(Permission.PLAN_SUBMIT, plan_id)
    request_approval(current_actor(), plan)
    flash(_("Pimpinan sudah diberi tahu. Rencana terkunci sampai ada keputusan."), "success")
    return _back(plan)


@bp.post("/rencana-aksi/<plan_id>/tarik")
@requires(Permission.PLAN_SUBMIT)
@idempotent
def withdraw_step(plan_id: str) -> ResponseReturnValue:
    """Take the plan back from the leader."""
    plan = open_plan(Permission.PLAN_SUBMIT, plan_id)
    withdraw_request(current_actor(), plan)
    flash(_("Permintaan persetujuan ditarik. Rencana dapat diubah kembali."), "success")
    return _back(plan)


@bp.post("/rencana-aksi/<plan_id>/setujui")
@requires(Permission.PLAN_APPROVE)
@idempotent
def approve_step(plan_id: str) -> ResponseReturnValue:
    """The leader approves."""
    plan = open_plan(Permission.PLAN_APPROVE, plan_id)
    approve_plan(current_actor(), plan)
    flash(_("Rencana aksi disetujui. Koordinator dapat mengirimnya."), "success")
    return _back(plan)


@bp.post("/rencana-aksi/<plan_id>/kembalikan")
@requires(Permission.PLAN_APPROVE)
@idempotent
def send_back_step(plan_id: str) -> ResponseReturnValue:
    """The leader wants changes."""
    plan = open_plan(Permission.PLAN_APPROVE, plan_id)
    form = ReasonForm()
    if not form.validate_on_submit():
        return show(plan, form), UNPROCESSABLE
    send_back(current_actor(), plan, form.reason.data)
    flash(_("Rencana dikembalikan kepada koordinator beserta alasannya."), "success")
    return _back(plan)


@bp.post("/rencana-aksi/<plan_id>/buka-kembali")
@requires(Permission.PLAN_SUBMIT)
@idempotent
def reopen_step(plan_id: str) -> ResponseReturnValue:
    """Change an approved plan after all."""
    plan = open_plan(Permission.PLAN_SUBMIT, plan_id)
    reopen_plan(current_actor(), plan)
    flash(_("Rencana dibuka kembali. Setelah diubah, mintalah persetujuan lagi."), "success")
    return _back(plan)


@bp.post("/rencana-aksi/<plan_id>/perbaiki")
@requires(Permission.PLAN_SUBMIT)
@idempotent
def revise_step(plan_id: str) -> ResponseReturnValue:
    """Begin to mend a returned plan."""
    plan = open_plan(Permission.PLAN_SUBMIT, plan_id)
    revise_plan(current_actor(), plan)
    flash(_("Perbaikan dimulai. Jawab setiap catatan, lalu minta persetujuan lagi."), "success")
    return redirect(url_for("plans.comments", plan_id=plan.id))


@bp.post("/rencana-aksi/<plan_id>/kirim")
@requires(Permission.PLAN_SUBMIT)
@idempotent
def submit_step(plan_id: str) -> ResponseReturnValue:
    """Send the plan to the ministry."""
    plan = open_plan(Permission.PLAN_SUBMIT, plan_id)
    submission = submit_plan(current_actor(), plan)
    flash(_("Rencana aksi terkirim. Simpan tanda terima ini."), "success")
    return redirect(url_for("plans.submission", submission_id=submission.id))


def _back(plan: Plan) -> ResponseReturnValue:
    return redirect(url_for("plans.overview", pemerintah=plan.government.code))
