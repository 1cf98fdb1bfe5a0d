"""A workbook held against the plan as it is now: cell by cell, with everything that cannot be taken."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

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
from app.plans.rules.workbook.places import FIRST_ROW, LEAD, MARK, MOST_ROWS, Handed, Table, text_at
from app.plans.rules.workbook.told import (
    ChangedCell,
    ChangedLine,
    MatrixDifference,
    NewLine,
    PresentLine,
    RejectedRow,
    RowFault,
    RowProblem,
)

EMPTY = LineFields("", "")
_SHOWN = 200  # letters of a refused text that are told


def matrix_difference(
    table: Table,
    plan_id: str,
    instrument: str,
    present: Sequence[PresentLine],
    words: CellWords,
    formulas: Collection[tuple[int, int]] = (),
    handed: Handed | None = None,
) -> MatrixDifference:
    """Hold a workbook against the plan. A row with a faulty cell is not taken at all, and its reason is told.

    `formulas`: (row, column from 0) of cells that hold one; without a result it would look like an emptied cell.
    `handed`: what the hidden sheet says was handed out; a file without one is judged by the version of each line.
    """
    refusal = _refusal(table, plan_id, instrument)
    if refusal is not None:
        return MatrixDifference(problems=(refusal,))
    reading = _Reading(table[0][1], {line.id: line for line in present}, words, formulas, handed or {})
    for number, cells in table[1:]:
        if number >= FIRST_ROW:
            reading.row(number, cells)
    return MatrixDifference(
        changed=tuple(reading.changed),
        added=tuple(reading.added),
        missing=tuple(line for line in present if line.id not in reading.seen),
        problems=tuple(reading.problems),
        unchanged=reading.unchanged,
        newer=tuple(reading.newer),
        rejected=tuple(reading.rejected),
    )


def _refusal(table: Table, plan_id: str, instrument: str) -> RowProblem | None:
    if not table or text_at(table[0][1], 0) != MARK:
        return RowProblem(0, RowFault.NOT_OURS)
    if text_at(table[0][1], 1) != plan_id:
        return RowProblem(0, RowFault.OTHER_PLAN)
    if text_at(table[0][1], 2) != instrument:
        return RowProblem(0, RowFault.OTHER_INSTRUMENT, value=text_at(table[0][1], 2))
    if len(table) > MOST_ROWS:
        return RowProblem(0, RowFault.TOO_MANY_ROWS, value=str(len(table)))
    return None


class _Reading:
    """Goes through the rows once."""

    def __init__(
        self,
        keys: Sequence[str],
        lines: Mapping[str, PresentLine],
        words: CellWords,
        formulas: Collection[tuple[int, int]],
        handed: Handed,
    ) -> None:
        self._lines, self._words, self._formulas, self._handed = lines, words, formulas, handed
        places = {key.strip(): place for place, key in enumerate(keys) if place >= LEAD}
        # A column that was taken out is not there, and its cells are left as they are.
        self._columns = {cell: places[cell.key] for cell in cells_of(words.years) if cell.key in places}
        self.changed: list[ChangedLine] = []
        self.added: list[NewLine] = []
        self.newer: list[PresentLine] = []
        self.problems: list[RowProblem] = []
        self.rejected: list[RejectedRow] = []
        self.seen: set[str] = set()
        self.unchanged = 0

    def row(self, number: int, cells: Sequence[str]) -> None:
        """One row: a change, a new line, a fault, or nothing."""
        texts = {cell: cells[place] if place < len(cells) else "" for cell, place in self._columns.items()}
        line_id = text_at(cells, 0)
        if not line_id and not any(text.strip() for text in texts.values()):
            return
        line = self._lines.get(line_id)
        fault = self._row_fault(line_id, cells)
        self.seen.add(line_id)
        if fault is RowFault.LINE_UNKNOWN:
            # Nothing to be mended: it must not come back as a new line.
            self.problems.append(RowProblem(number, fault, value=text_at(cells, 2)))
            return
        touched = self._touched(line, texts) if line else texts
        values, refused = self._values(number, touched)
        refused += self._without_result(number, texts)
        if fault is not None:
            place = 1 if fault is RowFault.VERSION_MISSING else 2
            refused.insert(0, RowProblem(number, fault, value=text_at(cells, place)))
        if refused:
            self.problems += refused
            self._reject(number, line, fault, texts, touched)
        elif line is None:
            self.added.append(NewLine(number, _with(EMPTY, values)))
        else:
            self._change(number, line, values, text_at(cells, 1))

    def _row_fault(self, line_id: str, cells: Sequence[str]) -> RowFault | None:
        if not line_id:
            return None
        if line_id not in self._lines:
            return RowFault.LINE_UNKNOWN
        if line_id in self.seen:
            return RowFault.LINE_TWICE
        return None if text_at(cells, 1).isdecimal() else RowFault.VERSION_MISSING

    def _touched(self, line: PresentLine, texts: Mapping[Cell, str]) -> dict[Cell, str]:
        """The cells that say something else than what was handed out, and than the plan."""
        handed = self._handed.get(line.id, {})
        return {
            cell: text
            for cell, text in texts.items()
            # As it is: also what could no longer be written, such as one of two units of the same name.
            if clean(text) != show_cell(line.fields, cell, self._words)
            and not (cell.key in handed and self._is_same(cell, text, handed[cell.key]))
        }

    def _is_same(self, cell: Cell, text: str, handed: str) -> bool:
        """Whether two texts mean the same, "Rp 5,00" and "5"."""
        if clean(text) == clean(handed):
            return True
        try:
            meant: Any = read_cell(cell, text, self._words)
            return bool(meant == read_cell(cell, handed, self._words))
        except CellRefused:
            return False

    def _values(self, number: int, texts: Mapping[Cell, str]) -> tuple[dict[Cell, Any], list[RowProblem]]:
        values, problems = {}, []
        for cell, text in texts.items():
            try:
                values[cell] = read_cell(cell, text, self._words)
            except CellRefused as refused:
                problems.append(RowProblem(number, refused.fault, cell.key, text[:_SHOWN]))
        return values, problems

    def _without_result(self, number: int, texts: Mapping[Cell, str]) -> list[RowProblem]:
        return [
            RowProblem(number, RowFault.FORMULA, cell.key)
            for cell, text in texts.items()
            if (number, self._columns[cell]) in self._formulas and not text.strip()
        ]

    def _change(self, number: int, line: PresentLine, values: Mapping[Cell, Any], version: str) -> None:
        after = _with(line.fields, values)
        found = tuple(self._changes(line, after, values, version))
        if found:
            self.changed.append(ChangedLine(line, number, found, after))
            return
        self.unchanged += 1
        handed = self._handed.get(line.id, {})
        if any(
            cell.key in handed and clean(handed[cell.key]) != show_cell(line.fields, cell, self._words)
            for cell in self._columns
        ):
            self.newer.append(line)

    def _changes(
        self, line: PresentLine, after: LineFields, values: Mapping[Cell, Any], version: str
    ) -> Iterator[ChangedCell]:
        handed = self._handed.get(line.id)
        for cell in self._columns:
            old, new = (show_cell(fields, cell, self._words) for fields in (line.fields, after))
            if old == new:
                continue
            was = None
            if cell in values and handed is not None and cell.key in handed:
                was = None if clean(handed[cell.key]) == old else handed[cell.key]
            elif cell in values and version != str(line.version):
                was = ""  # nobody knows any more what stood there
            yield ChangedCell(cell, old, new, values.get(cell), was, follows=cell not in values)

    def _reject(
        self,
        number: int,
        line: PresentLine | None,
        fault: RowFault | None,
        texts: Mapping[Cell, str],
        touched: Mapping[Cell, str],
    ) -> None:
        if line is None or fault is RowFault.LINE_TWICE:
            # Whoever copies a whole row wants a new line that resembles it.
            self.rejected.append(
                RejectedRow(number, None, {cell.key: clean(text) for cell, text in texts.items()}, {})
            )
            return
        now = {cell: show_cell(line.fields, cell, self._words) for cell in cells_of(self._words.years)}
        handed = self._handed.get(line.id, {})
        self.rejected.append(
            RejectedRow(
                number,
                line,
                {cell.key: clean(touched.get(cell, shown)) for cell, shown in now.items()},
                {
                    cell.key: handed.get(cell.key, shown) if cell in touched else shown
                    for cell, shown in now.items()
                },
            )
        )


def _with(fields: LineFields, values: Mapping[Cell, Any]) -> LineFields:
    for cell, value in values.items():
        fields = with_cell(fields, cell, value)
    return fields
