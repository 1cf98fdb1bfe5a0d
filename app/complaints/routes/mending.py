"""`/pengaduan/impor/<id>/ditolak.…`: the rejected rows as a file that is mended and uploaded again."""

from collections import defaultdict
from datetime import date, datetime

from flask.typing import ResponseReturnValue

from app.access import Permission, current_actor, fetch, requires
from app.complaints.exporting import Sheet, Value, attachment
from app.complaints.import_formats.fields import Cell
from app.complaints.import_formats.rejects import REASON, kept_cell
from app.complaints.labels import trouble_text
from app.complaints.models import ComplaintImport
from app.complaints.queries.imports import problems_of, rejected_of
from app.complaints.routes.blueprint import bp
from app.db import db


@bp.get("/impor/<import_id>/ditolak.<any(csv, xlsx):kind>")
@requires(Permission.COMPLAINT_IMPORT)
def export_rejected(import_id: str, kind: str) -> ResponseReturnValue:
    """The file's own columns in its own order, without reporters, and what is wrong with each row behind them."""
    made = fetch(current_actor(), Permission.COMPLAINT_IMPORT, ComplaintImport, import_id)
    reasons: dict[int, list[str]] = defaultdict(list)
    for problem in db.session.scalars(problems_of(made)):
        reasons[problem.row].append(f"{problem.column}: {trouble_text(problem.trouble, problem.params)}")
    rows = [
        [*(_value(cell, kind) for cell in row.cells), " ".join(reasons[row.row])]
        for row in db.session.scalars(rejected_of(made))
    ]
    # Not `_()`: the word must be recognised when the file comes back, whatever the language of the reader.
    sheet = Sheet("Ditolak", [], [*made.rejected_headings, REASON], rows)
    return attachment([sheet], "baris-ditolak", kind)


def _value(stored: Cell, kind: str) -> Value:
    """A kept cell as the file holds it; in text a moment keeps its seconds, in the order that is read here."""
    cell = kept_cell(stored)
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, datetime):
        return cell if kind == "xlsx" else f"{cell:%d/%m/%Y %H:%M:%S}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    found: Value = cell
    return found
