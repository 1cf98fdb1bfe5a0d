"""The bookmarks of all chapters as one tree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pikepdf import String

from app.reports.renderers.chapters.assembly import Assembly
from app.reports.renderers.chapters.rendered import Notes


@dataclass(slots=True)
class Entry:
    """A bookmark with those below it; `page` counts from 0 through the document."""

    level: int
    label: str
    page: int
    x: float
    y: float
    below: "list[Entry]" = field(default_factory=list)


def entries(notes: Notes, first: int) -> Iterator[Entry]:
    """The bookmarks of a chapter whose first page is the document's page `first`. Pure."""
    for mark in notes.bookmarks:
        yield Entry(mark.level, mark.label, first + mark.page, mark.x, mark.y)


def tree(listed: Sequence[Entry]) -> list[Entry]:
    """Each bookmark below the last one of a higher rank; a skipped rank is not made up. Pure."""
    root: list[Entry] = []
    open_entries: list[Entry] = []
    for entry in listed:
        while open_entries and open_entries[-1].level >= entry.level:
            open_entries.pop()
        (open_entries[-1].below if open_entries else root).append(entry)
        open_entries.append(entry)
    return root


def write_outline(assembly: Assembly, listed: Sequence[Entry], pages: Sequence[int]) -> int | None:
    """Write the outline; answers its number. A document without bookmarks gets none."""
    if not listed:
        return None
    root = assembly.reserve()
    span = _written(assembly, root, tree(listed), pages)
    assembly.put(root, b"<< /Type /Outlines %s >>" % span)
    return root


def _written(assembly: Assembly, parent: int, entries: Sequence[Entry], pages: Sequence[int]) -> bytes:
    """Write entries that stand below `parent`; answers what the parent says of them."""
    numbers = [assembly.reserve() for _entry in entries]
    for place, (number, entry) in enumerate(zip(numbers, entries, strict=True)):
        said = [
            b"/Title %s /Parent %d 0 R" % (String(entry.label).unparse(), parent),
            b"/Dest [%d 0 R /XYZ %.2f %.2f 0]" % (pages[entry.page], entry.x, entry.y),
        ]
        if place:
            said.append(b"/Prev %d 0 R" % numbers[place - 1])
        if place + 1 < len(numbers):
            said.append(b"/Next %d 0 R" % numbers[place + 1])
        if entry.below:
            said.append(_written(assembly, number, entry.below, pages))
        assembly.put(number, b"<< %s >>" % b" ".join(said))
    return b"/First %d 0 R /Last %d 0 R /Count %d" % (numbers[0], numbers[-1], _count(entries))


def _count(entries: Sequence[Entry]) -> int:
    return sum(1 + _count(entry.below) for entry in entries)
