"""What is held against what: the lines as they are, what would change, and what cannot be taken."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.plans.compile import LineFields
from app.plans.rules.cells import Cell, with_cell
from app.plans.rules.lines import Fault


class RowFault(StrEnum):
    """Why a file or a row is not taken; `Fault` says what is wrong with a cell."""

    NOT_OURS = "not_ours"
    OTHER_PLAN = "other_plan"
    OTHER_INSTRUMENT = "other_instrument"
    TOO_MANY_ROWS = "too_many_rows"
    LINE_UNKNOWN = "line_unknown"
    LINE_TWICE = "line_twice"
    VERSION_MISSING = "version_missing"
    FORMULA = "formula"  # one that a library wrote without its result


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A fault in a row (0: the file as a whole); `key` is the cell's, "" for the row itself."""

    row: int
    fault: RowFault | Fault
    key: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class PresentLine:
    """A line of the plan as it is now; `fields` within the plan's years."""

    id: str
    number: int
    version: int
    fields: LineFields


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One cell before and after, as people read it; `value` is what the text in the file means.

    `handed`: what stood in it when it was handed out, if somebody changed it meanwhile; None otherwise. `follows`:
    nobody typed it, it comes of another cell (the responsible unit never supports itself).
    """

    cell: Cell
    before: str
    after: str
    value: Any = None
    handed: str | None = None
    follows: bool = False

    @property
    def key(self) -> str:
        """The key of its column."""
        return self.cell.key

    @property
    def is_conflict(self) -> bool:
        """Whether somebody else wrote something here after the workbook was handed out."""
        return self.handed is not None

    @property
    def empties(self) -> bool:
        """Whether words would be lost."""
        return bool(self.before) and not self.after


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line that would read otherwise; `fields` is the line with everything that the file says."""

    line: PresentLine
    row: int
    cells: tuple[ChangedCell, ...]
    fields: LineFields

    @property
    def is_conflict(self) -> bool:
        """Whether one of its cells was changed by somebody else meanwhile."""
        return any(cell.is_conflict for cell in self.cells)

    def name(self, cell: ChangedCell) -> str:
        """What names one cell in a form."""
        return f"{self.line.id}.{cell.key}"

    def wanted(self, overwrite: Collection[str]) -> tuple[ChangedCell, ...]:
        """The cells to be written: those in conflict only if `overwrite` names them."""
        return tuple(cell for cell in self.cells if not cell.is_conflict or self.name(cell) in overwrite)

    def with_cells(self, cells: Collection[ChangedCell]) -> LineFields:
        """The line as it is now, with these of its changed cells."""
        fields = self.line.fields
        for cell in cells:
            if not cell.follows:
                fields = with_cell(fields, cell.cell, cell.value)
        return fields


@dataclass(frozen=True, slots=True)
class NewLine:
    """A row without an id."""

    row: int
    fields: LineFields


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be taken, to be mended: what stands in its cells, and what its hidden twin has to say.

    `line` is None for a new one. A cell that nobody touched holds what the plan says now.
    """

    row: int
    line: PresentLine | None
    texts: Mapping[str, str]
    handed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MatrixDifference:
    """What taking the workbook over would do, and what of it cannot be taken.

    `newer`: lines that somebody else changed meanwhile and this workbook did not; they stay as they are.
    """

    changed: tuple[ChangedLine, ...] = ()
    added: tuple[NewLine, ...] = ()
    missing: tuple[PresentLine, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    unchanged: int = 0
    newer: tuple[PresentLine, ...] = ()
    rejected: tuple[RejectedRow, ...] = field(default=())

    @property
    def is_refused(self) -> bool:
        """Whether the file as a whole cannot be used."""
        return any(problem.row == 0 for problem in self.problems)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.changed or self.added)

    @property
    def conflicts(self) -> int:
        """How many cells wait for a choice."""
        return sum(cell.is_conflict for item in self.changed for cell in item.cells)

    @property
    def emptied(self) -> int:
        """How many cells with words would become empty."""
        return sum(cell.empties for item in self.changed for cell in item.cells)

    @property
    def seal(self) -> str:
        """A fingerprint of everything that would change: equal only while plan and file are as they were."""
        told = [
            [
                [
                    item.line.id,
                    item.line.version,
                    [[c.key, c.handed, c.before, c.after] for c in item.cells],
                ]
                for item in self.changed
            ],
            [item.row for item in self.added],
            [line.id for line in self.missing],
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()
