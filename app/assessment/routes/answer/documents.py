"""Reading evidence: the file, what is shown of it in the page, its earlier versions, and where it is used."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import or_, select

from app.access import Permission, current_actor, requires, within
from app.assessment.documents.queries import uses_of, versions_of
from app.assessment.models import Answer, Assessment, Evidence
from app.assessment.preview_jobs import ask_for_preview
from app.assessment.queries import load_sheet, user_names
from app.assessment.queries.handed import handed_indicators, is_handed
from app.assessment.routes.blueprint import bp
from app.db import db
from app.files import send as send_file
from app.files.preview import Shown, look, send_picture

MOST_TRIES = 20  # looks, some seconds apart, until a page says that it takes long


@bp.get("/bukti/<evidence_id>")
@requires(Permission.EVIDENCE_READ, Permission.ASSESSMENT_CONTRIBUTE)
def download(evidence_id: str) -> ResponseReturnValue:
    """The file, as a download; evidence that was removed stays readable for whoever verifies an earlier receipt."""
    evidence, _assessment = _read(evidence_id)
    if evidence.file is None:
        abort(404)
    return send_file(evidence.file)


@bp.get("/bukti/<evidence_id>/pratinjau")
@requires(Permission.EVIDENCE_READ, Permission.ASSESSMENT_CONTRIBUTE)
def preview(evidence_id: str) -> ResponseReturnValue:
    """What can be shown of the file, as it is remembered; a page, or the part of one that asks for it (htmx)."""
    evidence, assessment = _read(evidence_id)
    return _glance(evidence, assessment, max(request.args.get("kali", 0, type=int), 0))


@bp.post("/bukti/<evidence_id>/pratinjau")
@requires(Permission.EVIDENCE_READ, Permission.ASSESSMENT_CONTRIBUTE)
def ask_preview(evidence_id: str) -> ResponseReturnValue:
    """Have it drawn in the background, if it is not remembered."""
    evidence, assessment = _read(evidence_id)
    if evidence.file is not None and look(evidence.file).shown is Shown.WAITING:
        ask_for_preview(evidence.file)
    if request.headers.get("HX-Request"):
        return _glance(evidence, assessment, 1)
    return redirect(url_for("assessment.preview", evidence_id=evidence_id, kali=1))


@bp.get("/bukti/<evidence_id>/pratinjau/gambar")
@requires(Permission.EVIDENCE_READ, Permission.ASSESSMENT_CONTRIBUTE)
def preview_picture(evidence_id: str) -> ResponseReturnValue:
    """The first page, or the picture, drawn anew; never the stranger's own bytes."""
    evidence, _assessment = _read(evidence_id)
    if evidence.file is None:
        abort(404)
    return send_picture(evidence.file)


@bp.get("/bukti/<evidence_id>/riwayat")
@requires(Permission.EVIDENCE_READ, Permission.ASSESSMENT_CONTRIBUTE)
def document_history(evidence_id: str) -> ResponseReturnValue:
    """What is known about a document: its dates, the answers that show it, who replaced it and when."""
    evidence, assessment = _read(evidence_id)
    actor = current_actor()
    whole = actor.may(Permission.EVIDENCE_READ, assessment.government_id, assessment.unit_id)
    sheet = load_sheet(assessment, among=None if whole else handed_indicators(actor, assessment))
    codes = {line.answer.id: line.spec.code for line in sheet.lines if line.answer}
    versions = versions_of(evidence, assessment.id)
    return render_template(
        "assessment/document_history.html",
        assessment=assessment,
        evidence=evidence,
        codes=[codes[each.answer_id] for each in uses_of(evidence, assessment.id) if each.answer_id in codes],
        versions=versions,
        names=user_names(
            [evidence.created_by, evidence.removed_by, *(each.replaced_by for each in versions)]
        ),
    )


@bp.get("/bukti/<evidence_id>/versi/<int:nomor>")
@requires(Permission.EVIDENCE_READ, Permission.ASSESSMENT_CONTRIBUTE)
def download_version(evidence_id: str, nomor: int) -> ResponseReturnValue:
    """An earlier file of the document, as a download."""
    evidence, assessment = _read(evidence_id)
    found = next((each for each in versions_of(evidence, assessment.id) if each.number == nomor), None)
    if found is None:
        abort(404)
    return send_file(found.file)


def _glance(evidence: Evidence, assessment: Assessment, tries: int) -> str:
    if evidence.file is None:
        abort(404)
    template = "parts/glance" if request.headers.get("HX-Request") else "document_preview"
    return render_template(
        f"assessment/{template}.html",
        assessment=assessment,
        evidence=evidence,
        glance=look(evidence.file),
        tries=tries,
        is_late=tries > MOST_TRIES,
    )


def _read(evidence_id: str) -> tuple[Evidence, Assessment]:
    """The evidence with its assessment, for whoever reads the answer that it proves."""
    actor = current_actor()
    statement = (
        select(Evidence, Assessment)
        .join(Answer, Answer.id == Evidence.answer_id)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .where(
            Evidence.id == evidence_id,
            or_(within(actor, Permission.EVIDENCE_READ, Assessment), is_handed(actor)),
        )
    )
    row = db.session.execute(statement).unique().one_or_none()
    if row is None:
        abort(404)
    return row[0], row[1]
