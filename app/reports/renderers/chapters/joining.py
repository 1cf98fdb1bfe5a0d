"""Chapters put together: one PDF with one outline, one tree of tags, one set of fonts, and numbers on its pages.

The pages themselves are taken over as they are, chapter by chapter, and written at once. What a chapter's PDF says
about itself (outline, names, metadata) is left behind and written anew from the notes; title, language and metadata
come from the first chapter.
"""

import io
from collections.abc import Iterable, Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Object, String

from app.reports.renderers.chapters.assembly import CODE, Assembly
from app.reports.renderers.chapters.copying import Copying
from app.reports.renderers.chapters.cut import ELSEWHERE, Enclosure, Words
from app.reports.renderers.chapters.drawings import Drawings
from app.reports.renderers.chapters.enclosing import write_enclosures
from app.reports.renderers.chapters.fonts import Faces, SharedFace
from app.reports.renderers.chapters.outline import Entry, entries, write_outline
from app.reports.renderers.chapters.rendered import Notes, Rendered
from app.reports.renderers.chapters.stamping import code_operations, text_operations
from app.reports.renderers.chapters.tags import Tags
from app.reports.renderers.chapters.trees import write_names
from app.reports.renderers.verification import NAME

METADATA = ("/Metadata", "/Lang", "/ViewerPreferences", "/MarkInfo", "/OutputIntents")


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
    made = _Joining(Assembly(target), characters, words, total)
    for chapter in chapters:
        made.add(chapter)
    made.end(enclosures)
    return target.getvalue()


class _Joining:
    def __init__(self, assembly: Assembly, characters: Rendered, words: Words, total: int) -> None:
        self.assembly = assembly
        self.words, self.total = words, total
        self.faces = Faces(assembly, characters)
        self.tags, self.drawings = Tags(assembly), Drawings()
        self.tree = assembly.reserve()  # of pages
        self.pages: list[int] = []
        self.entries: list[Entry] = []
        self.destinations: dict[str, bytes] = {}
        self.codes: dict[float, int] = {}
        self.said: list[bytes] = []  # about the document
        self.info = 0

    def add(self, chapter: Rendered) -> None:
        """Take over the pages of a chapter."""
        notes = chapter.notes
        with pikepdf.open(io.BytesIO(chapter.pdf)) as source:
            copying = Copying(self.assembly, source)
            copying.stands_for(source.Root.Pages, self.tree)
            pages = [page.obj for page in source.pages]
            faces = self.faces.give(copying, pages[0].Resources, notes)
            self.drawings.share(copying, pages[0].Resources)
            self._mark(copying, pages, notes, faces)
            self.tags.prepare(source, pages)
            if notes.links:
                _lead_within(pages)
            if not self.pages:
                self._introduce(copying)
            self.entries += entries(notes, len(self.pages))
            numbers = copying.copy(pages)
            self.tags.add(copying)
        self.pages += numbers
        for name, (place, x, y) in notes.anchors.items():
            self.destinations.setdefault(name, b"[%d 0 R /XYZ %.2f %.2f 0]" % (numbers[place], x, y))

    def end(self, enclosures: Sequence[Enclosure]) -> None:
        """Write what is about the whole document."""
        kids = b" ".join(b"%d 0 R" % number for number in self.pages)
        self.assembly.put(self.tree, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self.pages), kids))
        root = [b"/Type /Catalog /Pages %d 0 R" % self.tree, *self.said]
        tags = self.tags.finish()
        if tags is not None:
            root.append(b"/StructTreeRoot %d 0 R" % tags)
        names = []
        if self.destinations:
            names.append(b"/Dests %d 0 R" % write_names(self.assembly, self.destinations))
        if enclosures:
            enclosed = write_enclosures(self.assembly, enclosures)
            root.append(b"/AF [%s]" % b" ".join(enclosed.values()))
            names.append(b"/EmbeddedFiles %d 0 R" % write_names(self.assembly, enclosed))
        if names:
            root.append(b"/Names << %s >>" % b" ".join(names))
        outline = write_outline(self.assembly, self.entries, self.pages)
        if outline is not None:
            root.append(b"/Outlines %d 0 R" % outline)
        self.assembly.end(self.assembly.add(b"<< %s >>" % b" ".join(root)), self.info)

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
            said = [code_operations(height)]
            if stamp is not None:
                number = len(self.pages) + place + 1
                text = f"{self.words.page} {number} {self.words.of} {self.total}"
                said.append(text_operations(stamp, faces[stamp.face], text, height))
            added = copying.source.make_stream(b"\n".join(said))
            contents = page.Contents
            page.Contents = (
                Array([*contents, added]) if isinstance(contents, Array) else Array([contents, added])
            )

    def _introduce(self, copying: Copying) -> None:
        root = copying.source.Root
        self.said = [b"%s %s" % (key.encode(), copying.text(root[key])) for key in METADATA if key in root]
        self.info = copying.number(copying.source.docinfo)


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
