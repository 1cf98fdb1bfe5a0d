"""The ministry's own score on an answer."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, requires
from app.assessment.actions import score_as_ministry
from app.assessment.forms import MinistryForm
from app.assessment.routes.blueprint import bp
from app.assessment.routes.conflicts import showing_both
from app.assessment.routes.loading import open_sheet


@bp.post("/isian/<assessment_id>/<code>/nilai-kementerian")
@requires(Permission.ASSESSMENT_SCORE_MINISTRY)
def set_ministry_score(assessment_id: str, code: str) -> ResponseReturnValue:
    """Set or take away the ministry's score."""
    opened = open_sheet(Permission.ASSESSMENT_SCORE_MINISTRY, assessment_id)
    line = opened.line(code)
    form = MinistryForm()
    if not form.validate():
        return render_template("assessment/ministry_form.html", opened=opened, line=line, form=form), 422
    answer = line.stored
    page = url_for("assessment.answer", assessment_id=assessment_id, code=code)
    both = [(form.score, answer.ministry_score or ""), (form.reason, answer.ministry_reason)]
    with showing_both(both, page, answer.ministry_by):
        score_as_ministry(
            opened.actor,
            answer,
            int(form.score.data) if form.score.data else None,
            form.reason.data or "",
            seen_version=form.version.data,
            now=opened.now,
        )
    flash(_("Nilai kementerian untuk %(code)s disimpan.", code=code), "success")
    return redirect(page)
