"""What Word works out itself: page numbers, contents, places to jump to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the contents as it stands until Word has worked it out anew."""

    text: str
    anchor: str


def add_field(paragraph: Any, code: str, shown: str = "1") -> None:
    """A field such as PAGE or NUMPAGES, with what is shown until Word has worked it out."""
    _mark(paragraph, "begin")
    _code(paragraph, code)
    _mark(paragraph, "separate")
    paragraph.add_run(shown)
    _mark(paragraph, "end")


def add_contents(paragraphs: Sequence[Any], code: str, entries: Sequence[Listed]) -> None:
    """A table of contents over `paragraphs`, one for each entry; each line jumps to its place."""
    first, last = paragraphs[0], paragraphs[-1]
    _mark(first, "begin", dirty=True)
    _code(first, code)
    _mark(first, "separate")
    for paragraph, entry in zip(paragraphs, entries, strict=True):
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), bookmark_name(entry.anchor))
        paragraph._p.append(link)
        _text(link, entry.text)
        _tab(link)
        _page_of(link, entry.anchor)
    _mark(last, "end")


def add_bookmark(paragraph: Any, anchor: str, number: int) -> None:
    """A place that contents and links lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), bookmark_name(anchor))
    paragraph._p.append(start)
    paragraph._p.append(end)


def bookmark_name(anchor: str) -> str:
    """Word allows letters, digits and underscores, at most forty, and no digit in front."""
    kept = "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in anchor)
    return f"r_{kept}"[:40]


def update_on_opening(document: Any) -> None:
    """Let Word work out page numbers of the contents when the document is opened."""
    element = OxmlElement("w:updateFields")
    element.set(qn("w:val"), "true")
    document.settings.element.append(element)


def _page_of(parent: Any, anchor: str) -> None:
    for kind in ("begin", "code", "separate", "text", "end"):
        run = OxmlElement("w:r")
        parent.append(run)
        if kind == "code":
            run.append(_instruction(f" PAGEREF {bookmark_name(anchor)} \\h "))
        elif kind == "text":
            run.append(_letters("–"))
        else:
            run.append(_character(kind))


def _text(parent: Any, text: str) -> None:
    run = OxmlElement("w:r")
    run.append(_letters(text))
    parent.append(run)


def _tab(parent: Any) -> None:
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:tab"))
    parent.append(run)


def _mark(paragraph: Any, kind: str, *, dirty: bool = False) -> None:
    element = _character(kind)
    if dirty:
        element.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(element)


def _code(paragraph: Any, code: str) -> None:
    paragraph.add_run()._r.append(_instruction(f" {code} "))


def _character(kind: str) -> Any:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element


def _instruction(code: str) -> Any:
    element = OxmlElement("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = code
    return element


def _letters(text: str) -> Any:
    element = OxmlElement("w:t")
    element.set(qn("xml:space"), "preserve")
    element.text = text
    return element
