"""What is held against what: the answers as they are, what came back, and what would change."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.assessment.rules.workbook.cells import Asked, Part, RowFault, clean
from app.assessment.rules.workbook.places import Table


@dataclass(frozen=True, slots=True)
class Present:
    """A question with its answer as it is now: the machine's text, the reason, the addresses that prove it.

    `closed` says why the answer cannot be changed (accepted, measured), if it cannot.
    """

    asked: Asked
    version: int = 0
    answer: str = ""
    reason: str = ""
    links: frozenset[str] = frozenset()
    closed: RowFault | None = None

    def now(self, part: Part) -> str:
        """What is stored; a link to add is never stored as such."""
        return {Part.ANSWER: self.answer, Part.REASON: clean(self.reason), Part.LINK: ""}[part]


@dataclass(frozen=True, slots=True)
class Handed:
    """An answer as the workbook handed it out."""

    answer: str
    reason: str

    def was(self, part: Part) -> str:
        """What stood in the cell."""
        return {Part.ANSWER: self.answer, Part.REASON: clean(self.reason), Part.LINK: ""}[part]


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: the rows of the sheet, what was handed out by question id, and where formulas stand."""

    table: Table
    handed: Mapping[str, Handed] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()  # row, column from 0


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A fault in a row (0: the file as a whole); `part` is empty for the row itself, `words` say more."""

    row: int
    fault: RowFault
    part: Part | None = None
    value: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell before and after, as machines read it.

    `handed`: what stood in it when it was handed out, if somebody changed the answer meanwhile; None otherwise.
    """

    part: Part
    before: str
    after: str
    handed: str | None = None

    @property
    def is_conflict(self) -> bool:
        """Whether somebody else wrote something here after the workbook was handed out."""
        return self.handed is not None

    @property
    def empties(self) -> bool:
        """Whether words would be lost."""
        return bool(self.before) and not self.after


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """An answer that would read otherwise."""

    present: Present
    row: int
    cells: tuple[ChangedCell, ...]

    @property
    def is_conflict(self) -> bool:
        """Whether one of its cells was changed by somebody else meanwhile."""
        return any(cell.is_conflict for cell in self.cells)

    def key(self, cell: ChangedCell) -> str:
        """What names one cell in a form."""
        return f"{self.present.asked.id}.{cell.part.value}"


@dataclass(frozen=True, slots=True)
class SheetDifference:
    """What taking the workbook over would do, and what of it cannot be taken.

    `newer`: answers that somebody else changed meanwhile and this workbook did not; they stay as they are. `typed`:
    what stands in the rows with a fault, by row.
    """

    changed: tuple[ChangedAnswer, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    missing: tuple[Present, ...] = ()
    newer: tuple[Present, ...] = ()
    unchanged: int = 0
    typed: Mapping[int, tuple[str, Mapping[Part, str]]] = field(default_factory=dict)

    @property
    def is_refused(self) -> bool:
        """Whether the file as a whole cannot be used."""
        return any(problem.row == 0 for problem in self.problems)

    @property
    def cells(self) -> int:
        """How many cells would change, those in conflict included."""
        return sum(len(item.cells) for item in self.changed)

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
        """A fingerprint of everything that would change: equal only while answers and file are as they were."""
        told = [
            [
                item.present.asked.id,
                item.present.version,
                [[cell.part, cell.handed, cell.before, cell.after] for cell in item.cells],
            ]
            for item in self.changed
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()
