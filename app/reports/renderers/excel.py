"""Workbooks. Text is always written as text: what a person typed can never become a formula or a link."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

Value = str | int | float | Decimal | None

# A cell holds a number in double precision: a larger whole number would silently change its last digits.
EXACT = 10**15
LONGEST = 32_767  # characters of a cell
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and how its numbers look ("money", "number", "share", "")."""

    heading: str
    width: float = 16
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A worksheet: notes above, headings, rows, and rows of sums below, which are figures and not formulas."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[str] = ()
    sums: Sequence[Sequence[Value]] = field(default=())


_NUMBERS = {"money": "#,##0", "number": "#,##0.##", "share": "0.0%", "index": "0.00"}


def render_xlsx(
    tables: Sequence[Table], *, title: str, author: str, created: datetime | None = None
) -> bytes:
    """A workbook with one sheet per table, ready to print in landscape on A4; `created`: not now, but then."""
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties(
            {"title": title, "author": author, "comments": "Renaksi", "created": created or datetime.now(UTC)}
        )
        formats = _formats(book)
        taken: set[str] = set()
        for table in tables:
            _write(book.add_worksheet(sheet_name(table.name, taken)), table, formats)
    return stream.getvalue()


def _write(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for number, note in enumerate(table.notes):
        sheet.write_string(number, 0, note[:LONGEST], formats["title" if number == 0 else "note"])
    top = len(table.notes) + (1 if table.notes else 0)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(top, place, column.heading, formats["head"])
    sheet.repeat_rows(top)
    sheet.freeze_panes(top + 1, 0)
    for offset, row in enumerate(table.rows, start=top + 1):
        _row(sheet, offset, row, table.columns, formats, bold=False)
    for offset, row in enumerate(table.sums, start=top + 1 + len(table.rows)):
        _row(sheet, offset, row, table.columns, formats, bold=True)


def _row(
    sheet: Any,
    number: int,
    row: Sequence[Value],
    columns: Sequence[Column],
    formats: dict[str, Any],
    *,
    bold: bool,
) -> None:
    for place, value in enumerate(row):
        kind = columns[place].kind
        look = formats[f"{kind or 'text'}{'-sum' if bold else ''}"]
        if value is None:
            sheet.write_blank(number, place, None, look)
        elif isinstance(value, str):
            sheet.write_string(number, place, value[:LONGEST], look)
        elif isinstance(value, int) and abs(value) > EXACT:
            sheet.write_string(number, place, str(value), look)
        else:
            sheet.write_number(number, place, float(value), look)


def _formats(book: Any) -> dict[str, Any]:
    base = {"valign": "top", "border": 1, "border_color": "#7d9099", "text_wrap": True, "font_size": 9}
    total = {**base, "bold": True, "bg_color": "#f1f5f6"}
    made = {
        "title": book.add_format({"bold": True, "font_size": 12}),
        "note": book.add_format({"font_size": 9, "font_color": "#4a5c64"}),
        "head": book.add_format({**base, "bold": True, "bg_color": "#e4edf0", "valign": "vcenter"}),
        "text": book.add_format(base),
        "text-sum": book.add_format(total),
    }
    for kind, pattern in _NUMBERS.items():
        made[kind] = book.add_format({**base, "num_format": pattern, "align": "right"})
        made[f"{kind}-sum"] = book.add_format({**total, "num_format": pattern, "align": "right"})
    return made


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that a spreadsheet accepts: at most 31 characters, none of `[]:*?/\\`, each once."""
    plain = " ".join(name.translate(FORBIDDEN_IN_NAMES).split()).strip("'")[:31] or "Lembar"
    chosen, number = plain, 2
    while chosen.casefold() in taken:
        suffix = f" {number}"
        chosen, number = plain[: 31 - len(suffix)] + suffix, number + 1
    taken.add(chosen.casefold())
    return chosen
