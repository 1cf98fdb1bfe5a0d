"""The matrix as a workbook: handed out, brought back, shown cell by cell, and only then taken over."""

from dataclasses import dataclass

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, fetch, requires
from app.db import db
from app.files import FileKind, Purpose, RefusedFile, StoredFile, discard, read, store
from app.files.table import SheetRows, TableLimits, UnreadableTable, read_rows, read_sheets
from app.files.workbook import kind_of_media, send_book
from app.plans.actions.workbook import MatrixMoved, take_workbook
from app.plans.forms.workbook import WorkbookForm
from app.plans.models import Plan
from app.plans.queries.cells import cell_words
from app.plans.queries.compiling import questionnaire_of
from app.plans.queries.nomenclature import unknown_codes
from app.plans.queries.workbook import present_lines
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.rules import is_editable
from app.plans.rules.cells import CellWords
from app.plans.rules.workbook import (
    BASE_SHEET,
    MOST_ROWS,
    SHEET,
    Handed,
    MatrixDifference,
    handed_out,
    matrix_difference,
)
from app.plans.workbook import matrix_book, rejected_book
from app.plans.workbook_labels import column_name, problem_text
from app.web.forms import CreatingForm
from app.web.idempotency import idempotent

# Longer texts than any cell may have, so that the cell's own limit is what is told.
LIMITS = TableLimits(rows=MOST_ROWS + 10, columns=120, cell=6_000, exact=True, sheet=SHEET)


@dataclass(frozen=True)
class Brought:
    """A workbook that lies ready: its file, its sheet (None: it has none), and what it is held against.

    `handed`: what its hidden sheet says was handed out.
    """

    plan: Plan
    stored: StoredFile
    sheet: SheetRows | None
    handed: Handed
    words: CellWords
    instrument: str

    def difference(self) -> MatrixDifference:
        """What it would change as the plan is now; a file that is no table is none of ours."""
        return matrix_difference(
            () if self.sheet is None else self.sheet.rows,
            self.plan.id,
            self.instrument,
            present_lines(self.plan, self.words),
            self.words,
            () if self.sheet is None else self.sheet.formulas,
            self.handed,
        )


@bp.get("/rencana-aksi/<plan_id>/matriks.xlsx")
@requires(Permission.PLAN_EDIT)
def matrix_xlsx(plan_id: str) -> Response:
    """The workbook to be filled in."""
    return _matrix(plan_id, FileKind.XLSX)


@bp.get("/rencana-aksi/<plan_id>/matriks.ods")
@requires(Permission.PLAN_EDIT)
def matrix_ods(plan_id: str) -> Response:
    """The same workbook for LibreOffice."""
    return _matrix(plan_id, FileKind.ODS)


def _matrix(plan_id: str, kind: FileKind) -> Response:
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    questionnaire = questionnaire_of(plan)
    words = cell_words(plan, questionnaire)
    book = matrix_book(plan.id, questionnaire.code, plan.title, present_lines(plan, words), words)
    return send_book(book, kind, f"matriks-{plan.government.code}")


