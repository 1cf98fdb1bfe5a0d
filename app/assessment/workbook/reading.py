"""From the bytes of a workbook that came back to what the rules hold against the answers."""

from app.assessment.rules.workbook import (
    BASE_SHEET,
    LONGEST,
    MOST_ROWS,
    SHEET,
    Handed,
    Part,
    Returned,
)
from app.assessment.rules.workbook.places import text_at
from app.files import FileKind
from app.files.table import SheetRows, TableLimits, UnreadableTable, read_rows, read_sheets

# Longer than any cell may be, so that the cell's own limit is what is told.
LIMITS = TableLimits(
    rows=MOST_ROWS + 10, columns=60, cell=LONGEST[Part.REASON] + 2_000, exact=True, sheet=SHEET
)
_HANDED = ("id", "version", Part.ANSWER.value, Part.REASON.value)


def read_returned(content: bytes, kind: FileKind) -> Returned:
    """The rows, what was handed out, and the formulas; nothing of what cannot be read as a workbook."""
    try:
        sheets = read_sheets(content, kind, (SHEET, BASE_SHEET), LIMITS)
        # Somebody may have given the sheet another name; then it is still the first one.
        answers = sheets.get(SHEET) or SheetRows(read_rows(content, kind, LIMITS))
    except UnreadableTable:
        return Returned(())
    base = sheets.get(BASE_SHEET, SheetRows([]))
    return Returned(tuple(answers.rows), _handed(base), answers.formulas)


def kind_of_content(content: bytes) -> FileKind:
    """XLSX or ODS, of bytes that were looked at before: LibreOffice's begin with their own media type."""
    is_open = content[:2] == b"PK" and b"opendocument.spreadsheet" in content[:200]
    return FileKind.ODS if is_open else FileKind.XLSX


def read_any(content: bytes) -> Returned:
    """The same of such bytes, whichever of the two they are."""
    return read_returned(content, kind_of_content(content))


def _handed(base: SheetRows) -> dict[str, Handed]:
    found: dict[str, Handed] = {}
    is_list = False
    for _number, cells in base.rows:
        if is_list and text_at(cells, 0):
            reason = cells[3] if len(cells) > 3 else ""
            found[text_at(cells, 0)] = Handed(text_at(cells, 2), reason)
        is_list = is_list or tuple(text_at(cells, place) for place in range(4)) == _HANDED
    return found
