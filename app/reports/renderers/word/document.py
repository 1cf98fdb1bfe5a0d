"""A whole document, block by block."""

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from flask_babel import gettext as _
from lxml import html as reader

from app.files.possible import possible
from app.reports.renderers.pdf import DOCUMENT_ASSETS, Asset
from app.reports.renderers.word import pages, styles
from app.reports.renderers.word.fields import add_bookmark, add_contents, update_on_opening
from app.reports.renderers.word.inline import Letters
from app.reports.renderers.word.lists import add_list
from app.reports.renderers.word.reading import (
    classes_of,
    described,
    entries_of,
    is_contents,
    is_text,
    title_of,
)
from app.reports.renderers.word.signatures import (
    add_signatures,
    format_signed,
    keep_what_stands_before,
)
from app.reports.renderers.word.tables import add_table

LOGO_HEIGHT = Mm(22)
_COVER_ROOM = Mm(45)
_CONTENTS = {  # by the anchor of the heading above
    "contents": 'TOC \\o "1-2" \\h \\z',
    "tables": f'TOC \\h \\z \\t "{styles.TABLE_CAPTION};1"',
    "figures": f'TOC \\h \\z \\t "{styles.FIGURE_CAPTION};1"',
}
_PARAGRAPHS = {  # by class
    "caption": styles.TABLE_CAPTION,
    "caption--figure": styles.FIGURE_CAPTION,
    "source": styles.NOTE,
    "hash": styles.HASH,
    "letter__subject": styles.LETTERHEAD,
    "letterhead__name": styles.LETTERHEAD,
    "letterhead__unit": styles.LETTERHEAD,
    "letterhead__line": styles.LETTERHEAD,
}


def render_docx(
    html: str, *, assets: Mapping[str, Asset] | None = None, paper: tuple[float, float] = pages.A4
) -> bytes:
    """The Word file of a document's HTML. `assets` as for the PDF; `paper` in millimetres, upright."""
    # Comments say where the PDF may be cut: nothing for Word.
    tree = reader.document_fromstring(html, parser=reader.HTMLParser(remove_comments=True))
    writer = Writer(tree, assets or {}, paper)
    writer.write()
    return writer.saved()


