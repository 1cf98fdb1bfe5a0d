"""A workbook in the hands of somebody with a library: read, typed over, saved as that library saves it."""

import io
from collections.abc import Mapping
from typing import Any

import odfdo
import xlsxwriter
from python_calamine import CalamineWorkbook

from app.files import FileKind

ANSWERS = "Jawaban"
KEYS, FIRST = 0, 2  # the hidden row that names the columns, and the first question; from 0

Typed = Mapping[tuple[str, str], object]  # (code of the question, key of the column) → what is typed


def typed_over(content: bytes, kind: FileKind, typed: Typed) -> bytes:
    """The workbook with these cells typed over."""
    return (_xlsx if kind is FileKind.XLSX else _ods)(content, typed)


def cells_of(content: bytes) -> dict[tuple[str, str], tuple[int, int]]:
    """Where each cell that may be written stands: (code, key) → (row, column) from 0."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(ANSWERS).to_python()
    places = {key: place for place, key in enumerate(rows[KEYS]) if key in ("answer", "reason", "link")}
    return {
        (str(cells[2]), str(key)): (number, place)
        for number, cells in enumerate(rows[FIRST:], start=FIRST)
        for key, place in places.items()
    }


def _xlsx(content: bytes, typed: Typed) -> bytes:
    """Every sheet is written anew, as libraries do that read a file into a table and write it back."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    places = {place: typed[name] for name, place in cells_of(content).items() if name in typed}
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False}) as made:
        looks = {"date": made.add_format({"num_format": "yyyy-mm-dd"})}
        for name in book.sheet_names:
            sheet = made.add_worksheet(name)
            for number, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False)):
                for place, value in enumerate(cells):
                    new = places.get((number, place), value) if name == ANSWERS else value
                    _write(sheet, number, place, new, looks)
    return stream.getvalue()


def _write(sheet: Any, row: int, column: int, value: object, looks: Mapping[str, object]) -> None:
    if isinstance(value, str):
        if value:
            sheet.write_string(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_datetime(row, column, value, looks["date"])


def _ods(content: bytes, typed: Typed) -> bytes:
    """The cells are changed in place, everything else stays as it was."""
    book = odfdo.Document(io.BytesIO(content))
    sheet: Any = book.body.get_table(name=ANSWERS)
    for name, (row, column) in cells_of(content).items():
        if name in typed:
            sheet.set_value((column, row), typed[name] if typed[name] != "" else None)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
