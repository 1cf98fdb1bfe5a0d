"""`/rencana-aksi/<plan>/lembar`: the matrix as a sheet, and the door that takes its changed cells."""

from collections.abc import Collection, Mapping
from typing import Any

from flask import Response, abort, json, render_template, request
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.db import keep_despite_error
from app.plans.actions.cells import CellAnswer, CellAnswers, CellEdit, Outcome, edit_cells
from app.plans.document_data import LineData
from app.plans.labels import FAULT_TEXTS, FIELD_LABELS, STATE_LABELS, year_label
from app.plans.models import Plan
from app.plans.queries import fields_of, matrix_of
from app.plans.queries.cells import cell_words
from app.plans.queries.compiling import questionnaire_of
from app.plans.queries.nomenclature import unknown_codes
from app.plans.queries.rows import line_rows
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.rules import WrongState, is_editable
from app.plans.rules.cells import Cell, CellKind, CellWords, cells_of, show_cell
from app.web.pagination import page_of

LINES_PER_SHEET = 100
MOST_EDITS = 2_000
CODE = "budget_code"  # what the nomenclature does not know is allowed, and said
LONGEST_TEXT = 5_000  # longer than any cell may be, so that the cell's own limit is what is told


@bp.get("/rencana-aksi/<plan_id>/lembar")
@requires(Permission.PLAN_EDIT)
def sheet(plan_id: str) -> str:
    """All lines with every cell, by category. Without a script each row leads to its form."""
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    questionnaire = questionnaire_of(plan)
    words, matrix = cell_words(plan, questionnaire), matrix_of(plan, questionnaire)
    wanted = request.args.get("kategori", "")
    page = page_of(
        [line for line in matrix.lines if wanted in ("", line.category_code)], per_page=LINES_PER_SHEET
    )
    cells = [cell for cell in cells_of(words.years) if cell.field != "category_code"]
    shown = {line.id for line in page.rows}
    return render_template(
        "plans/sheet.html",
        plan=plan,
        matrix=matrix,
        page=page,
        wanted=wanted,
        editable=is_editable(plan.state),
        columns=[(cell, column_label(cell)) for cell in cells],
        texts=_texts(plan, words, cells),
        choices=_choices(words),
        unknown=unknown_codes(line.budget_code for line in page.rows),
        others=_sums([line for line in matrix.lines if line.id not in shown], words.years),
        sums=_sums(list(matrix.lines), words.years),
        KIND=CellKind,
    )


@bp.post("/rencana-aksi/<plan_id>/lembar")
@requires(Permission.PLAN_EDIT)
def save_cells(plan_id: str) -> Response:
    """Take changed cells; answers for each what became of it. What was accepted stays, whatever else was not."""
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    edits = _edits(request.get_json(silent=True))
    words = cell_words(plan, questionnaire_of(plan))
    try:
        answers = edit_cells(current_actor(), plan, edits, words)
    except WrongState as error:
        told = _("Rencana sedang terkunci: %(state)s.", state=STATE_LABELS[error.state])
        return _json({"locked": str(told)}, 409)
    keep_despite_error()
    unknown = unknown_codes(answer.text for answer in answers.answers if answer.edit.key == CODE)
    return _json(
        {
            "cells": [_told(answer, unknown) for answer in answers.answers],
            "versions": answers.versions,
            "lines": answers.renewed,
        },
        _status(answers),
    )


def column_label(cell: Cell) -> str:
    """The heading of a column."""
    return year_label(cell.field, cell.year) if cell.year else str(FIELD_LABELS[cell.field])


def _texts(plan: Plan, words: CellWords, cells: list[Cell]) -> dict[str, list[str]]:
    rows = line_rows(plan, with_deleted=False)
    found = {}
    for line in rows.lines:
        fields = fields_of(line, rows.supporting[line.id])
        found[line.id] = [show_cell(fields, cell, words) for cell in cells]
    return found


def _choices(words: CellWords) -> dict[str, list[str]]:
    return {
        "fund_source": list(words.funds.values()),
        "responsible_unit_id": list(words.units.values()),
        "indicator_id": list(words.indicators.values()),
    }


def _sums(lines: list[LineData], years: tuple[int, ...]) -> dict[int, int]:
    return {year: sum(line.budgets[year] or 0 for line in lines) for year in years}


def _edits(sent: Any) -> list[CellEdit]:
    """The changes as the sheet sends them; 400 for anything else."""
    cells = sent.get("cells") if isinstance(sent, Mapping) else None
    if not isinstance(cells, list) or not 0 < len(cells) <= MOST_EDITS:
        abort(400)
    return [_one_edit(cell) for cell in cells]


def _one_edit(cell: Any) -> CellEdit:
    if not isinstance(cell, Mapping):
        abort(400)
    texts = [cell.get(name) for name in ("line", "cell", "text", "seen")]
    version = cell.get("version")
    if not all(isinstance(text, str) for text in texts) or type(version) is not int:
        abort(400)
    line, key, text, seen = texts
    return CellEdit(str(line), version, str(key), str(text)[:LONGEST_TEXT], str(seen))


def _told(answer: CellAnswer, unknown: Collection[str]) -> dict[str, Any]:
    return {
        "line": answer.edit.line_id,
        "cell": answer.edit.key,
        "outcome": answer.outcome.value,
        "mine": answer.edit.text,
        "text": answer.text,
        "message": str(_message(answer)),
        "note": _("Kode ini tidak ada dalam nomenklatur.")
        if answer.edit.key == CODE and answer.text in unknown
        else "",
    }


def _message(answer: CellAnswer) -> Any:
    if answer.outcome is Outcome.CONFLICT:
        return _("Isian ini sudah diubah orang lain.")
    if answer.outcome is Outcome.GONE:
        return _("Baris ini sudah dihapus dari rencana.")
    return FAULT_TEXTS[answer.fault] if answer.fault else ""


def _status(answers: CellAnswers) -> int:
    outcomes = {answer.outcome for answer in answers.answers}
    if outcomes & {Outcome.CONFLICT, Outcome.GONE}:
        return 409
    return 422 if Outcome.REFUSED in outcomes else 200


def _json(content: dict[str, Any], status: int) -> Response:
    return Response(json.dumps(content), status, mimetype="application/json")
