"""Chapters put together: one PDF with one outline, one tree of tags, one set of fonts, and numbers on its pages.

The pages themselves are taken over as they are, chapter by chapter, and written at once. What a chapter's PDF says
about itself (outline, names, metadata) is left behind and written anew from the notes; title, language and metadata
come from the first chapter.
"""

import io
import zlib
from collections.abc import Iterable, Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from app.reports.renderers.chapters.assembly import CODE
from app.reports.renderers.chapters.copying import Copying
from app.reports.renderers.chapters.cut import ELSEWHERE, Enclosure, Words
from app.reports.renderers.chapters.drawings import Drawings
from app.reports.renderers.chapters.fonts import Faces, SharedFace
from app.reports.renderers.chapters.outline import entries
from app.reports.renderers.chapters.rendered import Notes, Rendered
from app.reports.renderers.chapters.stamping import code_operations, text_operations
from app.reports.renderers.chapters.whole import Whole
from app.reports.renderers.verification import NAME


def join(
    chapters: Iterable[Rendered],
    total: int,
    characters: Rendered,
    words: Words,
    enclosures: Sequence[Enclosure] = (),
) -> bytes:
    """The document of `total` pages. `characters` is a chapter whose fonts hold every glyph of the others.

    It is not printed. Every chapter is asked for when it is its turn. Raises `pikepdf.PdfError` for one that is none.
    """
    target = io.BytesIO()
    whole = Whole(target)
    made = _Joining(whole, characters, words, total)
    for chapter in chapters:
        made.add(chapter)
    whole.end(enclosures)
    return target.getvalue()


class _Joining:
    def __init__(self, whole: Whole, characters: Rendered, words: Words, total: int) -> None:
        self.whole = whole
        self.words, self.total = words, total
        self.faces = Faces(whole.assembly, characters)
        self.drawings = Drawings()
        self.codes: dict[float, int] = {}  # what draws the code, by the height of the page

    def add(self, chapter: Rendered) -> None:
        """Take over the pages of a chapter."""
        notes, whole = chapter.notes, self.whole
        with pikepdf.open(io.BytesIO(chapter.pdf)) as source:
            copying = whole.copying(source)
            pages = [page.obj for page in source.pages]
            faces = self.faces.give(copying, pages[0].Resources, notes)
            self.drawings.share(copying, pages[0].Resources)
            self._mark(copying, pages, notes, faces)
            if notes.links:
                _lead_within(pages)
            whole.entries += entries(notes, len(whole.pages))
            numbers = whole.take(copying, pages)
        for name, (place, x, y) in notes.anchors.items():
            whole.destinations.setdefault(name, b"[%d 0 R /XYZ %.2f %.2f 0]" % (numbers[place], x, y))

    def _mark(
        self, copying: Copying, pages: Sequence[Object], notes: Notes, faces: Mapping[str, SharedFace]
    ) -> None:
        """The number of each page, and the place for the code that is the same on every one."""
        resources = pages[0].Resources
        if "/XObject" not in resources:
            resources.XObject = Dictionary()
        resources.XObject[NAME] = copying.stand_in(CODE)
        for place, page in enumerate(pages):
            height, stamp = float(page.MediaBox[3]), notes.stamps[place]
            added = [copying.stand_in(self._code(height))]
            if stamp is not None:
                number = len(self.whole.pages) + place + 1
                text = f"{self.words.page} {number} {self.words.of} {self.total}"
                shown = text_operations(stamp, faces[stamp.face], text, height)
                drawing = copying.source.make_stream(zlib.compress(shown, 9))
                drawing.Filter = Name.FlateDecode
                added.append(drawing)
            contents = page.Contents
            drawn = list(contents) if isinstance(contents, Array) else [contents]
            page.Contents = Array([*drawn, *added])

    def _code(self, height: float) -> int:
        """What draws the code on pages of this height: written once."""
        if height not in self.codes:
            self.codes[height] = self.whole.assembly.reserve()
            self.whole.assembly.put_stream(self.codes[height], b"", code_operations(height))
        return self.codes[height]


def _lead_within(pages: Sequence[Object]) -> None:
    """Links to other chapters were written as addresses, for the engine drops what it cannot find in the same piece."""
    for page in pages:
        for link in page.get("/Annots", ()):
            address = str(link.A.get("/URI", "")) if "/A" in link else ""
            if address.startswith(ELSEWHERE):
                del link["/A"]
                link.Dest = String(address.removeprefix(ELSEWHERE))
                if "/Contents" in link:
                    link.Contents = link.Dest
