"""Two versions of a plan as two columns: every line in one list, chapters by words, sums before and after. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.plans.document_data import LineData, PlanDocument
from app.plans.versions import CellChange, ChapterChange, compare


class RowKind(StrEnum):
    """What happened to a line."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line in both versions, or in one; `cells` are those that differ."""

    kind: RowKind
    before: LineData | None
    after: LineData | None
    cells: tuple[CellChange, ...] = ()

    @property
    def line(self) -> LineData:
        """The line as the later version has it, else as the earlier one had it."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a row has a line on one side at least")
        return found

    @property
    def moved(self) -> tuple[int, int] | None:
        """The numbers before and after, if people now cite the line by another one."""
        if self.before is None or self.after is None or self.before.number == self.after.number:
            return None
        return self.before.number, self.after.number


@dataclass(frozen=True, slots=True)
class TotalChange:
    """A sum in both versions. `kind` is lines, year, source or all; `key` the year or the code of the source."""

    kind: str
    key: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        """How much more there is in the later version."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Everything that two versions have and differ in; `rows` are in the order of the plan."""

    rows: tuple[LineRow, ...]
    chapters: tuple[ChapterChange, ...]
    totals: tuple[TotalChange, ...]

    def count(self, kind: RowKind) -> int:
        """How many lines are of this kind."""
        return sum(1 for row in self.rows if row.kind is kind)

    @property
    def is_empty(self) -> bool:
        """True when both read the same."""
        return not self.chapters and self.count(RowKind.SAME) == len(self.rows)

    @property
    def differing(self) -> tuple[LineRow, ...]:
        """The rows without those that stayed."""
        return tuple(row for row in self.rows if row.kind is not RowKind.SAME)


def side_by_side(before: PlanDocument, after: PlanDocument) -> SideBySide:
    """Put two versions of one plan beside each other. Lines are the same when their ids are."""
    found = compare(before, after)
    changed = {change.after.id: change.cells for change in found.changed}
    return SideBySide(tuple(_rows(before, after, changed)), found.chapters, tuple(_totals(before, after)))


def _rows(
    before: PlanDocument, after: PlanDocument, changed: dict[str, tuple[CellChange, ...]]
) -> Iterator[LineRow]:
    """By category as the later version orders them; what went stands at the end of its category."""
    old = {line.id: line for line in before.lines}
    new = {line.id for line in after.lines}
    present = {category.code: category.lines for category in after.categories}
    gone = {
        category.code: [line for line in category.lines if line.id not in new]
        for category in before.categories
    }
    for code in dict.fromkeys([*present, *gone]):
        for line in present.get(code, ()):
            earlier = old.get(line.id)
            if earlier is None:
                yield LineRow(RowKind.ADDED, None, line)
            else:
                cells = changed.get(line.id, ())
                yield LineRow(RowKind.CHANGED if cells else RowKind.SAME, earlier, line, cells)
        for line in gone.get(code, ()):
            yield LineRow(RowKind.REMOVED, line, None)


def _totals(before: PlanDocument, after: PlanDocument) -> Iterator[TotalChange]:
    old, new = before.totals, after.totals
    yield TotalChange("lines", "", old.lines, new.lines)
    for year in sorted({*old.budget_by_year, *new.budget_by_year}):
        yield TotalChange("year", str(year), old.budget_by_year.get(year, 0), new.budget_by_year.get(year, 0))
    for source in dict.fromkeys([*old.budget_by_fund_source, *new.budget_by_fund_source]):
        yield TotalChange(
            "source",
            source,
            old.budget_by_fund_source.get(source, 0),
            new.budget_by_fund_source.get(source, 0),
        )
    yield TotalChange("all", "", old.budget_total, new.budget_total)
