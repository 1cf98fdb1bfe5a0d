"""Objecting to a verified score, and deciding on it."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, requires
from app.assessment.actions import decide_objection, object_to
from app.assessment.queries.verifying import objection_to
from app.assessment.routes.blueprint import bp
from app.assessment.routes.conflicts import showing_both
from app.assessment.routes.loading import open_sheet
from app.assessment.verifying.forms import ObjectionDecisionForm, ObjectionForm
from app.web.idempotency import idempotent


@bp.post("/isian/<assessment_id>/<code>/keberatan")
@requires(Permission.ASSESSMENT_FILL)
@idempotent
def raise_objection(assessment_id: str, code: str) -> ResponseReturnValue:
    """Object, once."""
    opened = open_sheet(Permission.ASSESSMENT_FILL, assessment_id)
    line = opened.line(code)
    form = ObjectionForm()
    back = url_for("assessment.answer", assessment_id=assessment_id, code=code)
    if line.answer is None:
        abort(404)
    if not form.validate():
        return _again(opened, line, form, _("Ajukan keberatan atas %(code)s", code=code), back), 422
    object_to(opened.actor, line.stored, form.objection.data, opened.now)
    flash(_("Keberatan diajukan. Koordinator sudah diberi tahu."), "success")
    return redirect(back)


@bp.post("/verifikasi/<assessment_id>/<code>/keberatan")
@requires(Permission.ASSESSMENT_VERIFY)
def settle_objection(assessment_id: str, code: str) -> ResponseReturnValue:
    """Decide on an objection."""
    opened = open_sheet(Permission.ASSESSMENT_VERIFY, assessment_id)
    line = opened.line(code)
    objection = objection_to(line.answer) if line.answer is not None else None
    if objection is None:
        abort(404)
    form = ObjectionDecisionForm()
    back = url_for("assessment.verify_answer", assessment_id=assessment_id, code=code)
    if not form.validate():
        return _again(opened, line, form, _("Putuskan keberatan atas %(code)s", code=code), back), 422
    both = [(form.decided_score, objection.decided_score), (form.decision, objection.decision_reason)]
    with showing_both(both, back, objection.decided_by):
        decide_objection(
            opened.actor,
            objection,
            int(form.decided_score.data),
            form.decision.data,
            seen_version=form.version.data,
            now=opened.now,
        )
    flash(_("Keberatan diputuskan. OPD sudah diberi tahu."), "success")
    return redirect(back)


def _again(opened: object, line: object, form: object, title: str, back: str) -> str:
    return render_template(
        "assessment/form_again.html", opened=opened, line=line, form=form, title=title, back=back
    )
