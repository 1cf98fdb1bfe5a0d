"""Rows of an XLSX workbook."""

import importlib
import io
import re
import zipfile
from typing import Any

import python_calamine

bounds = importlib.import_module("bounds")
MOST_MERGES = 20_000
MOST_SHEETS = 50
# Workbooks that were begun on an old Macintosh count days from 1904.
_FROM_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true)[\"']")


def spread(merges: Any, most_rows: int) -> dict[int, dict[int, tuple[int, int]]]:
    """For cells merged over several rows: row → column → the cell that holds their value."""
    found: dict[int, dict[int, tuple[int, int]]] = {}
    for (top, left), (bottom, _right) in (merges or [])[:MOST_MERGES]:
        for row in range(top + 1, min(bottom, top + most_rows) + 1):
            found.setdefault(row, {})[left] = (top, left)
    return found


class Merges:
    """The values of cells merged over several rows, repeated in the rows below the first."""

    def __init__(self, ranges: Any, left: int, most_rows: int) -> None:
        self.left = left
        self.below = spread(ranges, most_rows)
        self.columns_of: dict[int, set[int]] = {}
        for columns in self.below.values():
            for row, column in columns.values():
                self.columns_of.setdefault(row, set()).add(column)
        self.kept: dict[tuple[int, int], Any] = {}

    def fill(self, row: int, cells: list[Any]) -> None:
        """Remember the values that this row shares with those below, and take over those from above."""
        for column in self.columns_of.get(row, ()):
            self.kept[row, column] = cells[column - self.left]
        for column, source in self.below.get(row, {}).items():
            cells[column - self.left] = self.kept.get(source, "")


def largest_sheet(book: Any) -> tuple[list[str], Any]:
    """The names of the visible sheets, and the one with the most cells."""
    names = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == python_calamine.SheetVisibleEnum.Visible
        and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    sheets = [book.get_sheet_by_name(name) for name in names[:MOST_SHEETS]]
    filled = [sheet for sheet in sheets if sheet.start is not None]
    if not filled:
        raise bounds.Refused("empty")
    return names, max(filled, key=lambda sheet: sheet.height * sheet.width)


def read(data: bytes, within: Any, out: Any) -> None:
    """Write the rows of the visible sheet with the most cells."""
    try:
        names, sheet = largest_sheet(python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)))
    except python_calamine.PasswordError:
        raise bounds.Refused("protected") from None
    top, left = sheet.start
    if sheet.height > within.rows:
        raise bounds.Refused("too_many_rows")
    if sheet.width + left > within.columns:
        raise bounds.Refused("too_many_columns")
    out.head(names, sheet.name, 1904 if counts_from_1904(data) else 1900)
    merges = Merges(sheet.merged_cell_ranges, left, within.rows)
    indent = [""] * left
    # The blank rows above the first filled one come along, the blank columns beside it do not.
    for index, cells in enumerate(sheet.iter_rows()):
        if index >= top:
            merges.fill(index, cells)
            out.row(index + 1, indent + cells)


def counts_from_1904(data: bytes) -> bool:
    """Whether bare numbers of days mean days since 1904."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _FROM_1904.search(archive.read("xl/workbook.xml")) is not None
