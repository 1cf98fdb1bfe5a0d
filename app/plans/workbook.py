"""The matrix as a workbook to be filled in and brought back; `rules/workbook.py` reads it.

Every text is written as text, so nothing that a person typed can become a formula. Cells that say which line a row is
are hidden and locked.
"""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from flask_babel import gettext as _

from app.plans.labels import FIELD_LABELS, year_label
from app.plans.rules.cells import Cell, CellKind, CellWords, cells_of, show_cell
from app.plans.rules.workbook import FIRST_ROW, LEAD, MARK, PresentLine

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "Matriks"  # not translated: the upload looks for it
LISTS = "Daftar"
SPARE = 200  # empty rows for new lines
EXACT = 10**15  # a cell holds a number in double precision
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS = {
    CellKind.TEXT: 42,
    CellKind.LINE: 20,
    CellKind.CHOICE: 24,
    CellKind.CHOICES: 34,
    CellKind.NUMBER: 12,
    CellKind.MONEY: 18,
    CellKind.QUARTERS: 13,
}
# The form of a cell: what is typed into a text cell stays a text, so that 2.16 is no number.
_PATTERNS = {
    CellKind.NUMBER: "#,##0.####",
    CellKind.MONEY: "#,##0",
    CellKind.LINE: "@",
    CellKind.QUARTERS: "@",
}
_ALLOWED = {"format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True}


def cell_label(cell: Cell) -> str:
    """The heading of a column."""
    return year_label(cell.field, cell.year) if cell.year else str(FIELD_LABELS[cell.field])


def matrix_workbook(
    plan_id: str, instrument: str, title: str, lines: Sequence[PresentLine], words: CellWords
) -> bytes:
    """The workbook of these lines: the matrix, the instructions, and the names to choose from."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"title": title, "comments": "Renaksi"})
        sheet = book.add_worksheet(SHEET)
        _explain(book, title)
        ranges = _lists(book, words)
        _write(book, sheet, (plan_id, instrument), lines, words, ranges)
    return stream.getvalue()


def _write(
    book: Any,
    sheet: Any,
    names: tuple[str, str],
    lines: Sequence[PresentLine],
    words: CellWords,
    ranges: dict[str, str],
) -> None:
    cells = cells_of(words.years)
    head = book.add_format(
        {"bold": True, "bg_color": "#e4edf0", "border": 1, "text_wrap": True, "valign": "top"}
    )
    fixed = book.add_format({"bg_color": "#f1f5f6", "border": 1, "valign": "top"})
    looks = {cell.key: book.add_format(_look(cell)) for cell in cells}
    for place, text in enumerate((MARK, *names, *(cell.key for cell in cells))):
        sheet.write_string(0, place, text)
    for place, text in enumerate(("ID", _("Versi"), _("No."), *(cell_label(cell) for cell in cells))):
        sheet.write_string(1, place, text, head)
    last = FIRST_ROW - 1 + len(lines) + SPARE
    for place, cell in enumerate(cells, start=LEAD):
        sheet.set_column(place, place, _WIDTHS[cell.kind])
        _validate(sheet, place, last, cell, ranges)
    for row, line in enumerate(lines, start=FIRST_ROW - 1):
        sheet.write_string(row, 0, line.id, fixed)
        sheet.write_number(row, 1, line.version, fixed)
        sheet.write_number(row, 2, line.number, fixed)
        for place, cell in enumerate(cells, start=LEAD):
            _value(sheet, row, place, line, cell, words, looks[cell.key])
    for row in range(FIRST_ROW - 1 + len(lines), last):
        for place, cell in enumerate(cells, start=LEAD):
            sheet.write_blank(row, place, None, looks[cell.key])
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_column(0, 1, None, None, {"hidden": True})
    sheet.set_column(2, 2, 5)
    sheet.freeze_panes(FIRST_ROW - 1, LEAD + 2)
    sheet.protect("", _ALLOWED)
    sheet.set_landscape()
    sheet.set_paper(9)


def _look(cell: Cell) -> dict[str, Any]:
    look: dict[str, Any] = {
        "locked": False,
        "border": 1,
        "border_color": "#7d9099",
        "valign": "top",
        "text_wrap": True,
    }
    return look | ({"num_format": _PATTERNS[cell.kind]} if cell.kind in _PATTERNS else {})


def _value(
    sheet: Any, row: int, place: int, line: PresentLine, cell: Cell, words: CellWords, look: Any
) -> None:
    if cell.kind in (CellKind.NUMBER, CellKind.MONEY) and cell.year is not None:
        value = getattr(line.fields, cell.field).get(cell.year)
        if value is not None and _is_exact(Decimal(value)):
            sheet.write_number(row, place, float(value), look)
            return
    text = show_cell(line.fields, cell, words)
    if text:
        sheet.write_string(row, place, text, look)
    else:
        sheet.write_blank(row, place, None, look)


def _is_exact(value: Decimal) -> bool:
    """Whether a spreadsheet keeps every digit: else the number is written as a text, which the upload reads as well."""
    return abs(value) < EXACT and len(value.normalize().as_tuple().digits) <= 15


def _validate(sheet: Any, place: int, last: int, cell: Cell, ranges: dict[str, str]) -> None:
    first = FIRST_ROW - 1
    if cell.field in ranges:
        sheet.data_validation(
            first,
            place,
            last,
            place,
            {"validate": "list", "source": ranges[cell.field], "ignore_blank": True},
        )
    elif cell.kind is CellKind.CHOICES:
        sheet.data_validation(
            first,
            place,
            last,
            place,
            {"validate": "any", "input_message": _("Pisahkan nama OPD dengan titik koma.")},
        )
    elif cell.kind is CellKind.QUARTERS:
        sheet.data_validation(
            first, place, last, place, {"validate": "any", "input_message": _("Misalnya I, III atau II-IV.")}
        )
    elif cell.kind in (CellKind.NUMBER, CellKind.MONEY):
        sheet.data_validation(
            first,
            place,
            last,
            place,
            {
                "validate": "integer" if cell.kind is CellKind.MONEY else "decimal",
                "criteria": ">=",
                "value": 0,
                "error_type": "warning",
                "error_message": _("Isi dengan angka 0 atau lebih."),
            },
        )


def _lists(book: Any, words: CellWords) -> dict[str, str]:
    """The names to choose from on a sheet of their own, and where each list stands."""
    sheet = book.add_worksheet(LISTS)
    bold = book.add_format({"bold": True})
    ranges = {}
    for place, field in enumerate(("category_code", "fund_source", "responsible_unit_id", "indicator_id")):
        names = list(words.choices(field).values())
        sheet.set_column(place, place, 40)
        sheet.write_string(0, place, str(FIELD_LABELS[field]), bold)
        for row, name in enumerate(names, start=1):
            sheet.write_string(row, place, name)
        column = "ABCD"[place]
        ranges[field] = f"={LISTS}!${column}$2:${column}${len(names) + 1}"
    sheet.protect()
    return ranges


def _explain(book: Any, title: str) -> None:
    sheet = book.add_worksheet(_("Petunjuk"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100)
    lines = (
        title,
        _("Ubah isian di lembar Matriks, simpan sebagai XLSX, lalu unggah kembali di halaman matriks."),
        _("Sebelum apa pun disimpan, Renaksi menunjukkan setiap isian yang akan berubah."),
        _("Kegiatan baru: isi baris kosong di bawah baris terakhir; kategori dan kegiatan wajib diisi."),
        _(
            "Baris yang Anda hapus dari berkas ini tidak terhapus dari rencana. Hapus di Renaksi, dengan alasannya."
        ),
        _("Jangan menyalin seluruh baris: nomor pengenalnya ikut tersalin. Salin isiannya saja."),
        _("Anggaran dalam rupiah bulat. Isi 0 bila memang tanpa anggaran; kosong berarti belum ditentukan."),
        _("Triwulan ditulis I, II, III, IV; OPD pendukung dipisahkan titik koma."),
        _("Isian abu-abu dan lembar ini terkunci supaya setiap baris tetap dikenali."),
    )
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, wrapped)
    sheet.protect()


def problem_workbook(rows: Sequence[Sequence[str]], headings: Sequence[str]) -> bytes:
    """What could not be taken, a row each."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        sheet = book.add_worksheet(_("Kesalahan"))
        head = book.add_format({"bold": True, "bg_color": "#e4edf0", "border": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for number, (row, look) in enumerate([(headings, head), *((row, wrapped) for row in rows)]):
            for place, text in enumerate(row):
                sheet.write_string(number, place, text, look)
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 3, 44)
        sheet.freeze_panes(1, 0)
    return stream.getvalue()
