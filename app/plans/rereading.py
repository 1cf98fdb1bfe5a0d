"""A second reading: what became of each comment between the version it was made on and the latest one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.plans.document_data import PlanDocument
from app.plans.versions import CellChange, ChapterChange, LineChange, VersionDifference, compare


class Seen(StrEnum):
    """What the two versions show at the place that a comment points at."""

    CHANGED = "changed"
    ELSEWHERE = "elsewhere"  # the cell stayed, another one of its line changed
    UNCHANGED = "unchanged"
    REMOVED = "removed"  # the line is no longer in the plan


@dataclass(frozen=True, slots=True)
class Place:
    """Where a comment points: a cell, a line, a chapter, or nowhere (the whole plan)."""

    line_id: str | None = None
    chapter: str | None = None
    cell: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """What changed at a place; `cells` are those that matter to it."""

    seen: Seen
    cells: tuple[CellChange, ...] = ()
    chapter: ChapterChange | None = None


class Rereading:
    """The difference between two versions, asked by place."""

    def __init__(self, before: PlanDocument, after: PlanDocument) -> None:
        self.difference: VersionDifference = compare(before, after)
        self._lines: Mapping[str, LineChange] = {row.after.id: row for row in self.difference.changed}
        self._removed = {line.id for line in self.difference.removed}
        self._chapters = {chapter.code: chapter for chapter in self.difference.chapters}

    def at(self, place: Place) -> Trace:
        """What the regency changed where the comment points."""
        if place.line_id:
            return self._line(place)
        if place.chapter:
            changed = self._chapters.get(place.chapter)
            return Trace(Seen.CHANGED if changed else Seen.UNCHANGED, chapter=changed)
        return Trace(Seen.UNCHANGED if self.difference.is_empty else Seen.CHANGED)

    def _line(self, place: Place) -> Trace:
        if place.line_id in self._removed:
            return Trace(Seen.REMOVED)
        change = self._lines.get(place.line_id or "")
        if change is None:
            return Trace(Seen.UNCHANGED)
        if place.cell is None:
            return Trace(Seen.CHANGED, change.cells)
        own = tuple(cell for cell in change.cells if (cell.name, cell.year) == (place.cell, place.year))
        return Trace(Seen.CHANGED, own) if own else Trace(Seen.ELSEWHERE, change.cells)
