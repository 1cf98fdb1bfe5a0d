"""Finished PDFs bound into one: a contents page in front, a bookmark for each with its own below, one tree of tags.

The pages are taken over as they are, with the page numbers of their own document.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from app.reports.renderers.chapters.cut import ELSEWHERE
from app.reports.renderers.chapters.joining import METADATA
from app.reports.renderers.chapters.tags import Tags

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
    made = Pdf.new()
    binding = _Binding(made)
    binding.take(contents_title, first)
    for title, pdf in parts:
        binding.take(title, pdf)
    return binding.finished()


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
    def __init__(self, made: Pdf) -> None:
        self.made = made
        self.tags = Tags(made)
        self.starts: list[int] = []  # pages from 0, of the contents first
        self.marks: list[tuple[str, list[_Mark]]] = []
        self.names: dict[str, tuple[int, list[Any]]] = {}  # destination → page from 0, where on it

    def take(self, title: str, pdf: bytes) -> None:
        source = pikepdf.open(io.BytesIO(pdf))
        start, number = len(self.made.pages), len(self.starts)
        places = {page.obj.objgen: place for place, page in enumerate(source.pages)}
        for name, target in _destinations(source):
            found = places.get(target[0].objgen)
            if found is not None:
                self.names[f"{number}-{name}"] = (start + found, _rest(target))
        self.marks.append((title, list(_marks(source, places, start))))
        if "/Names" in source.Root:
            del source.Root.Names  # taken over just now, under names that differ between parts
        for own in source.pages:
            self.made.pages.append(own)
        pages = [page.obj for page in list(self.made.pages)[start:]]
        self.tags.add(source, pages)
        for page in pages:
            _rename_links(page, number)
        if not self.starts:
            self._introduce(source)
        self.starts.append(start)
        source.close()

    def finished(self) -> bytes:
        self.tags.finish()
        pages = [page.obj for page in self.made.pages]
        for number, start in enumerate(self.starts):
            self.names[f"part-{number}"] = (start, [Name.Fit])
        listed = Array()
        for name in sorted(self.names, key=str.encode):
            place, rest = self.names[name]
            listed.append(String(name))
            listed.append(Array([pages[place], *rest]))
        self.made.Root.Names = Dictionary(Dests=self.made.make_indirect(Dictionary(Names=listed)))
        with self.made.open_outline() as outline:
            for (title, marks), start in zip(self.marks, self.starts, strict=True):
                top = OutlineItem(title, start)
                top.children.extend(_Mark.item(mark, pages) for mark in marks)
                outline.root.append(top)
        target = io.BytesIO()
        self.made.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            min_version="1.7",
            deterministic_id=True,
        )
        return target.getvalue()

    def _introduce(self, source: Pdf) -> None:
        for key in METADATA:
            if key in source.Root:
                value = source.Root[key]
                self.made.Root[key] = self.made.copy_foreign(
                    value if value.is_indirect else source.make_indirect(value)
                )
        for key, value in source.docinfo.items():
            self.made.docinfo[key] = str(value)


class _Mark:
    """A bookmark of a part, with those below it."""

    def __init__(self, title: str, page: int, rest: list[Any], below: "list[_Mark]") -> None:
        self.title, self.page, self.rest, self.below = title, page, rest, below

    def item(self, pages: Sequence[Object]) -> OutlineItem:
        made = OutlineItem(self.title, Array([pages[self.page], *self.rest]))
        made.children.extend(mark.item(pages) for mark in self.below)
        return made


def _marks(source: Pdf, places: dict[tuple[int, int], int], start: int) -> Iterator[_Mark]:
    with source.open_outline() as outline:
        yield from _below(outline.root, places, start)


def _below(items: Sequence[OutlineItem], places: dict[tuple[int, int], int], start: int) -> Iterator[_Mark]:
    for item in items:
        target = item.destination
        if isinstance(target, Array) and len(target) and target[0].objgen in places:
            below = list(_below(item.children, places, start))
            yield _Mark(item.title, start + places[target[0].objgen], _rest(target), below)


def _rest(target: Object) -> list[Any]:
    """Where on the page: a name and numbers, which belong to no file."""
    return [Name(str(each)) if isinstance(each, Name) else each for each in list(target)[1:]]


def _destinations(source: Pdf) -> Iterator[tuple[str, Object]]:
    """The named places of a document; its writers keep them in one flat list."""
    root = source.Root.get("/Names")
    tree = root.get("/Dests") if root is not None else None
    listed = list(tree.get("/Names", ())) if tree is not None else []
    for name, target in zip(listed[::2], listed[1::2], strict=True):
        found = target.D if isinstance(target, Dictionary) else target
        yield str(name), found


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
