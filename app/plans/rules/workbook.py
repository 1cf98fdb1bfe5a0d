"""The matrix as it comes back in a workbook: which line each row is, and what it would change. Pure.

The first row of the sheet is for machines: a mark, the plan, the question set, and above each column the key of its
cell. The first two columns are for machines too: the line's id and the version that was handed out. A row without an id
is a new line. A line that no row names is left as it is: nothing is ever deleted by leaving it out.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.plans.compile import LineFields
from app.plans.rules.cells import (
    Cell,
    CellRefused,
    CellWords,
    cells_of,
    clean,
    read_cell,
    show_cell,
    with_cell,
)
from app.plans.rules.lines import Fault

MARK = "renaksi-matriks-1"
LEAD = 3  # id, version, number
FIRST_ROW = 3  # as a spreadsheet counts: keys, headings, lines
MOST_ROWS = 2_000


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
    """One cell before and after, as people read it."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line that would read otherwise. `stale`: somebody changed it after the workbook was handed out."""

    line: PresentLine
    row: int
    stale: bool
    cells: tuple[ChangedCell, ...]
    fields: LineFields


@dataclass(frozen=True, slots=True)
class NewLine:
    """A row without an id."""

    row: int
    fields: LineFields


@dataclass(frozen=True, slots=True)
class MatrixDifference:
    """What taking the workbook over would do, and what of it cannot be taken."""

    changed: tuple[ChangedLine, ...]
    added: tuple[NewLine, ...]
    missing: tuple[PresentLine, ...]
    problems: tuple[RowProblem, ...]
    unchanged: int

    @property
    def is_refused(self) -> bool:
        """Whether the file as a whole cannot be used."""
        return any(problem.row == 0 for problem in self.problems)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.changed or self.added)

    @property
    def seal(self) -> str:
        """A fingerprint of everything that would change: equal only while plan and file are as they were."""
        told = [
            [
                [item.line.id, item.line.version, [[c.key, c.before, c.after] for c in item.cells]]
                for item in self.changed
            ],
            [item.row for item in self.added],
            [line.id for line in self.missing],
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


Table = Sequence[tuple[int, Sequence[str]]]
EMPTY = LineFields("", "")


def matrix_difference(
    table: Table,
    plan_id: str,
    instrument: str,
    present: Sequence[PresentLine],
    words: CellWords,
    formulas: Collection[tuple[int, int]] = (),
) -> MatrixDifference:
    """Hold a workbook against the plan. A row with a faulty cell is not taken at all, and its reason is told.

    `formulas`: (row, column from 0) of cells that hold one; without a result it would look like an emptied cell.
    """
    refusal = _refusal(table, plan_id, instrument)
    if refusal is not None:
        return MatrixDifference((), (), (), (refusal,), 0)
    columns = _columns(table[0][1], words)
    lines = {line.id: line for line in present}
    changed: list[ChangedLine] = []
    added: list[NewLine] = []
    problems: list[RowProblem] = []
    seen: set[str] = set()
    unchanged = 0
    for number, cells in table[1:]:
        if number < FIRST_ROW or not any(_text(cells, place) for place in (0, *columns.values())):
            continue
        line_id = _text(cells, 0)
        faults = list(_row_faults(number, cells, lines, seen))
        line = lines.get(line_id)
        seen.add(line_id)
        before = line.fields if line else EMPTY
        after, refused = _read_row(number, cells, columns, before, words)
        refused += _without_result(number, cells, columns, formulas)
        problems += [*faults, *refused]
        if faults or refused:
            continue
        if line is None:
            added.append(NewLine(number, after))
            continue
        found = tuple(_changes(before, after, columns, words))
        if found:
            changed.append(ChangedLine(line, number, _text(cells, 1) != str(line.version), found, after))
        else:
            unchanged += 1
    return MatrixDifference(
        changed=tuple(changed),
        added=tuple(added),
        missing=tuple(line for line in present if line.id not in seen),
        problems=tuple(problems),
        unchanged=unchanged,
    )


def _refusal(table: Table, plan_id: str, instrument: str) -> RowProblem | None:
    if not table or _text(table[0][1], 0) != MARK:
        return RowProblem(0, RowFault.NOT_OURS)
    if _text(table[0][1], 1) != plan_id:
        return RowProblem(0, RowFault.OTHER_PLAN)
    if _text(table[0][1], 2) != instrument:
        return RowProblem(0, RowFault.OTHER_INSTRUMENT, value=_text(table[0][1], 2))
    if len(table) > MOST_ROWS:
        return RowProblem(0, RowFault.TOO_MANY_ROWS, value=str(len(table)))
    return None


def _columns(keys: Sequence[str], words: CellWords) -> dict[Cell, int]:
    """Where each cell stands. A column that was taken out is not there, and its cells are left as they are."""
    places = {key.strip(): place for place, key in enumerate(keys) if place >= LEAD}
    return {cell: places[cell.key] for cell in cells_of(words.years) if cell.key in places}


def _row_faults(
    number: int, cells: Sequence[str], lines: Mapping[str, PresentLine], seen: set[str]
) -> Iterator[RowProblem]:
    line_id = _text(cells, 0)
    if not line_id:
        return
    if line_id not in lines:
        yield RowProblem(number, RowFault.LINE_UNKNOWN, value=_text(cells, 2))
    elif line_id in seen:
        yield RowProblem(number, RowFault.LINE_TWICE, value=_text(cells, 2))
    elif not _text(cells, 1).isdecimal():
        yield RowProblem(number, RowFault.VERSION_MISSING, value=_text(cells, 1))


def _read_row(
    number: int, cells: Sequence[str], columns: Mapping[Cell, int], before: LineFields, words: CellWords
) -> tuple[LineFields, list[RowProblem]]:
    fields, problems = before, []
    for cell, place in columns.items():
        text = cells[place] if place < len(cells) else ""
        if clean(text) == show_cell(before, cell, words) and before is not EMPTY:
            continue  # as it is: also what could no longer be written, such as one of two units of the same name
        try:
            fields = with_cell(fields, cell, read_cell(cell, text, words))
        except CellRefused as refused:
            problems.append(RowProblem(number, refused.fault, cell.key, text[:200]))
    return fields, problems


def _without_result(
    number: int, cells: Sequence[str], columns: Mapping[Cell, int], formulas: Collection[tuple[int, int]]
) -> list[RowProblem]:
    return [
        RowProblem(number, RowFault.FORMULA, cell.key)
        for cell, place in columns.items()
        if (number, place) in formulas and not _text(cells, place)
    ]


def _changes(
    before: LineFields, after: LineFields, columns: Mapping[Cell, int], words: CellWords
) -> Iterator[ChangedCell]:
    for cell in columns:
        old, new = show_cell(before, cell, words), show_cell(after, cell, words)
        if old != new:
            yield ChangedCell(cell.key, old, new)


def _text(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""
