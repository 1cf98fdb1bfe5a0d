"""Answers that claim more than the complaint figures show: the OPD explains, the verifier settles."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, requires
from app.assessment.actions import accept_explanation, explain_flag
from app.assessment.forms import AcceptanceForm, ExplanationForm
from app.assessment.queries import Flag, flags_of
from app.assessment.routes.answer.page import UNPROCESSABLE, form_for, show
from app.assessment.routes.blueprint import bp
from app.assessment.routes.conflicts import showing_both
from app.assessment.routes.loading import OpenedSheet, open_sheet
from app.assessment.routes.verification import show_verification
from app.assessment.rules import Duty

ANCHOR = "angka-berbeda"


@bp.post("/isian/<assessment_id>/<code>/penjelasan")
@requires(Permission.ASSESSMENT_FILL, Permission.ASSESSMENT_FILL_GOVERNMENT)
def explain_difference(assessment_id: str, code: str) -> ResponseReturnValue:
    """Keep why the answer stands although a figure says less."""
    opened = open_sheet(Permission.ASSESSMENT_READ, assessment_id)
    line, flag = opened.line(code), _flag(opened, code)
    form = ExplanationForm()
    if not form.validate():
        return show(opened, line, form_for(line), explanation=form), UNPROCESSABLE
    back = url_for("assessment.answer", assessment_id=assessment_id, code=code, _anchor=ANCHOR)
    with showing_both([(form.explanation, flag.explanation)], back):
        explain_flag(
            opened.actor,
            opened.assessment,
            line,
            flag,
            form.explanation.data,
            seen_version=form.version.data,
            now=opened.now,
        )
    flash(_("Penjelasan disimpan. Pemverifikasi membacanya bersama jawaban Anda."), "success")
    return redirect(back)


@bp.post("/verifikasi/<assessment_id>/<code>/penjelasan")
@requires(Permission.ASSESSMENT_VERIFY, Permission.ASSESSMENT_SCORE_MINISTRY)
def accept_difference(assessment_id: str, code: str) -> ResponseReturnValue:
    """Let the claim stand, for a reason."""
    opened = open_sheet(Permission.ASSESSMENT_READ, assessment_id)
    line, flag = opened.line(code), _flag(opened, code)
    if flag.stored is None:
        abort(404)
    verifying = Duty.VERIFY in opened.standing.duties
    form = AcceptanceForm()
    if not form.validate():
        page = (
            show_verification(opened, line, acceptance=form)
            if verifying
            else show(opened, line, form_for(line), acceptance=form)
        )
        return page, UNPROCESSABLE
    endpoint = "assessment.verify_answer" if verifying else "assessment.answer"
    back = url_for(endpoint, assessment_id=assessment_id, code=code, _anchor=ANCHOR)
    with showing_both([(form.acceptance, flag.stored.settled_reason)], back):
        accept_explanation(
            opened.actor,
            opened.assessment,
            flag.stored,
            form.acceptance.data,
            seen_version=form.version.data,
            now=opened.now,
        )
    flash(_("Penjelasan diterima; alasan Anda tercatat."), "success")
    return redirect(back)


def _flag(opened: OpenedSheet, code: str) -> Flag:
    """The contradiction of this claim; 404 if there is none."""
    return flags_of(opened.assessment, opened.sheet, opened.now).get(code) or abort(404)
