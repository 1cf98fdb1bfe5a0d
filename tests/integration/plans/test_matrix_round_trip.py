"""The matrix in LibreOffice: random lines typed over cell by cell are read back exactly as they were typed.

`--edits 10000` types ten thousand cells; without it a hundred or two, so that the suite stays quick.
"""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from flask import Flask

from app.files import FileKind
from app.files.table import read_sheets
from app.files.workbook import BookCell, Look, render
from app.plans.routes.workbook import LIMITS
from app.plans.rules.cells import Cell, CellKind, cells_of, show_cell
from app.plans.rules.workbook import (
    BASE_SHEET,
    FIRST_ROW,
    LEAD,
    SHEET,
    PresentLine,
    handed_out,
    matrix_difference,
)
from app.plans.workbook import matrix_book
from tests.factories import libreoffice
from tests.factories.libreoffice import Sitting, Typed, sit_down
from tests.unit.plans.test_cells import WORDS, random_line

LINES = 20
CELLS = cells_of(WORDS.years)
WAYS = [(FileKind.XLSX, FileKind.XLSX), (FileKind.ODS, FileKind.ODS), (FileKind.ODS, FileKind.XLSX)]


def typed_into(cell: Cell, line: PresentLine) -> Typed:
    """What a person types so that the cell says what the line says."""
    text = show_cell(line.fields, cell, WORDS)
    value = getattr(line.fields, cell.field)
    if cell.kind in (CellKind.NUMBER, CellKind.MONEY) and cell.year in value:
        number = Decimal(value[cell.year])
        is_exact = BookCell(text, Look.NUMBER, number).is_number
        return float(number) if is_exact else libreoffice.AsText(text)
    return text


@pytest.mark.skipif(libreoffice.PROGRAM is None, reason="LibreOffice is not on this machine")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("kind", "back"), WAYS, ids=[f"{kind}-saved-as-{back}" for kind, back in WAYS])
def test_random_lines_are_read_as_they_were_typed(
    app: Flask, pytestconfig: pytest.Config, kind: FileKind, back: FileKind
) -> None:
    wanted = pytestconfig.getoption("--edits") // len(WAYS)
    random = Random(f"{kind}-{back}")
    rounds, sittings, made = [], [], 0
    while made < wanted:
        before = [PresentLine(f"l{n}", n, n, random_line(random)) for n in range(1, LINES + 1)]
        after = [
            replace(line, fields=random_line(random)) if random.random() < 0.6 else line for line in before
        ]
        typed = {
            (FIRST_ROW - 1 + row, place): typed_into(cell, new)
            for row, (old, new) in enumerate(zip(before, after, strict=True))
            for place, cell in enumerate(CELLS, start=LEAD)
            if show_cell(old.fields, cell, WORDS) != show_cell(new.fields, cell, WORDS)
        }
        made += len(typed)
        content = render(matrix_book("plan", "2021", "Judul", before, WORDS), kind)
        sittings.append(Sitting(content, kind, SHEET, typed, back))
        rounds.append((before, after))
    for (before, after), returned in zip(rounds, sit_down(sittings, 3600), strict=True):
        sheets = read_sheets(returned, back, (SHEET, BASE_SHEET), LIMITS)
        handed = handed_out(sheets[BASE_SHEET].rows)
        assert handed.keys() == {line.id for line in before}
        found = matrix_difference(sheets[SHEET].rows, "plan", "2021", before, WORDS, handed=handed)
        assert not found.problems
        assert not found.conflicts
        assert not found.newer
        changed = {item.line.id: item.fields for item in found.changed}
        for old, new in zip(before, after, strict=True):
            assert changed.get(old.id, old.fields) == new.fields
        assert found.unchanged + len(found.changed) == LINES
    print(f"{made} edits, {len(rounds)} files, 0 mismatches")  # noqa: T201
