"""The assessment as a workbook: handed out, brought back, shown cell by cell, and only then taken over."""

import hashlib
from dataclasses import dataclass

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Permission, current_actor, fetch, requires
from app.assessment.actions.brought import finish_with
from app.assessment.actions.steps import take
from app.assessment.actions.workbook import AnswersMoved, take_workbook
from app.assessment.labels import REFUSAL_TEXTS
from app.assessment.models import Assessment
from app.assessment.queries import user_names
from app.assessment.queries.brought import content_of
from app.assessment.queries.standing import standing
from app.assessment.queries.workbook import OpenBook, open_book
from app.assessment.routes.blueprint import bp
from app.assessment.routes.words import subject_name
from app.assessment.rules import Duty, ForbiddenStep, Refusal, Step
from app.assessment.rules.workbook import Returned, RowFault, SheetDifference
from app.assessment.workbook.forms import WorkbookForm
from app.assessment.workbook.labels import part_label, problem_text, shown_part
from app.assessment.workbook.layout import assessment_book
from app.assessment.workbook.models import BroughtWorkbook
from app.assessment.workbook.names import book_stem
from app.assessment.workbook.reading import kind_of_content, read_returned
from app.assessment.workbook.rejects import rejected_book
from app.db import db, utc_now
from app.files import FileKind, Purpose, RefusedFile, StoredFile, discard, read, store
from app.files.workbook import kind_of_media, send_book
from app.web.forms import CreatingForm
from app.web.idempotency import idempotent

UNPROCESSABLE, CONFLICT = 422, 409


@dataclass(frozen=True)
class Brought:
    """A workbook that lies ready: its file and its rows, and whose answers it is held against."""

    assessment: Assessment
    id: str
    name: str
    sha256: str
    kind: FileKind
    returned: Returned
    handed: BroughtWorkbook | None  # by the coordinator; else this person's own upload

    def finish(self) -> None:
        """Nothing more is to be decided about it."""
        if self.handed is not None:
            finish_with(self.handed)
        else:
            discard(db.session.get_one(StoredFile, self.id))

    def open(self) -> OpenBook:
        """The answers as they are now."""
        return open_book(current_actor(), self.assessment, utc_now())


@bp.get("/isian/<assessment_id>/lembar.xlsx")
@requires(Permission.ASSESSMENT_READ)
def workbook_xlsx(assessment_id: str) -> Response:
    """The workbook to be filled in."""
    return _hand_out(assessment_id, FileKind.XLSX)


@bp.get("/isian/<assessment_id>/lembar.ods")
@requires(Permission.ASSESSMENT_READ)
def workbook_ods(assessment_id: str) -> Response:
    """The same workbook for LibreOffice."""
    return _hand_out(assessment_id, FileKind.ODS)


@bp.route("/isian/<assessment_id>/unggah", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_FILL, Permission.ASSESSMENT_FILL_GOVERNMENT)
@idempotent
def bring_workbook(assessment_id: str) -> ResponseReturnValue:
    """Take the file in; nothing is changed yet."""
    assessment = _own(assessment_id)
    form = WorkbookForm()
    if form.validate_on_submit():
        given = form.file.data
        try:
            stored = store(
                current_actor(),
                assessment.government_id,
                given.stream,
                given.filename or "",
                Purpose.WORKBOOK,
            )
        except RefusedFile as refused:
            form.file.errors = [refused.message]
        else:
            return redirect(
                url_for("assessment.workbook_preview", assessment_id=assessment.id, file_id=stored.id)
            )
    status = UNPROCESSABLE if form.errors else 200
    return render_template(
        "assessment/workbook_upload.html", assessment=assessment, form=form, refusal=_refusal(assessment)
    ), status


@bp.get("/isian/<assessment_id>/unggah/<file_id>")
@requires(Permission.ASSESSMENT_FILL, Permission.ASSESSMENT_FILL_GOVERNMENT)
def workbook_preview(assessment_id: str, file_id: str) -> ResponseReturnValue:
    """Every cell that would change, and every fault. Nothing is changed."""
    return _preview(_brought(assessment_id, file_id))


@bp.post("/isian/<assessment_id>/unggah/<file_id>/ambil")
@requires(Permission.ASSESSMENT_FILL, Permission.ASSESSMENT_FILL_GOVERNMENT)
@idempotent
def accept_workbook(assessment_id: str, file_id: str) -> ResponseReturnValue:
    """Take the good cells over, all at once; 409 with a fresh preview if the answers changed since."""
    brought = _brought(assessment_id, file_id)
    try:
        taken = take_workbook(
            current_actor(),
            brought.assessment,
            lambda: brought.open().difference(brought.returned),
            brought.open().specs,
            seal=request.form.get("seal", ""),
            overwrite=frozenset(request.form.getlist("overwrite")),
            sha256=brought.sha256,
            now=utc_now(),
        )
    except AnswersMoved:
        known: type[StoredFile | BroughtWorkbook] = StoredFile if brought.handed is None else BroughtWorkbook
        if db.session.get(known, file_id) is None:  # taken over in another window this very moment
            abort(404)
        return _preview(brought, moved=True)
    brought.finish()
    text = ngettext("%(num)s jawaban disimpan.", "%(num)s jawaban disimpan.", taken.answers)
    flash(text, "success")
    if taken.left:
        flash(_("%(n)s isian yang diubah orang lain dibiarkan.", n=taken.left), "info")
    return redirect(url_for("assessment.sheet", assessment_id=assessment_id))


