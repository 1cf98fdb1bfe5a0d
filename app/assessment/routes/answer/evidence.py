"""Evidence: download, describe, remove."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import Permission, current_actor, requires, within
from app.assessment.actions import describe_evidence, remove_evidence
from app.assessment.forms import EvidenceForm
from app.assessment.models import Answer, Assessment, Evidence
from app.assessment.queries import Line
from app.assessment.routes.blueprint import bp
from app.assessment.routes.conflicts import showing_both
from app.assessment.routes.loading import OpenedSheet, open_sheet
from app.db import db
from app.files import send as send_file


@bp.get("/bukti/<evidence_id>")
@requires(Permission.EVIDENCE_READ)
def download(evidence_id: str) -> ResponseReturnValue:
    """The file, as a download; evidence that was removed stays readable for whoever verifies an earlier receipt."""
    statement = (
        select(Evidence)
        .join(Answer, Answer.id == Evidence.answer_id)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .where(Evidence.id == evidence_id, within(current_actor(), Permission.EVIDENCE_READ, Assessment))
    )
    evidence = db.session.scalars(statement).unique().one_or_none()
    if evidence is None or evidence.file is None:
        abort(404)
    return send_file(evidence.file)


@bp.route("/isian/<assessment_id>/<code>/bukti/<evidence_id>", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_FILL, Permission.ASSESSMENT_FILL_GOVERNMENT)
def edit_evidence(assessment_id: str, code: str, evidence_id: str) -> ResponseReturnValue:
    """Change title, date and issuing unit."""
    opened, line, evidence = _find(assessment_id, code, evidence_id)
    form = EvidenceForm(
        version=evidence.version,
        title=evidence.title,
        document_date=evidence.document_date,
        issuing_unit=evidence.issuing_unit,
    )
    if form.validate_on_submit():
        stored = [
            (form.title, evidence.title),
            (form.document_date, evidence.document_date),
            (form.issuing_unit, evidence.issuing_unit),
        ]
        with showing_both(stored, request.path):
            describe_evidence(
                opened.actor,
                opened.assessment,
                line.spec,
                evidence,
                title=form.title.data,
                document_date=form.document_date.data,
                issuing_unit=(form.issuing_unit.data or "").strip(),
                seen_version=form.version.data,
                now=opened.now,
            )
        flash(_("Keterangan bukti dukung disimpan."), "success")
        return redirect(_place(opened, line))
    status = 422 if form.errors else 200
    return render_template(
        "assessment/evidence.html", opened=opened, line=line, evidence=evidence, form=form
    ), status


@bp.post("/isian/<assessment_id>/<code>/bukti/<evidence_id>/hapus")
@requires(Permission.ASSESSMENT_FILL, Permission.ASSESSMENT_FILL_GOVERNMENT)
def delete_evidence(assessment_id: str, code: str, evidence_id: str) -> ResponseReturnValue:
    """Take evidence from the answer."""
    opened, line, evidence = _find(assessment_id, code, evidence_id)
    remove_evidence(opened.actor, opened.assessment, line.spec, evidence, opened.now)
    flash(_("Bukti dukung %(title)s dihapus.", title=evidence.title), "success")
    return redirect(_place(opened, line))


def _find(assessment_id: str, code: str, evidence_id: str) -> tuple[OpenedSheet, Line, Evidence]:
    opened = open_sheet(Permission.ASSESSMENT_READ, assessment_id)
    line = opened.line(code)
    evidence = db.session.get(Evidence, evidence_id)
    if evidence is None or line.answer is None or evidence.answer_id != line.answer.id:
        abort(404)
    return opened, line, evidence


def _place(opened: OpenedSheet, line: Line) -> str:
    return url_for("assessment.answer", assessment_id=opened.assessment.id, code=line.spec.code) + "#bukti"
