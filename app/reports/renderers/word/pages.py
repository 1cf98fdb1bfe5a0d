"""Paper, margins, and what stands at the top and bottom of each page."""

from dataclasses import dataclass
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from app.reports.renderers.word.fields import add_field
from app.reports.renderers.word.styles import MUTED, RED, SANS

A4 = (210.0, 297.0)
UPRIGHT = (24.0, 20.0, 24.0, 27.0)  # margins in mm: top, right, bottom, left; the left one is for the binding
SIDEWAYS = (18.0, 12.0, 16.0, 12.0)


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page: the document's number, the words around the page number, the mark of a concept."""

    number: str
    page: str
    of: str
    concept: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of page. Millimetres."""

    width: float
    height: float
    margins: tuple[float, float, float, float]

    @property
    def inner(self) -> float:
        """What is left for text."""
        return self.width - self.margins[1] - self.margins[3]


def sheet(*, sideways: bool, paper: tuple[float, float] = A4) -> Sheet:
    """An upright page, or one on its side for wide tables."""
    width, height = paper
    return Sheet(height, width, SIDEWAYS) if sideways else Sheet(width, height, UPRIGHT)


def begin(document: Any, kind: Sheet, *, first: bool = False) -> Any:
    """Begin pages of this kind; the first ones are there already."""
    section = document.sections[0] if first else document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if kind.width > kind.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(kind.width), Mm(kind.height)
    top, right, bottom, left = kind.margins
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.header_distance = section.footer_distance = Mm(8)
    return section


def set_running(section: Any, running: Running, inner: float, *, empty: bool = False) -> None:
    """Fill header and footer of a section; `empty` for a cover."""
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    if empty:
        return
    head = section.header.paragraphs[0]
    head.alignment = ALIGN.RIGHT
    if running.concept:
        mark = _run(head, running.concept)
        mark.font.bold, mark.font.color.rgb = True, RED
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(inner), WD_TAB_ALIGNMENT.RIGHT)
    _run(foot, f"{running.number}\t{running.page} ")
    add_field(foot, "PAGE")
    _run(foot, f" {running.of} ")
    add_field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size, run.font.name, run.font.color.rgb = Pt(7.5), SANS, MUTED


def _run(paragraph: Any, text: str) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(7.5), SANS
    return run
