"""What holds a document together that is put together of several: its pages, bookmarks, tags, places and description.

Pages are written as they are taken; what is about the whole is written at the end.
"""

from collections.abc import Sequence
from typing import BinaryIO

from pikepdf import Object, Pdf

from app.reports.renderers.chapters.assembly import Assembly
from app.reports.renderers.chapters.copying import Copying
from app.reports.renderers.chapters.cut import Enclosure
from app.reports.renderers.chapters.enclosing import write_enclosures
from app.reports.renderers.chapters.outline import Entry, write_outline
from app.reports.renderers.chapters.tags import Tags
from app.reports.renderers.chapters.trees import write_names

# What the first part says of itself is said of the whole.
METADATA = ("/Metadata", "/Lang", "/ViewerPreferences", "/MarkInfo", "/OutputIntents")


class Whole:
    """The document on its way. Whoever fills it notes bookmarks in `entries` and places by name in `destinations`."""

    def __init__(self, target: BinaryIO) -> None:
        self.assembly = Assembly(target)
        self.pages: list[int] = []
        self.entries: list[Entry] = []
        self.destinations: dict[str, bytes] = {}
        self._tags = Tags(self.assembly)
        self._tree = self.assembly.reserve()  # of pages
        self._said: list[bytes] = []
        self._info = 0

    def copying(self, source: Pdf) -> Copying:
        """Begin to take something over from a part."""
        copying = Copying(self.assembly, source)
        copying.stands_for(source.Root.Pages, self._tree)
        return copying

    def take(self, copying: Copying, pages: Sequence[Object]) -> list[int]:
        """Take over pages with their tags; answers their numbers."""
        source = copying.source
        self._tags.prepare(source, pages)
        if not self.pages:
            self._said = [
                b"%s %s" % (key.encode(), copying.text(source.Root[key]))
                for key in METADATA
                if key in source.Root
            ]
            self._info = copying.number(source.docinfo)
        numbers = copying.copy(pages)
        self._tags.add(copying)
        self.pages += numbers
        return numbers

    def end(self, enclosures: Sequence[Enclosure] = ()) -> None:
        """Write what is about the whole."""
        kids = b" ".join(b"%d 0 R" % number for number in self.pages)
        self.assembly.put(self._tree, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self.pages), kids))
        root = [b"/Type /Catalog /Pages %d 0 R" % self._tree, *self._said]
        tags = self._tags.finish()
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
        self.assembly.end(self.assembly.add(b"<< %s >>" % b" ".join(root)), self._info)
