"""A workbook held against the assessment as it is now: cell by cell, with everything that cannot be taken."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from app.assessment.rules.workbook.cells import Asked, CellRefused, Part, RowFault, clean, read_part
from app.assessment.rules.workbook.places import (
    FIRST_ROW,
    LEAD,
    MARK,
    MOST_ROWS,
    Identity,
    Table,
    identity_of,
    text_at,
)
from app.assessment.rules.workbook.told import (
    ChangedAnswer,
    ChangedCell,
    Present,
    Returned,
    RowProblem,
    SheetDifference,
)

Judge = Callable[[Asked, Part, str], str]


def sheet_difference(
    returned: Returned,
    expected: Identity,
    present: Sequence[Present],
    judge: Judge,
    elsewhere: Collection[str] = (),
) -> SheetDifference:
    """Hold a workbook against the answers. A row with a faulty cell is not taken at all, and its reason is told.

    `judge` says in words why the kind of answer refuses what a cell means, or nothing; `elsewhere` are ids of questions
    that others answer.
    """
    refusal = _refusal(returned.table, expected)
    if refusal is not None:
        return SheetDifference(problems=(refusal,))
    reading = _Reading(returned, {each.asked.id: each for each in present}, judge, elsewhere)
    for number, cells in returned.table[1:]:
        if number >= FIRST_ROW:
            reading.row(number, cells)
    return SheetDifference(
        changed=tuple(reading.changed),
        problems=tuple(reading.problems),
        missing=tuple(each for each in present if each.asked.id not in reading.seen),
        newer=tuple(reading.newer),
        unchanged=reading.unchanged,
        typed=reading.typed,
    )


def _refusal(table: Table, expected: Identity) -> RowProblem | None:
    found = identity_of(table)
    keys = {text_at(table[0][1], place) for place in range(LEAD, len(table[0][1]))} if table else set()
    if found.mark.startswith("renaksi-matriks"):
        return RowProblem(0, RowFault.PLAN_MATRIX)
    if found.mark != MARK or not keys & set(Part):
        return RowProblem(0, RowFault.NOT_OURS)
    if found.assessment_id != expected.assessment_id:
        return RowProblem(0, RowFault.OTHER_ASSESSMENT, value=found.assessment_id[:64])
    if (found.instrument, found.fingerprint) != (expected.instrument, expected.fingerprint):
        return RowProblem(0, RowFault.OTHER_INSTRUMENT, value=found.instrument[:64])
    if len(table) > MOST_ROWS:
        return RowProblem(0, RowFault.TOO_MANY_ROWS, value=str(len(table)))
    return None


class _Reading:
    """Goes through the rows once."""

    def __init__(
        self, returned: Returned, present: Mapping[str, Present], judge: Judge, elsewhere: Collection[str]
    ) -> None:
        self._returned, self._present, self._judge, self._elsewhere = returned, present, judge, elsewhere
        keys = [key.strip() for key in returned.table[0][1]]
        # A column that was taken out is not there, and its cells are left as they are.
        self._columns = {part: keys.index(part.value) for part in Part if part.value in keys}
        self.changed: list[ChangedAnswer] = []
        self.newer: list[Present] = []
        self.problems: list[RowProblem] = []
        self.typed: dict[int, tuple[str, Mapping[Part, str]]] = {}
        self.seen: set[str] = set()
        self.unchanged = 0

    def row(self, number: int, cells: Sequence[str]) -> None:
        """One row: a change, a fault, or nothing."""
        texts = {part: cells[place] if place < len(cells) else "" for part, place in self._columns.items()}
        question_id = text_at(cells, 0)
        if not question_id and not any(text.strip() for text in texts.values()):
            return
        present = self._present.get(question_id)
        fault = self._row_fault(question_id, cells)
        if fault is not None or present is None:
            told = fault or RowFault.QUESTION_UNKNOWN
            self.problems.append(RowProblem(number, told, value=question_id[:64]))
            self.typed[number] = (question_id, texts)
            return
        self.seen.add(question_id)
        meant, refused = self._meanings(number, present, texts)
        found = tuple(self._changes(present, meant, text_at(cells, 1)))
        refused += [] if refused or not found else self._closed(number, present)
        if refused:
            self.problems += refused
            self.typed[number] = (question_id, texts)
        elif found:
            self.changed.append(ChangedAnswer(present, number, found))
        else:
            self.unchanged += 1
            if self._moved_on(present, meant):
                self.newer.append(present)

    def _row_fault(self, question_id: str, cells: Sequence[str]) -> RowFault | None:
        if not question_id:
            return RowFault.ID_MISSING
        if question_id not in self._present:
            is_elsewhere = question_id in self._elsewhere
            return RowFault.QUESTION_ELSEWHERE if is_elsewhere else RowFault.QUESTION_UNKNOWN
        if question_id in self.seen:
            return RowFault.QUESTION_TWICE
        return None if text_at(cells, 1).isdecimal() else RowFault.VERSION_MISSING

    def _meanings(
        self, number: int, present: Present, texts: Mapping[Part, str]
    ) -> tuple[dict[Part, str], list[RowProblem]]:
        meant: dict[Part, str] = {}
        refused = []
        for part, text in texts.items():
            try:
                meant[part] = self._meaning(number, present, part, text)
            except CellRefused as refusal:
                told = RowProblem(number, refusal.fault, part, text[:200], refusal.words)
                refused.append(told)
        return meant, refused

    def _meaning(self, number: int, present: Present, part: Part, text: str) -> str:
        if (number, self._columns[part]) in self._returned.formulas:
            raise CellRefused(RowFault.FORMULA)
        if present.asked.is_measured and part is Part.ANSWER:
            # What is computed stands there in the words of the day on which it was handed out.
            handed = self._returned.handed.get(present.asked.id)
            if handed is not None and clean(text) != clean(handed.answer):
                raise CellRefused(RowFault.MEASURED)
            return present.answer
        meaning = read_part(present.asked, part, text)
        if meaning and meaning != present.now(part):
            words = self._judge(present.asked, part, meaning)
            if words:
                raise CellRefused(RowFault.REFUSED, words)
        return meaning

    def _changes(self, present: Present, meant: Mapping[Part, str], version: str) -> Iterator[ChangedCell]:
        handed = self._returned.handed.get(present.asked.id)
        for part, after in meant.items():
            now = present.now(part)
            if after == now or (part is Part.LINK and after in present.links):
                continue
            if handed is not None and after == handed.was(part):
                continue  # nobody touched this cell; what is stored is newer
            if part is Part.LINK:
                yield ChangedCell(part, now, after)
            elif handed is not None:
                was = handed.was(part)
                yield ChangedCell(part, now, after, None if was == now else was)
            else:
                yield ChangedCell(part, now, after, None if version == str(present.version) else "")

    def _closed(self, number: int, present: Present) -> list[RowProblem]:
        return [] if present.closed is None else [RowProblem(number, present.closed)]

    def _moved_on(self, present: Present, meant: Mapping[Part, str]) -> bool:
        compared = (part for part in meant if part is not Part.LINK)
        return any(meant[part] != present.now(part) for part in compared)