@bp.route("/rencana-aksi/<plan_id>/unggah", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
@idempotent
def upload_matrix(plan_id: str) -> ResponseReturnValue:
    """Take the file in; nothing is changed yet."""
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    form = WorkbookForm()
    if form.validate_on_submit():
        given = form.file.data
        try:
            stored = store(
                current_actor(), plan.government_id, given.stream, given.filename or "", Purpose.WORKBOOK
            )
        except RefusedFile as refused:
            form.file.errors = [refused.message]
        else:
            return redirect(url_for("plans.matrix_preview", plan_id=plan.id, file_id=stored.id))
    return render_template(
        "plans/upload_matrix.html", plan=plan, form=form, editable=is_editable(plan.state)
    ), 422 if form.errors else 200


@bp.get("/rencana-aksi/<plan_id>/unggah/<file_id>")
@requires(Permission.PLAN_EDIT)
def matrix_preview(plan_id: str, file_id: str) -> ResponseReturnValue:
    """Every cell that would change, every new line, every fault. Nothing is changed."""
    return _preview(_brought(plan_id, file_id))


@bp.post("/rencana-aksi/<plan_id>/unggah/<file_id>/ambil")
@requires(Permission.PLAN_EDIT)
@idempotent
def take_matrix(plan_id: str, file_id: str) -> ResponseReturnValue:
    """Take the good rows over, all at once; 409 with a fresh preview if the plan changed since."""
    brought = _brought(plan_id, file_id)
    try:
        taken = take_workbook(
            current_actor(),
            brought.plan,
            brought.difference,
            seal=request.form.get("seal", ""),
            overwrite=frozenset(request.form.getlist("overwrite")),
            category_codes=tuple(brought.words.categories),
            sha256=brought.stored.sha256,
        )
    except MatrixMoved:
        if db.session.get(StoredFile, file_id) is None:  # taken over in another window this very moment
            abort(404)
        return _preview(brought, moved=True)
    discard(brought.stored)
    flash(
        _("%(changed)s kegiatan diubah, %(added)s ditambahkan.", changed=taken.changed, added=taken.added),
        "success",
    )
    if taken.left:
        flash(_("%(n)s isian yang diubah orang lain dibiarkan.", n=taken.left), "info")
    return redirect(url_for("plans.matrix", plan_id=brought.plan.id))


@bp.get("/rencana-aksi/<plan_id>/unggah/<file_id>/kesalahan")
@requires(Permission.PLAN_EDIT)
def matrix_problems(plan_id: str, file_id: str) -> Response:
    """The rows that cannot be taken, with their reasons, as a workbook of the kind that was brought."""
    brought = _brought(plan_id, file_id)
    difference = brought.difference()
    years = brought.words.years
    texts = [
        (problem.row, column_name(problem.key, years), problem.value, problem_text(problem))
        for problem in difference.problems
    ]
    plan = brought.plan
    book = rejected_book(plan.id, brought.instrument, plan.title, difference, brought.words, texts)
    kind = kind_of_media(brought.stored.media_type) or FileKind.XLSX
    return send_book(book, kind, f"ditolak-matriks-{plan.government.code}")


def _preview(brought: Brought, *, moved: bool = False) -> ResponseReturnValue:
    difference = brought.difference()
    years = brought.words.years
    return render_template(
        "plans/matrix_preview.html",
        plan=brought.plan,
        stored=brought.stored,
        difference=difference,
        moved=moved,
        editable=is_editable(brought.plan.state),
        form=CreatingForm(formdata=None),
        columns={cell: column_name(cell, years) for cell in _keys(difference)},
        categories=brought.words.categories,
        unknown=_unknown(difference),
        problem_text=problem_text,
    ), 409 if moved else 200


def _keys(difference: MatrixDifference) -> set[str]:
    changed = {cell.key for item in difference.changed for cell in item.cells}
    return changed | {problem.key for problem in difference.problems}


def _unknown(difference: MatrixDifference) -> frozenset[str]:
    changed = (cell.after for item in difference.changed for cell in item.cells if cell.key == "budget_code")
    return unknown_codes([*changed, *(item.fields.budget_code for item in difference.added)])


def _brought(plan_id: str, file_id: str) -> Brought:
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    stored = fetch(current_actor(), Permission.PLAN_EDIT, StoredFile, file_id)
    # An address of this page must not open files that were given for something else, or by somebody else.
    ours = stored.purpose == Purpose.WORKBOOK.value and stored.government_id == plan.government_id
    if not ours or stored.created_by != current_actor().user_id:
        abort(404)
    questionnaire = questionnaire_of(plan)
    sheet, handed = _sheets(stored)
    return Brought(plan, stored, sheet, handed, cell_words(plan, questionnaire), questionnaire.code)


def _sheets(stored: StoredFile) -> tuple[SheetRows | None, Handed]:
    """The matrix, and what was handed out; nothing of what cannot be read as a workbook."""
    kind = kind_of_media(stored.media_type)
    if kind is None:
        return None, {}
    try:
        content = read(stored)
        found = read_sheets(content, kind, (SHEET, BASE_SHEET), LIMITS)
        # Somebody may have given the sheet another name; then it is still the first one.
        matrix = found.get(SHEET) or SheetRows(read_rows(content, kind, LIMITS))
    except UnreadableTable:
        return None, {}
    base = found.get(BASE_SHEET)
    return matrix, handed_out(base.rows) if base is not None else {}
