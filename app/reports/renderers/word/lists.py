"""Lists, each numbered list beginning at 1 again."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from app.reports.renderers.word.inline import Letters

DEEPEST = 3  # Word brings three styles of each kind


def add_list(document: Any, element: Any, depth: int = 1) -> None:
    """Append a list with the lists inside it."""
    numbered = element.tag == "ol"
    style = "List Number" if numbered else "List Bullet"
    if depth > 1:
        style += f" {min(depth, DEEPEST)}"
    number = _restarted(document, style) if numbered else None
    for item in element:
        if item.tag != "li":
            continue
        inner = [child for child in item if child.tag in ("ul", "ol")]
        for child in inner:
            item.remove(child)
        paragraph = document.add_paragraph(style=style)
        if number is not None:
            _use(paragraph, number)
        Letters(paragraph).element(item)
        for child in inner:
            add_list(document, child, depth + 1)


def _restarted(document: Any, style: str) -> int | None:
    """A numbering of its own that looks like the style's and begins at 1."""
    found = document.styles[style].element.find(f".//{qn('w:numId')}")
    if found is None:
        return None
    numbering = document.part.numbering_part.element
    used = next(each for each in numbering.num_lst if each.numId == int(found.get(qn("w:val"))))
    made = numbering.add_num(used.abstractNumId.val)
    override = made.add_lvlOverride(ilvl=0)
    override.add_startOverride(1)
    return int(made.numId)


def _use(paragraph: Any, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    level, identity = OxmlElement("w:ilvl"), OxmlElement("w:numId")
    level.set(qn("w:val"), "0")
    identity.set(qn("w:val"), str(number))
    properties.append(level)
    properties.append(identity)
