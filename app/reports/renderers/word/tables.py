"""Tables: column widths, merged cells, heads that are repeated on every page, rows that stay whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from app.reports.renderers.word.inline import Letters, Look
from app.reports.renderers.word.reading import classes_of
from app.reports.renderers.word.styles import CELL, CELL_HEAD

HEAD_FILL, SUM_FILL, LINE = "E4EDF0", "F1F5F6", "7D9099"
_COLUMN = re.compile(r"\bc(\d+)\b")
_RIGHT = {"number", "year"}
_BARE = {"tiles", "parties"}  # without lines
SIGNING = 20  # mm: room for a hand


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of the grid. `merged`: it belongs to the cell above."""

    element: Any
    span: int
    begins_down: bool = False
    merged: bool = False


def add_table(document: Any, table: Any, width: float) -> None:
    """Append a table over `width` millimetres."""
    rows = list(_rows(table))
    grid = list(_grid(row for row, _head in rows))
    columns = max((sum(slot.span for slot in slots) for slots in grid), default=0)
    if not columns:
        return
    widths = _widths(table, columns, width)
    made = begun(widths, bordered=not _BARE & classes_of(table))
    body = document.element.body
    body.insert(len(body) - 1, made)  # the last element holds the page's measures
    for (row, is_head), slots in zip(rows, grid, strict=True):
        made.append(_row(document, row, slots, widths, is_head=is_head))
    document.add_paragraph().paragraph_format.space_after = Mm(2)


def begun(widths: list[float], *, bordered: bool) -> Any:
    """A table without rows; `widths` of its columns in millimetres."""
    made = OxmlElement("w:tbl")
    made.append(_properties(bordered=bordered))
    made.append(_columns(widths))
    return made


def _rows(table: Any) -> Iterator[tuple[Any, bool]]:
    for row in table.iter("tr"):
        yield row, row.getparent().tag == "thead"


def _grid(rows: Iterator[Any]) -> Iterator[list[Slot]]:
    """Each row's cells with those that hang down from above."""
    hanging: dict[int, tuple[int, int, Any]] = {}  # column → rows left, span, the cell
    for row in rows:
        slots: list[Slot] = []
        column = 0
        cells = iter([cell for cell in row if cell.tag in ("td", "th")])
        while True:
            if column in hanging:
                left, span, above = hanging.pop(column)
                slots.append(Slot(above, span, merged=True))
                if left > 1:
                    hanging[column] = (left - 1, span, above)
                column += span
                continue
            cell = next(cells, None)
            if cell is None:
                break
            span, down = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
            slots.append(Slot(cell, span, begins_down=down > 1))
            if down > 1:
                hanging[column] = (down - 1, span, cell)
            column += span
        yield slots


def _widths(table: Any, columns: int, width: float) -> list[float]:
    """Millimetres by column, from the classes that say half percents; equal parts without them."""
    found = [match for each in table.iter("col") if (match := _COLUMN.search(each.get("class", "")))]
    if len(found) != columns:
        return [width / columns] * columns
    shares = [int(match[1]) for match in found]
    return [width * share / sum(shares) for share in shares]


def _row(document: Any, row: Any, slots: list[Slot], widths: list[float], *, is_head: bool) -> Any:
    made = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    if "room" in classes_of(row):
        properties.append(with_attributes("w:trHeight", val=_twips(SIGNING), hRule="atLeast"))
    made.append(properties)
    is_sum = bool({"sum", "sum--all"} & classes_of(row))
    column = 0
    for slot in slots:
        cell = _cell(
            slot,
            sum(widths[column : column + slot.span]),
            HEAD_FILL if is_head else SUM_FILL if is_sum else "",
        )
        made.append(cell)
        _write(document, cell, slot, is_head=is_head, bold=is_sum)
        column += slot.span
    return made


def _cell(slot: Slot, width: float, fill: str) -> Any:
    made = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    made.append(properties)
    properties.append(with_attributes("w:tcW", w=_twips(width), type="dxa"))
    if slot.span > 1:
        properties.append(with_attributes("w:gridSpan", val=slot.span))
    if slot.begins_down:
        properties.append(with_attributes("w:vMerge", val="restart"))
    if slot.merged:
        properties.append(OxmlElement("w:vMerge"))
    if fill:
        properties.append(with_attributes("w:shd", val="clear", color="auto", fill=fill))
    return made


def _write(document: Any, cell: Any, slot: Slot, *, is_head: bool, bold: bool) -> None:
    element = OxmlElement("w:p")
    cell.append(element)
    paragraph = Paragraph(element, document._body)
    paragraph.style = CELL_HEAD if is_head else CELL
    if slot.merged:
        return
    classes = classes_of(slot.element)
    if classes & _RIGHT and not is_head:
        paragraph.alignment = ALIGN.RIGHT
    elif "centre" in classes:
        paragraph.alignment = ALIGN.CENTER
    Letters(paragraph).element(slot.element, Look(bold=bold))


def _properties(*, bordered: bool) -> Any:
    made = OxmlElement("w:tblPr")
    made.append(with_attributes("w:tblW", w=5000, type="pct"))
    if bordered:
        borders = OxmlElement("w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            borders.append(with_attributes(f"w:{side}", val="single", sz=4, space=0, color=LINE))
        made.append(borders)
    made.append(with_attributes("w:tblLayout", type="fixed"))
    margins = OxmlElement("w:tblCellMar")
    for side, room in (("top", 0.8), ("left", 1.2), ("bottom", 0.8), ("right", 1.2)):
        margins.append(with_attributes(f"w:{side}", w=_twips(room), type="dxa"))
    made.append(margins)
    return made


def _columns(widths: list[float]) -> Any:
    made = OxmlElement("w:tblGrid")
    for width in widths:
        made.append(with_attributes("w:gridCol", w=_twips(width)))
    return made


def with_attributes(name: str, **values: object) -> Any:
    """An element of Word's own names, "w:tcW", with attributes."""
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)
