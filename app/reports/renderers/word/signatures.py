"""Signatures: one at the right, or two side by side in a table without lines."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from app.reports.renderers.word import styles
from app.reports.renderers.word.inline import Letters
from app.reports.renderers.word.reading import classes_of
from app.reports.renderers.word.tables import SIGNING, begun, with_attributes


def add_signatures(document: Any, element: Any, width: float) -> None:
    """Append who takes note at the left and who signs at the right, over `width` millimetres.

    The room to sign in is as high on both sides, and whatever stands above it ends on the same line: each side has
    three cells, what stands above, the room, and the name.
    """
    keep_what_stands_before(document)
    sides = [_rows_of(block) for block in element if "signature" in classes_of(block)]
    table = begun([width / len(sides)] * len(sides), bordered=False)
    document.element.body.insert(len(document.element.body) - 1, table)
    for number in range(3):
        table.append(
            _row(document, [side[number] for side in sides], width / len(sides), is_room=number == 1)
        )
    for cell in table.findall(f"{qn('w:tr')}[1]/{qn('w:tc')}"):
        Paragraph(cell.find(qn("w:p")), document._body).paragraph_format.space_before = Mm(8)
    document.add_paragraph().paragraph_format.space_after = Mm(2)


def keep_what_stands_before(document: Any) -> None:
    """A signature never stands alone on a page: the paragraph before it, or the last row of a table, comes along."""
    before = (
        document.element.body[-2] if len(document.element.body) > 1 else None
    )  # the last holds the measures
    if before is None or before.tag != qn("w:p"):
        return
    kept = [before]
    above = before.getprevious()
    if above is not None and above.tag == qn("w:tbl"):  # the paragraph is the room below a table
        kept += above.findall(qn("w:tr"))[-1].iter(qn("w:p"))
    for element in kept:
        Paragraph(element, document._body).paragraph_format.keep_with_next = True


def format_signed(paragraph: Any, element: Any) -> None:
    """Room before what is signed, and names in bold."""
    names = classes_of(element)
    if names & {"signature__room", "signature__line"}:
        paragraph.paragraph_format.space_before = Mm(SIGNING)
    if names & {"signature__name", "notice__title"}:
        for run in paragraph.runs:
            run.bold = True


def _rows_of(block: Any) -> tuple[list[Any], list[Any], list[Any]]:
    """What stands above the room, the room, and what stands below."""
    lines = list(block.iter("p"))
    room = next(place for place, line in enumerate(lines) if "signature__room" in classes_of(line))
    return lines[:room], [], lines[room + 1 :]


def _row(document: Any, cells: list[list[Any]], width: float, *, is_room: bool) -> Any:
    row, properties = OxmlElement("w:tr"), OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if is_room:
        properties.append(with_attributes("w:trHeight", val=round(SIGNING * 1440 / 25.4), hRule="exact"))
    row.append(properties)
    for lines in cells:
        row.append(_cell(document, lines, width))
    return row


def _cell(document: Any, lines: list[Any], width: float) -> Any:
    made, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    made.append(properties)
    properties.append(with_attributes("w:tcW", w=round(width * 1440 / 25.4), type="dxa"))
    for line in lines or [None]:
        element = OxmlElement("w:p")
        made.append(element)
        paragraph = Paragraph(element, document._body)
        paragraph.style = styles.SIGNATURE
        paragraph.paragraph_format.left_indent = Mm(0)
        if line is not None:
            Letters(paragraph).element(line)
            format_signed(paragraph, line)
            if "signature__line" in classes_of(line):
                _line_below(paragraph)
    return made


def _line_below(paragraph: Any) -> None:
    """A line to write the name on."""
    paragraph.paragraph_format.space_before = Mm(0)  # the room has a row of its own
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "17262C")):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)