class Writer:
    """Walks through the HTML once and appends to a Word document."""

    def __init__(self, tree: Any, assets: Mapping[str, Asset], paper: tuple[float, float]) -> None:
        self.tree, self.body = tree, tree.body
        self.assets = assets
        self.paper = paper
        self.sheet = pages.sheet(sideways=False, paper=paper)
        self.word: Any = Document()
        self.bookmarks = 0
        self.returns_upright = False  # after pages on their side, once something follows them
        self.running = pages.Running(
            number=possible(self.body.get("data-number", "")),
            page=self.body.get("data-page", ""),
            of=self.body.get("data-of", ""),
            concept=self.body.get("data-concept", ""),
        )
        self.listed = {
            entry.anchor: entry.text
            for contents in tree.iter("ul")
            if is_contents(contents)
            for entry in entries_of(contents)
        }
        self._elements: dict[str, Callable[[Any, set[str]], None]] = {
            "h1": self._heading,
            "h2": self._heading,
            "h3": self._heading,
            "h4": self._heading,
            "p": self._paragraph,
            "table": self._table,
            "ul": self._list,
            "ol": self._list,
            "img": self._picture,
            "svg": self._left_out,
            "figure": self._left_out,
        }

    def write(self) -> None:
        """Everything."""
        language = (self.tree.get("lang") or "id")[:2]
        styles.set_styles(self.word, language)
        self._describe()
        has_cover = self.body.find("section[@class='cover']") is not None
        first = pages.begin(self.word, self.sheet, first=True)
        pages.set_running(first, self.running, self.sheet.inner, empty=has_cover)
        for child in self.body:
            self._block(child)
        update_on_opening(self.word)

    def saved(self) -> bytes:
        """The finished file."""
        target = io.BytesIO()
        self.word.save(target)
        return target.getvalue()

    def _describe(self) -> None:
        properties = self.word.core_properties
        properties.title = title_of(self.tree)
        properties.author = described(self.tree, "author")
        properties.comments = described(self.tree, "description")
        properties.language = self.tree.get("lang") or ""
        created = described(self.tree, "dcterms.created")
        if created:
            properties.created = datetime.fromisoformat(created).replace(tzinfo=None)

    # Blocks

    def _block(self, element: Any) -> None:
        if not isinstance(element.tag, str):
            return
        classes = classes_of(element)
        if self.returns_upright and "matrix" not in classes:
            self.returns_upright = False
            self._turn(sideways=False)
        handler = self._elements.get(element.tag)
        if handler is not None:
            handler(element, classes)
        elif "cover" in classes:
            self._cover(element)
        elif "matrix" in classes:
            self._sideways(element)
        elif classes & {"notice", "signature", "signatures"}:
            self._framed(element, classes)
        elif "letterhead" in classes:
            self._letterhead(element)
        elif element.getparent() is not None and is_text(element):
            self._text(element)
        else:
            self._inside(element)

    def _inside(self, element: Any) -> None:
        if (element.text or "").strip():
            self._plain(element.text)
        for child in element:
            self._block(child)
            if (child.tail or "").strip():
                self._plain(child.tail)

    def _heading(self, element: Any, classes: set[str]) -> None:
        if "letter__title" in classes:
            style = styles.LETTER_TITLE
        elif "unlisted" in classes:
            style = styles.UNLISTED
        else:
            style = f"Heading {min(int(element.tag[1]), 3)}"
        paragraph = self._styled(element, style)
        self._bookmark(paragraph, element)

    def _paragraph(self, element: Any, classes: set[str]) -> None:
        style = next(
            (_PARAGRAPHS[name] for name in sorted(classes, reverse=True) if name in _PARAGRAPHS), "Normal"
        )
        paragraph = self._styled(element, style)
        if element.get("id"):
            self._bookmark(paragraph, element)

    def _text(self, element: Any) -> None:
        """A paragraph of what somebody wrote."""
        self._styled(element, styles.TEXT)

    def _table(self, element: Any, _classes: set[str]) -> None:
        if element.get("id") in self.listed:
            # Its name stands inside its head, where Word would not look for what to list.
            caption = self.word.add_paragraph(self.listed[element.get("id")], style=styles.TABLE_CAPTION)
            self._bookmark(caption, element)
        add_table(self.word, element, self.sheet.inner)

    def _list(self, element: Any, _classes: set[str]) -> None:
        if is_contents(element):
            self._contents(element)
        else:
            add_list(self.word, element)

    def _contents(self, element: Any) -> None:
        heading = element.getprevious()
        code = _CONTENTS.get(heading.get("id", "") if heading is not None else "", _CONTENTS["contents"])
        entries = entries_of(element)
        if not entries:
            return
        lines = [self.word.add_paragraph() for _entry in entries]
        for line in lines:
            line.paragraph_format.tab_stops.add_tab_stop(Mm(self.sheet.inner), *_RIGHT_WITH_DOTS)
            line.paragraph_format.space_after = Mm(1)
        add_contents(lines, code, entries)

    def _cover(self, element: Any) -> None:
        """Three groups over the height of the page: whose it is, what it is, where and when."""
        for group in element:
            room = _COVER_ROOM
            for child in group.iter("p", "img"):
                if child.tag == "img":
                    self._picture(child, set())
                else:
                    self._styled(child, styles.COVER)
                self.word.paragraphs[-1].paragraph_format.space_before = room
                room = Mm(0)
        self.returns_upright = True

    def _sideways(self, element: Any) -> None:
        self.returns_upright = False
        self._turn(sideways=True)
        self._inside(element)
        self.returns_upright = True

    def _turn(self, *, sideways: bool) -> None:
        self.sheet = pages.sheet(sideways=sideways, paper=self.paper)
        pages.set_running(pages.begin(self.word, self.sheet), self.running, self.sheet.inner)

    def _framed(self, element: Any, classes: set[str]) -> None:
        if "signatures" in classes:
            add_signatures(self.word, element, self.sheet.inner)
            return
        if "signature" in classes:
            keep_what_stands_before(self.word)
        style = styles.SIGNATURE if "signature" in classes else styles.NOTICE
        for child in element.iter("p"):
            format_signed(self._styled(child, style), child)

    def _letterhead(self, element: Any) -> None:
        self._inside(element)
        _rule_below(self.word.paragraphs[-1])

    def _picture(self, element: Any, _classes: set[str]) -> None:
        name = (element.get("src") or "").removeprefix(DOCUMENT_ASSETS)
        asset = self.assets.get(name)
        if asset is None:
            return
        paragraph = self.word.add_paragraph(style=styles.LETTERHEAD)
        picture = paragraph.add_run().add_picture(io.BytesIO(asset.content), height=LOGO_HEIGHT)
        picture._inline.docPr.set("descr", element.get("alt", ""))

    def _left_out(self, element: Any, _classes: set[str]) -> None:
        """A drawing: its figures stand in a table of this document."""
        if element.getparent() is not None and element.getparent().tag != "figure":
            self.word.add_paragraph(
                _("Gambar ini ada dalam dokumen PDF; angkanya ada pada tabel."), style=styles.NOTE
            )

    # Pieces

    def _plain(self, text: str) -> None:
        Letters(self.word.add_paragraph()).text(text)

    def _styled(self, element: Any, style: str) -> Any:
        paragraph = self.word.add_paragraph(style=style)
        Letters(paragraph).element(element)
        return paragraph

    def _bookmark(self, paragraph: Any, element: Any) -> None:
        if element.get("id"):
            self.bookmarks += 1
            add_bookmark(paragraph, element.get("id"), self.bookmarks)


def _rule_below(paragraph: Any) -> None:
    """The double rule under a letterhead."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "thinThickSmallGap"), ("sz", "18"), ("space", "4"), ("color", "17262C")):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)
    paragraph.paragraph_format.space_after = Mm(6)


def _right_with_dots() -> tuple[Any, Any]:
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER

    return WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS


_RIGHT_WITH_DOTS = _right_with_dots()
