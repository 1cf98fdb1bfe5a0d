"""Two versions of a plan side by side: lines added, removed and changed by cell, chapters by words. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.plans.document_data import ChapterData, LineData, PlanDocument
from app.plans.words import Words, compare_words, text_of

# What a reviewer compares in a line; number and origins follow from elsewhere and would only be noise.
CELLS = (
    "category_code",
    "indicator_code",
    "problem",
    "activity",
    "output_indicator",
    "unit_of_measure",
    "baseline",
    "fund_source",
    "budget_code",
    "budget_name",
    "responsible_unit",
    "supporting_units",
    "complaint_category",
    "remarks",
)
WORDED = frozenset({"problem", "activity", "output_indicator", "baseline", "budget_name", "remarks"})
YEARLY_CELLS = ("targets", "budgets", "quarters")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell before and after; `year` for the cells that exist once a year. Values are those of `LineData`."""

    name: str
    before: Any
    after: Any
    year: int | None = None

    @property
    def words(self) -> tuple[Words, ...]:
        """The words that went and came, where a cell has words on both sides and is no code."""
        if self.name not in WORDED or not self.before or not self.after:
            return ()
        return compare_words(self.before, self.after)


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that both versions have and that reads otherwise."""

    before: LineData
    after: LineData
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class ChapterChange:
    """A chapter that reads otherwise, by words."""

    code: str
    title: str
    words: tuple[Words, ...]
    title_before: str = ""


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """Everything that differs between two versions."""

    added: tuple[LineData, ...]
    removed: tuple[LineData, ...]
    changed: tuple[LineChange, ...]
    chapters: tuple[ChapterChange, ...]
    budget_before: int
    budget_after: int
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """True when both read the same."""
        return not (self.added or self.removed or self.changed or self.chapters)


def compare(before: PlanDocument, after: PlanDocument) -> VersionDifference:
    """What changed from one version to the next. Lines are the same when their ids are."""
    old = {line.id: line for line in before.lines}
    new = {line.id: line for line in after.lines}
    changed = []
    for line_id, line in new.items():
        if line_id in old:
            cells = tuple(_cells(old[line_id], line))
            if cells:
                changed.append(LineChange(old[line_id], line, cells))
    return VersionDifference(
        added=tuple(line for line_id, line in new.items() if line_id not in old),
        removed=tuple(line for line_id, line in old.items() if line_id not in new),
        changed=tuple(changed),
        chapters=tuple(_chapters(before, after)),
        budget_before=before.totals.budget_total,
        budget_after=after.totals.budget_total,
        unchanged=sum(1 for line_id in new if line_id in old) - len(changed),
    )


def _cells(before: LineData, after: LineData) -> Iterator[CellChange]:
    for name in CELLS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield CellChange(name, old, new)
    for name in YEARLY_CELLS:
        old_years, new_years = getattr(before, name), getattr(after, name)
        for year in sorted({*old_years, *new_years}):
            old, new = old_years.get(year), new_years.get(year)
            # No quarter and no entry are the same thing; a budget of 0 and no budget are not.
            if old != new and not (old in (None, ()) and new in (None, ())):
                yield CellChange(name, old, new, year)


def _chapters(before: PlanDocument, after: PlanDocument) -> Iterator[ChapterChange]:
    old = {chapter.code: chapter for chapter in before.chapters}
    for chapter in after.chapters:
        previous = old.get(chapter.code, ChapterData(chapter.code, "", ""))
        words = compare_words(text_of(previous.html), text_of(chapter.html))
        if previous.title != chapter.title or any(run.kind != "same" for run in words):
            yield ChapterChange(chapter.code, chapter.title, words, previous.title)
