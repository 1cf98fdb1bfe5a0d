"""Text within a paragraph: letters, emphasis, breaks, links within the document."""

import re
from dataclasses import dataclass, replace
from typing import Any

from docx.shared import Pt

from app.files.possible import possible
from app.reports.renderers.word.styles import MUTED

_SPACES = re.compile(r"[ \t\r\n\f]+")
# These begin a line of their own; what belongs beside a cell's text is smaller and paler.
OWN_LINE = {"aside", "quarters", "money", "chapter__title", "matrix__label"}
ASIDE = {"aside", "quarters"}
_LEFT_OUT = {"svg", "style", "script", "colgroup", "template"}


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look at a place."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    small: bool = False


_TAGS: dict[str, dict[str, bool]] = {
    "b": {"bold": True},
    "strong": {"bold": True},
    "i": {"italic": True},
    "em": {"italic": True},
    "u": {"underline": True},
    "del": {"strike": True},
    "s": {"strike": True},
}


class Letters:
    """Writes into one paragraph. Blanks are joined as a browser joins them."""

    def __init__(self, paragraph: Any) -> None:
        self.paragraph = paragraph
        self.is_empty = True
        self._ends_blank = True
        self._break_waits = False

    def element(self, element: Any, look: Look | None = None) -> None:
        """The content of an element, without its tail."""
        look = look or Look()
        self.text(element.text or "", look)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                self._child(child, look)
            self.text(child.tail or "", look)

    def text(self, text: str, look: Look | None = None) -> None:
        """Letters with one look."""
        shown = _SPACES.sub(" ", possible(text))
        if self._ends_blank:
            shown = shown.removeprefix(" ")
        if not shown:
            return
        if self._break_waits:
            self.paragraph.add_run().add_break()
            self._break_waits = False
            shown = shown.removeprefix(" ")
        if not shown:
            return
        self._ends_blank = shown.endswith(" ")
        self.is_empty = False
        _dress(self.paragraph.add_run(shown), look or Look())

    def _child(self, child: Any, look: Look) -> None:
        if child.tag == "br":
            self._break()
            return
        classes = set((child.get("class") or "").split())
        own_line = bool(classes & OWN_LINE) or child.tag in ("p", "div", "li")
        if own_line:
            self._break()
        if classes & ASIDE:
            look = replace(look, small=True)
        self.element(child, replace(look, **_TAGS.get(child.tag, {})))
        if own_line:
            self._break()

    def _break(self) -> None:
        """A new line, once there is something before and after it."""
        if self._ends_blank and self.paragraph.runs:
            last = self.paragraph.runs[-1]
            last.text = last.text.rstrip(" ")
        self._break_waits = not self.is_empty
        self._ends_blank = True


def _dress(run: Any, look: Look) -> None:
    # None leaves it to the style, so that a bold style stays bold.
    run.bold, run.italic = look.bold or None, look.italic or None
    run.underline, run.font.strike = look.underline or None, look.strike or None
    if look.small:
        run.font.size, run.font.color.rgb = Pt(7), MUTED
