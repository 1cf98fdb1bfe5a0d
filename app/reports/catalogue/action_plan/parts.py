"""The plan's document, part by part: each a pure function of its own share of the data.

Reading order: cover, particulars, foreword, contents, BAB I–V, annex. Contents are written last, from the outlines of
all parts. Nothing here asks the database; the caller holds `speaking(language, zone)`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g
from flask_babel import gettext as _
from markupsafe import Markup

from app.plans.document_data import ChapterData, PlanDocument
from app.plans.labels import STATE_LABELS, label_of
from app.reports.catalogue.action_plan import annex, matrix, scores
from app.reports.paper import complaints
from app.reports.paper.html import part_html, part_pieces, unbroken
from app.reports.paper.outline import ROMAN, Outline, without_number
from app.reports.renderers.chapters.cut import ELSEWHERE

MANY_UNITS = (
    60  # with more OPD their tables begin pages of their own: no chapter grows beyond what a process may hold
)
CHAPTERS = ("bab1", "bab2", "bab3", "bab4", "bab5")
_PARTS = ("cover", "foreword", "contents", *CHAPTERS, "annex")
_BLANK = re.compile(r"<[^>]*>|&nbsp;|\s")


@dataclass(frozen=True, slots=True)
class Part:
    """A part; it begins a page. What it says is written while it is read, once, and with it its outline."""

    key: str
    pieces: Iterator[str]
    outline: Outline

    def html(self) -> Markup:
        """All of it at once."""
        return unbroken(Markup("".join(self.pieces)))  # noqa: S704 -- made by autoescaping


def body_parts(document: PlanDocument) -> Iterable[Part]:
    """Everything that the contents list, in reading order."""
    yield foreword(document)
    for number, code in enumerate(CHAPTERS, start=1):
        yield chapter(document, code, number)
    if document.units:
        yield unit_annex(document)


def foreword(document: PlanDocument) -> Part:
    """Kata Pengantar with the signature."""
    outline = Outline("foreword")
    text = _chapter(document, "foreword")
    heading = outline.title(text.title if text else _("Kata Pengantar"))
    pieces = _pieces("foreword", document, outline, heading=heading, narrative=_narrative(text, outline))
    return Part("foreword", pieces, outline)


def chapter(document: PlanDocument, code: str, number: int) -> Part:
    """BAB I to V: the author's text, then what the data say."""
    outline = Outline(code, number)
    text = _chapter(document, code)
    title = without_number(text.title) if text else _FALLBACK_TITLES[code]()
    heading = outline.title(title, _("BAB %(number)s", number=ROMAN[number]))
    context: dict[str, Any] = {
        "heading": heading,
        "narrative": _narrative(text, outline),
        "many_units": MANY_UNITS,
    }
    if code == "bab2":
        context["figures"] = complaints.figures(document.complaints)
    elif code == "bab3":
        context["results"] = scores.results(document.scores)
    elif code == "bab4":
        context["summary"] = matrix.summary(document)
        context["matrix"] = matrix.sheet(document)
    return Part(code, _pieces(code, document, outline, **context), outline)


def unit_annex(document: PlanDocument) -> Part:
    """One profile per OPD."""
    outline = Outline("annex")
    heading = outline.title(_("Profil OPD"), _("Lampiran"))
    profiles = annex.profiles(document)
    for place, profile in enumerate(profiles, start=1):
        outline.section(profile.name)
        profile.anchor = f"annex-{place}"
    return Part("annex", _pieces("annex", document, outline, heading=heading, profiles=profiles), outline)


def cover(document: PlanDocument, *, logo: bool) -> Markup:
    """Cover and particulars."""
    state = label_of(STATE_LABELS, document.state)
    outline = Outline("cover")
    return Part("cover", _pieces("cover", document, outline, plan_state=state, logo=logo), outline).html()


def contents(
    document: PlanDocument, outlines: Sequence[Outline], pages: Mapping[str, int] | None = None
) -> Part:
    """What stands after the foreword, from the outlines of all parts.

    `pages`: the page of each anchor, where the parts are laid out elsewhere; without it the engine finds them.
    """
    outline = Outline("contents")
    pieces = _pieces("contents", document, outline, outlines=outlines, pages=pages, elsewhere=ELSEWHERE)
    return Part("contents", pieces, outline)


def whole(document: PlanDocument, *, logo: bool = False) -> Markup:
    """The document in one piece; `logo`: the renderer has one under `asset:document/logo`."""
    parts = [(part.html(), part.outline) for part in body_parts(document)]
    return part_html(
        "reports/action_plan/document.html",
        document=document,
        before=cover(document, logo=logo),
        foreword=parts[0][0],
        contents=contents(document, [outline for _html, outline in parts]).html(),
        parts=[html for html, _outline in parts[1:]],
    )


def _pieces(name: str, document: PlanDocument, outline: Outline, **context: Any) -> Iterator[str]:
    # Ids of pictures: each part counts for itself, none like another's.
    g.unique_ids = 1_000 * _PARTS.index(name)
    signed = document.submission.submitted_at if document.submission else document.generated_at
    yield from part_pieces(
        f"reports/action_plan/{name}.html", document=document, outline=outline, signed_at=signed, **context
    )


def _chapter(document: PlanDocument, code: str) -> ChapterData | None:
    return next((chapter for chapter in document.chapters if chapter.code == code), None)


def _narrative(text: ChapterData | None, outline: Outline) -> Markup:
    """The chapter's HTML: allowed tags only, by the sanitiser that every save passes."""
    if text is None or not _BLANK.sub("", text.html):
        return Markup("")
    return Markup(outline.narrative(text.html))  # noqa: S704 -- sanitised on saving and again by `plans.narrative`


_FALLBACK_TITLES = {
    "bab1": lambda: _("Pendahuluan"),
    "bab2": lambda: _("Gambaran Umum Pengelolaan Pengaduan"),
    "bab3": lambda: _("Hasil Asesmen Mandiri"),
    "bab4": lambda: _("Rencana Aksi"),
    "bab5": lambda: _("Penutup"),
}
