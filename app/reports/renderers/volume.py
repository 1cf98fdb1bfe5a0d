"""Finished PDFs bound into one: a contents page in front, a bookmark for each with its own below, one tree of tags.

The pages are taken over as they are, with the page numbers of their own document.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, NameTree, Object, OutlineItem, Pdf, String

from app.reports.renderers.chapters.assembly import CODE
from app.reports.renderers.chapters.cut import ELSEWHERE
from app.reports.renderers.chapters.outline import Entry
from app.reports.renderers.chapters.whole import Whole
from app.reports.renderers.verification import leave_room

_PAGE = re.compile(rb"^\[\s*\d+ 0 R")

Front = Callable[[Sequence[int]], bytes]  # from the first page of each part (from 1) to the contents pages


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def bind(front: Front, contents_title: str, parts: Sequence[tuple[str, bytes]]) -> bytes:
    """One PDF of (title, PDF) parts. `front` is asked until its own length is known: it moves all others back.

    Links in the contents to `part_address(number)` lead to the first page of a part. Raises `pikepdf.PdfError` for a
    part that is no PDF.
    """
    lengths = [page_count(pdf) for _title, pdf in parts]
    first = _front(front, lengths)
    target = io.BytesIO()
    whole = Whole(target)
    binding = _Binding(whole)
    binding.take(contents_title, first)
    for title, pdf in parts:
        binding.take(title, pdf)
    whole.end()
    return target.getvalue()


def part_address(number: int) -> str:
    """What a link in the contents names to lead to part `number` (from 1)."""
    return f"{ELSEWHERE}part-{number}"


def _front(front: Front, lengths: Sequence[int]) -> bytes:
    taken = 1
    for _attempt in range(3):
        made = front(_starts(taken, lengths))
        if page_count(made) == taken:
            break
        taken = page_count(made)
    return made


def _starts(taken: int, lengths: Sequence[int]) -> list[int]:
    starts, page = [], taken + 1
    for length in lengths:
        starts.append(page)
        page += length
    return starts


class _Binding:
    def __init__(self, whole: Whole) -> None:
        self.whole = whole
        self.parts = 0

    def take(self, title: str, pdf: bytes) -> None:
        """Take over the pages of a part, its bookmarks and named places."""
        whole = self.whole
        with pikepdf.open(io.BytesIO(pdf)) as source:
            copying = whole.copying(source)
            pages = [page.obj for page in source.pages]
            leave_room(source.pages, copying.stand_in(CODE))
            for page in pages:
                page.Parent = source.Root.Pages
                _rename_links(page, self.parts)
            before = len(whole.pages)
            self._name(source, whole.take(copying, pages))
            whole.entries.append(Entry(0, title, before, 0, float(pages[0].MediaBox[3])))
            places = {page.objgen: before + place for place, page in enumerate(pages)}
            with source.open_outline() as outline:
                whole.entries += _marks(outline.root, places, 1)
        self.parts += 1

    def _name(self, source: Pdf, numbers: Sequence[int]) -> None:
        """The named places of a part, under names that differ between parts."""
        places = {page.obj.objgen: number for page, number in zip(source.pages, numbers, strict=True)}
        for name, target in _destinations(source):
            found = places.get(target[0].objgen)
            if found is not None:
                text = _PAGE.sub(b"[%d 0 R" % found, target.unparse(resolved=True))
                self.whole.destinations[f"{self.parts}-{name}"] = text
        self.whole.destinations[f"part-{self.parts}"] = b"[%d 0 R /Fit]" % numbers[0]


def _marks(items: Sequence[OutlineItem], places: dict[tuple[int, int], int], level: int) -> Iterator[Entry]:
    for item in items:
        target = item.destination
        if isinstance(target, Array) and len(target) >= 4 and target[0].objgen in places:
            yield Entry(level, item.title, places[target[0].objgen], float(target[2]), float(target[3]))
            yield from _marks(item.children, places, level + 1)


def _destinations(source: Pdf) -> Iterator[tuple[str, Object]]:
    root = source.Root.get("/Names")
    if root is not None and "/Dests" in root:
        for name, target in NameTree(root.Dests).items():
            yield str(name), target.D if isinstance(target, Dictionary) else target


def _rename_links(page: Object, number: int) -> None:
    """Links within a part go on leading within it; those of the contents lead to a part."""
    for link in page.get("/Annots", ()):
        address = str(link.A.get("/URI", "")) if "/A" in link else ""
        if address.startswith(ELSEWHERE):
            del link["/A"]
            link.Dest = String(address.removeprefix(ELSEWHERE))
            if "/Contents" in link:
                link.Contents = link.Dest
        elif "/Dest" in link and not isinstance(link.Dest, Array):
            link.Dest = String(f"{number}-{link.Dest}")
