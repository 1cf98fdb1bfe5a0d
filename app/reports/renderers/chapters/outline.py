"""The bookmarks of all chapters as one tree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from app.reports.renderers.chapters.rendered import Rendered


@dataclass(slots=True)
class Entry:
    """A bookmark with those below it; `page` counts from 0 through the document."""

    level: int
    label: str
    page: int
    x: float
    y: float
    below: "list[Entry]" = field(default_factory=list)


def tree(chapters: Sequence[Rendered]) -> list[Entry]:
    """Each bookmark below the last one of a higher rank; a skipped rank is not made up. Pure."""
    root: list[Entry] = []
    open_entries: list[Entry] = []
    for entry in _entries(chapters):
        while open_entries and open_entries[-1].level >= entry.level:
            open_entries.pop()
        (open_entries[-1].below if open_entries else root).append(entry)
        open_entries.append(entry)
    return root


def write_outline(made: Pdf, chapters: Sequence[Rendered]) -> None:
    """Give the document its outline; one without bookmarks gets none."""
    entries = tree(chapters)
    if not entries:
        return
    pages = [page.obj for page in made.pages]
    root = made.make_indirect(Dictionary(Type=Name.Outlines))
    root.First, root.Last, root.Count = _written(made, root, entries, pages)
    made.Root.Outlines = root


def _entries(chapters: Sequence[Rendered]) -> Iterator[Entry]:
    first = 0
    for chapter in chapters:
        for mark in chapter.notes.bookmarks:
            yield Entry(mark.level, mark.label, first + mark.page, mark.x, mark.y)
        first += chapter.notes.pages


def _written(
    made: Pdf, parent: Object, entries: list[Entry], pages: Sequence[Object]
) -> tuple[Object, Object, int]:
    items = [
        made.make_indirect(
            Dictionary(
                Title=String(entry.label),
                Parent=parent,
                Dest=Array([pages[entry.page], Name.XYZ, entry.x, entry.y, 0]),
            )
        )
        for entry in entries
    ]
    count = len(items)
    for place, (item, entry) in enumerate(zip(items, entries, strict=True)):
        if place:
            item.Prev = items[place - 1]
        if place + 1 < len(items):
            item.Next = items[place + 1]
        if entry.below:
            item.First, item.Last, item.Count = _written(made, item, entry.below, pages)
            count += int(item.Count)
    return items[0], items[-1], count
