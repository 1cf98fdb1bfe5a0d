"""The workbook as XLSX. Every text is written as text, so nothing that a person typed can become a formula."""

import io
from typing import Any

import xlsxwriter

from app.files.possible import possible
from app.files.workbook.model import (
    LONGEST,
    OPEN_LOOKS,
    PATTERNS,
    Book,
    BookCell,
    BookRule,
    BookSheet,
    Look,
    RuleKind,
    letters,
)

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_ALLOWED = {"format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True}
_A4 = 9
_LONGEST_MESSAGE = 255
_FILLS = {Look.HEAD: "#e4edf0", Look.FIXED: "#f1f5f6", Look.NOTICE: "#fff4d6"}


def render_xlsx(book: Book) -> bytes:
    """The bytes of the workbook."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as made:
        made.set_properties({"title": possible(book.title), "comments": "Renaksi"})
        looks = {look: made.add_format(_look(look)) for look in Look}
        for sheet in book.all_sheets:
            _sheet(made.add_worksheet(sheet.name), book, sheet, looks)
    return stream.getvalue()


def _look(look: Look) -> dict[str, Any]:
    made: dict[str, Any] = {"text_wrap": True, "valign": "top", "locked": look not in OPEN_LOOKS}
    if look is not Look.PLAIN:
        made |= {"border": 1, "border_color": "#7d9099"}
    if look in _FILLS:
        made["bg_color"] = _FILLS[look]
    if look in PATTERNS:
        made["num_format"] = PATTERNS[look]
    return made | ({"bold": True} if look is Look.HEAD else {})


def _sheet(made: Any, book: Book, sheet: BookSheet, looks: dict[Look, Any]) -> None:
    for place, column in enumerate(sheet.columns):
        made.set_column(place, place, column.width, None, {"hidden": column.hidden})
    for number, row in enumerate(sheet.rows):
        for place, cell in enumerate(row):
            _cell(made, number, place, cell, looks[cell.look])
    for number in sheet.hidden_rows:
        made.set_row(number, None, None, {"hidden": True})
    for rule in sheet.rules:
        made.data_validation(rule.first, rule.column, rule.last, rule.column, _rule(book, rule))
    if sheet.freeze != (0, 0):
        made.freeze_panes(*sheet.freeze)
    made.protect("", _ALLOWED)
    made.set_landscape()
    made.set_paper(_A4)
    made.fit_to_pages(1, 0)
    if sheet.hidden:
        made.hide()


def _cell(made: Any, row: int, place: int, cell: BookCell, look: Any) -> None:
    if cell.is_number and cell.number is not None:
        made.write_number(row, place, float(cell.number), look)
    elif cell.text:
        made.write_string(row, place, possible(cell.text[:LONGEST]), look)
    else:
        made.write_blank(row, place, None, look)


def _rule(book: Book, rule: BookRule) -> dict[str, Any]:
    if rule.kind is RuleKind.LIST:
        column = letters(rule.source)
        source = f"={book.lists_name}!${column}$2:${column}${book.choices(rule.source) + 1}"
        told: dict[str, Any] = {"validate": "list", "source": source, "ignore_blank": True}
        return told | ({"error_message": rule.message[:_LONGEST_MESSAGE]} if rule.message else {})
    if rule.kind is RuleKind.HINT:
        return {"validate": "any", "input_message": rule.message[:_LONGEST_MESSAGE]}
    return {
        "validate": "integer" if rule.kind is RuleKind.WHOLE else "decimal",
        "criteria": ">=",
        "value": 0,
        "error_type": "warning",
        "error_message": rule.message[:_LONGEST_MESSAGE],
    }