@bp.get("/isian/<assessment_id>/unggah/<file_id>/ditolak")
@requires(Permission.ASSESSMENT_FILL, Permission.ASSESSMENT_FILL_GOVERNMENT)
def workbook_rejects(assessment_id: str, file_id: str) -> Response:
    """The rows that cannot be taken, with their reasons, as a workbook of the kind that was brought."""
    brought = _brought(assessment_id, file_id)
    opened = brought.open()
    difference = opened.difference(brought.returned)
    book = rejected_book(opened.told, difference, opened.present, opened.lines)
    return send_book(book, brought.kind, f"ditolak-{book_stem(brought.assessment)}")


@bp.post("/isian/<assessment_id>/unggah/<file_id>/buang")
@requires(Permission.ASSESSMENT_FILL, Permission.ASSESSMENT_FILL_GOVERNMENT)
def drop_workbook(assessment_id: str, file_id: str) -> ResponseReturnValue:
    """Forget a workbook without taking anything from it."""
    _brought(assessment_id, file_id).finish()
    flash(_("Berkas dibuang; jawaban tidak berubah."), "success")
    return redirect(url_for("assessment.sheet", assessment_id=assessment_id))


def _hand_out(assessment_id: str, kind: FileKind) -> Response:
    actor = current_actor()
    assessment = fetch(actor, Permission.ASSESSMENT_READ, Assessment, assessment_id)
    opened = open_book(actor, assessment, utc_now())
    return send_book(assessment_book(opened.told, opened.rows), kind, book_stem(assessment))


def _own(assessment_id: str) -> Assessment:
    """The assessment, if this person answers it; 404 if it is out of reach, 403 if others answer it."""
    actor = current_actor()
    assessment = fetch(actor, Permission.ASSESSMENT_READ, Assessment, assessment_id)
    if Duty.ANSWER not in standing(actor, assessment, utc_now()).duties:
        raise ForbiddenStep(Step.SAVE, Refusal.WRONG_DUTY)
    return assessment


def _refusal(assessment: Assessment) -> str:
    """Why nothing can be saved now; empty if it can."""
    try:
        take(current_actor(), assessment, Step.SAVE, utc_now())
    except ForbiddenStep as refused:
        return str(REFUSAL_TEXTS[refused.reason])
    return ""


def _brought(assessment_id: str, file_id: str) -> Brought:
    assessment = _own(assessment_id)
    actor = current_actor()
    handed = db.session.get(BroughtWorkbook, file_id)
    if handed is not None:
        if handed.assessment_id != assessment.id or handed.handed_at is None:
            abort(404)
        content = content_of(handed)
        kind = kind_of_content(content)
        returned = read_returned(content, kind)
        sha256 = hashlib.sha256(content).hexdigest()
        return Brought(assessment, handed.id, handed.name, sha256, kind, returned, handed)
    stored = db.session.get(StoredFile, file_id)
    # An address of this page must not open files that were given for something else, or by somebody else.
    if (
        stored is None
        or stored.purpose != Purpose.WORKBOOK.value
        or stored.government_id != assessment.government_id
        or stored.created_by != actor.user_id
    ):
        abort(404)
    kind = kind_of_media(stored.media_type) or FileKind.XLSX
    returned = read_returned(read(stored), kind)
    return Brought(assessment, stored.id, stored.original_name, stored.sha256, kind, returned, None)


def _preview(brought: Brought, *, moved: bool = False) -> ResponseReturnValue:
    opened = brought.open()
    difference = opened.difference(brought.returned)
    lines = opened.lines
    conflicted = [lines[item.present.asked.id] for item in difference.changed if item.is_conflict]
    return render_template(
        "assessment/workbook_preview.html",
        assessment=brought.assessment,
        brought=brought,
        difference=difference,
        moved=moved,
        refusal=_refusal(brought.assessment),
        form=CreatingForm(formdata=None),
        lines=lines,
        belongs_to=_belongs_to(difference),
        names=user_names([line.answer.self_by for line in conflicted if line.answer is not None]),
        part_label=part_label,
        problem_text=problem_text,
        shown_part=shown_part,
    ), CONFLICT if moved else 200


def _belongs_to(difference: SheetDifference) -> str:
    """Whose workbook it is, if it is another one of the same government."""
    for problem in difference.problems:
        if problem.fault is RowFault.OTHER_ASSESSMENT:
            other = db.session.get(Assessment, problem.value)
            return f"{subject_name(other)} · {other.round.title}" if other is not None else ""
    return ""
