"""Check, submit, receipt."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.assessment.actions import Incomplete, submit, withdraw
from app.assessment.measuring import compute_all, figures_beside
from app.assessment.queries import find_receipt, flags_of, receipts_of, user_names
from app.assessment.queries.deadlines import how_busy
from app.assessment.routes.blueprint import bp
from app.assessment.routes.loading import open_sheet
from app.assessment.rules import ForbiddenStep, Refusal
from app.db import db, new_id
from app.organisations.models import Government
from app.web.idempotency import idempotent


@bp.get("/isian/<assessment_id>/periksa")
@requires(Permission.ASSESSMENT_READ)
def check_page(assessment_id: str) -> str:
    """Everything that is missing, with links; the place to submit from."""
    opened = open_sheet(Permission.ASSESSMENT_READ, assessment_id)
    measured = [line.spec for line in opened.sheet.lines if line.spec.is_measured]
    beside = figures_beside(opened.assessment, opened.now)
    computed = compute_all(opened.assessment, measured, opened.now, beside)
    return render_template(
        "assessment/check.html",
        opened=opened,
        assessment=opened.assessment,
        sheet=opened.sheet,
        standing=opened.standing,
        lacking=[line for line in opened.sheet.lines if line.blocking],
        computed=computed,
        flags=flags_of(opened.assessment, opened.sheet, opened.now, beside),
        busy=how_busy(opened.now),
        idempotency_key=new_id(),
    )


@bp.post("/isian/<assessment_id>/kirim")
@requires(Permission.ASSESSMENT_FILL, Permission.ASSESSMENT_FILL_GOVERNMENT)
@idempotent
def send(assessment_id: str) -> ResponseReturnValue:
    """Submit; a second click leads to the same receipt."""
    opened = open_sheet(Permission.ASSESSMENT_READ, assessment_id)
    try:
        receipt = submit(opened.actor, opened.assessment, opened.now)
    except Incomplete:
        flash(_("Belum dapat dikirim: masih ada jawaban yang belum lengkap."), "warning")
        return redirect(url_for("assessment.check_page", assessment_id=assessment_id))
    except ForbiddenStep as refusal:
        # Somebody whose line broke before the receipt came, and who tries again: it arrived.
        sent = receipts_of(opened.assessment)
        if refusal.reason is not Refusal.WRONG_STATE or not sent:
            raise
        flash(_("Asesmen ini sudah diterima dengan nomor %(number)s.", number=sent[0].number), "info")
        return redirect(url_for("assessment.receipt", receipt_id=sent[0].id))
    return redirect(url_for("assessment.receipt", receipt_id=receipt.id))


@bp.post("/isian/<assessment_id>/tarik")
@requires(Permission.ASSESSMENT_FILL_GOVERNMENT)
def take_back(assessment_id: str) -> ResponseReturnValue:
    """Open the government's own answers again."""
    opened = open_sheet(Permission.ASSESSMENT_READ, assessment_id)
    withdraw(opened.actor, opened.assessment, opened.now)
    flash(_("Jawaban pemerintah daerah dibuka kembali. Kirim lagi setelah diperbarui."), "success")
    return redirect(url_for("assessment.sheet", assessment_id=assessment_id))


@bp.get("/tanda-terima/<receipt_id>")
@requires(Permission.ASSESSMENT_READ)
def receipt(receipt_id: str) -> str:
    """A receipt, made to be printed."""
    found = find_receipt(current_actor(), receipt_id)
    if found is None:
        abort(404)
    government = db.session.get(Government, found.government_id)
    return render_template(
        "assessment/receipt.html",
        receipt=found,
        assessment=found.assessment,
        government=government,
        names=user_names([found.submitted_by]),
    )
