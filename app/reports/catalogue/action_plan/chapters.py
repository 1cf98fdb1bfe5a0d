"""The plan's document cut into chapters: cover, foreword, each BAB, the matrix by category, one profile per OPD."""

import re
from collections.abc import Iterator, Mapping, Sequence

from flask import render_template
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from app.plans.document_data import PlanDocument
from app.reports.catalogue.action_plan.parts import Part, body_parts, contents, cover
from app.reports.labels import FAILURE_REASONS
from app.reports.paper.html import unbroken
from app.reports.paper.letterhead import accent_of
from app.reports.paper.logo import LOGO
from app.reports.paper.outline import Outline
from app.reports.paper.painting import painted
from app.reports.renderers.chapters.cut import Book, Enclosure, Look, Strand
from app.reports.renderers.chapters.looks import digest_of
from app.reports.renderers.chapters.manuscript import Manuscript
from app.reports.renderers.chapters.marks import strands_of
from app.reports.renderers.pdf import VARIANT, Asset

_IDS = re.compile(r'\bid="([\w-]+)"')
ENTRIES = 44  # lines of the contents on a page, for a first guess


def book(
    document: PlanDocument,
    styles: tuple[str, ...],
    assets: Mapping[str, Asset],
    *,
    variant: str = VARIANT,
    enclosures: tuple[Enclosure, ...] = (),
) -> Book:
    """All chapters; the caller holds `speaking(language, zone)`. `variant` of PDF, as the engine names it."""
    look = look_of(document, styles, variant)
    title = Markup("<title>{}</title>").format(document.title)
    head = title + Markup(render_template("reports/action_plan/head.html", document=document))  # noqa: S704 -- escaped
    front = Strand(
        "cover",
        _("Sampul"),
        look,
        cover(document, logo=LOGO in assets),
        head=head,
        assets={name: asset for name, asset in assets.items() if name == LOGO},
    )

    strands, outlines, ahead = Manuscript([front]), list[Outline](), 0
    for part in body_parts(document):
        strands.extend(_strands(part, _title_of(part), look))
        outlines.append(part.outline)
        ahead = ahead or len(strands)  # the foreword is the first part

    def listed(pages: Mapping[str, int]) -> Sequence[Strand]:
        return tuple(_strands(contents(document, outlines, pages), "", look))

    return Book(
        look=look,
        strands=strands,
        front=ahead,
        contents=listed,
        contents_pages=_guess(outlines),
        excuse=Excuses(look),
        enclosures=enclosures,
    )


def look_of(document: PlanDocument, styles: tuple[str, ...], variant: str = VARIANT) -> Look:
    """What stands on every page."""
    return Look(
        language=str(get_locale()),
        styles=styles,
        digest=digest_of(styles),
        variant=variant,
        page_word=_("Halaman"),
        of_word=_("dari"),
        number=document.document_number or document.title,
        concept=_("KONSEP") if document.is_concept else "",
    )


class Excuses:
    """Pages that stand in for chapters which failed, worded in the language in force when the book was cut."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.title = _("Bagian ini tidak dapat dibuat")
        self.name = _("Bagian: %(title)s", title="#")
        self.advice = _("Buatlah dokumen ini sekali lagi. Bila tetap gagal, beri tahu pengelola aplikasi.")
        self.reasons = {kind: str(reason) for kind, reason in FAILURE_REASONS.items()}

    def __call__(self, strand: Strand, kind: str) -> Strand:
        """The page; it keeps what the contents may lead to, so that they lead to this page."""
        first, *others = dict.fromkeys(_IDS.findall(strand.opening)) or [strand.name]
        said = (self.name.replace("#", strand.title), self.reasons[kind], self.advice)
        heading = Markup('<h1 class="chapter" id="{}">{}</h1>').format(first, self.title)
        places = Markup("").join(Markup('<span id="{}"></span>').format(name) for name in others)
        paragraphs = Markup("").join(Markup("<p>{}</p>").format(text) for text in said)
        html = Markup('<section class="part">{}<p>{}</p>{}</section>').format(heading, places, paragraphs)
        return Strand(strand.name, strand.title, self.look, str(html))


def _title_of(part: Part) -> str:
    heading = part.outline.headings[0]
    return " ".join(word for word in (heading.label, heading.title) if word)


def _strands(part: Part, title: str, look: Look) -> Iterator[Strand]:
    accent = accent_of(look.styles)

    def finish(html: str) -> str:
        return str(painted(unbroken(Markup(html)), accent))  # noqa: S704 -- made by autoescaping

    return strands_of(part.pieces, part.key, title, look, finish)


def _guess(outlines: Sequence[Outline]) -> int:
    headings = sum(len(outline.headings) for outline in outlines)
    captions = sum(len(outline.tables) + len(outline.figures) for outline in outlines)
    return -(-headings // ENTRIES) + -(-captions // ENTRIES)
