"""Evidence: describe, replace, remove; what an OPD does with its own."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import requires
from app.assessment.actions import remove_evidence
from app.assessment.documents.actions import Described, describe_document, remove_document, replace_file
from app.assessment.documents.facts import facts_of
from app.assessment.documents.forms import EvidenceForm, ReplaceForm
from app.assessment.documents.queries import uses_of, versions_of
from app.assessment.models import Evidence
from app.assessment.queries import Line, user_names
from app.assessment.routes.blueprint import bp
from app.assessment.routes.conflicts import showing_both
from app.assessment.routes.loading import MAY_FILL, OpenedSheet, open_part
from app.db import db
from app.files import RefusedFile

UNPROCESSABLE = 422


@bp.route("/isian/<assessment_id>/<code>/bukti/<evidence_id>", methods=["GET", "POST"])
@requires(*MAY_FILL)
def edit_evidence(assessment_id: str, code: str, evidence_id: str) -> ResponseReturnValue:
    """Change title, date, issuer and period, once for every answer that shows the document."""
    opened, line, evidence = _find(assessment_id, code, evidence_id)
    form = EvidenceForm(version=evidence.version, title=evidence.title, **facts_of(evidence))
    if not form.validate_on_submit():
        return _page(opened, line, evidence, form=form), UNPROCESSABLE if form.errors else 200
    stored = [
        (form.title, evidence.title),
        *((form[name], value) for name, value in facts_of(evidence).items()),
    ]
    said = Described(form.title.data, **form.facts)
    with showing_both(stored, request.path):
        describe_document(
            opened.actor,
            opened.assessment,
            evidence,
            said,
            seen_version=form.version.data,
            now=opened.now,
        )
    flash(_("Keterangan bukti dukung disimpan."), "success")
    return redirect(_place(opened, line))


@bp.post("/isian/<assessment_id>/<code>/bukti/<evidence_id>/ganti")
@requires(*MAY_FILL)
def replace_evidence(assessment_id: str, code: str, evidence_id: str) -> ResponseReturnValue:
    """A newer file for the document; the earlier one stays in its history."""
    opened, line, evidence = _find(assessment_id, code, evidence_id)
    if evidence.file is None:
        abort(404)
    form = ReplaceForm()
    if not form.validate():
        return _page(opened, line, evidence, replacing=form), UNPROCESSABLE
    upload = form.file.data
    try:
        with showing_both([(form.file, evidence.file.original_name)], request.path):
            replace_file(
                opened.actor,
                opened.assessment,
                evidence,
                upload.stream,
                upload.filename,
                seen_version=form.version.data,
                note=(form.note.data or "").strip(),
                now=opened.now,
            )
    except RefusedFile as refusal:
        form.file.errors = [refusal.message]
        return _page(opened, line, evidence, replacing=form), UNPROCESSABLE
    flash(_("Berkas diganti. Versi sebelumnya tersimpan dalam riwayatnya."), "success")
    return redirect(_place(opened, line))


@bp.post("/isian/<assessment_id>/<code>/bukti/<evidence_id>/hapus")
@requires(*MAY_FILL)
def delete_evidence(assessment_id: str, code: str, evidence_id: str) -> ResponseReturnValue:
    """Take evidence from this answer, or the document from every answer that is open."""
    opened, line, evidence = _find(assessment_id, code, evidence_id)
    if request.form.get("everywhere") and evidence.removed_at is None:
        count = remove_document(opened.actor, opened.assessment, evidence, opened.now)
        text = ngettext(
            "Bukti dukung %(title)s dihapus dari %(num)s jawaban.",
            "Bukti dukung %(title)s dihapus dari %(num)s jawaban.",
            count,
            title=evidence.title,
        )
        flash(text, "success")
    else:
        remove_evidence(opened.actor, opened.assessment, line.spec, evidence, opened.now)
        flash(_("Bukti dukung %(title)s dihapus.", title=evidence.title), "success")
    return redirect(_place(opened, line))


def _page(
    opened: OpenedSheet,
    line: Line,
    evidence: Evidence,
    *,
    form: EvidenceForm | None = None,
    replacing: ReplaceForm | None = None,
) -> str:
    codes = {each.answer.id: each.spec.code for each in opened.sheet.lines if each.answer is not None}
    versions = versions_of(evidence, opened.assessment.id)
    return render_template(
        "assessment/evidence.html",
        opened=opened,
        assessment=opened.assessment,
        line=line,
        evidence=evidence,
        form=form
        or EvidenceForm(formdata=None, version=evidence.version, title=evidence.title, **facts_of(evidence)),
        replacing=replacing or ReplaceForm(formdata=None, version=evidence.version),
        codes=[
            codes[each.answer_id]
            for each in uses_of(evidence, opened.assessment.id)
            if each.answer_id in codes
        ],
        versions=versions,
        names=user_names([each.replaced_by for each in versions]),
    )


def _find(assessment_id: str, code: str, evidence_id: str) -> tuple[OpenedSheet, Line, Evidence]:
    opened = open_part(assessment_id)
    line = opened.line(code)
    evidence = db.session.get(Evidence, evidence_id)
    if evidence is None or line.answer is None or evidence.answer_id != line.answer.id:
        abort(404)
    return opened, line, evidence


def _place(opened: OpenedSheet, line: Line) -> str:
    return url_for("assessment.answer", assessment_id=opened.assessment.id, code=line.spec.code) + "#bukti"
