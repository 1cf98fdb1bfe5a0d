"""What a workbook would change: cell by cell, with every row that cannot be taken."""

from dataclasses import replace

import pytest

from app.plans.rules import Fault
from app.plans.rules.cells import cells_of, show_cell, with_cell
from app.plans.rules.workbook import (
    LEAD,
    MARK,
    MOST_ROWS,
    PresentLine,
    RowFault,
    matrix_difference,
)
from tests.unit.plans.test_cells import LINE, WORDS, YEARS

CELLS = cells_of(YEARS)
KEYS = [cell.key for cell in CELLS]
PRESENT = [
    PresentLine("a", 1, 4, replace(LINE, activity="Pertama", budgets={2021: 5})),
    PresentLine("b", 2, 1, replace(LINE, activity="Kedua")),
]


def head(keys=KEYS, plan="p", instrument="2021"):
    return (1, [MARK, plan, instrument, *keys])


def row(number, line=None, version=None, **changes):
    shown = [show_cell(line.fields, cell, WORDS) if line else "" for cell in CELLS]
    texts = dict(zip(KEYS, shown, strict=True)) | changes
    lead = [line.id, str(version or line.version), str(line.number)] if line else ["", "", ""]
    return (number, [*lead, *texts.values()])


def differ(*rows, top=None, present=PRESENT):
    table = [top or head(), (2, ["ID", "Versi", "No.", *KEYS]), *rows]
    return matrix_difference(table, "p", "2021", present, WORDS)


def test_as_it_was_handed_out_nothing_changes():
    found = differ(row(3, PRESENT[0]), row(4, PRESENT[1]), row(5))
    assert found.is_empty
    assert (found.unchanged, found.missing, found.problems) == (2, (), ())


def test_changed_cells_are_told_before_and_after():
    found = differ(row(3, PRESENT[0], budgets_2021="1500", remarks="Baru"), row(4, PRESENT[1]))
    (changed,) = found.changed
    assert [(cell.key, cell.before, cell.after) for cell in changed.cells] == [
        ("budgets_2021", "5", "1.500"),
        ("remarks", "", "Baru"),
    ]
    assert changed.fields == replace(PRESENT[0].fields, budgets={2021: 1500}, remarks="Baru")
    assert (changed.is_conflict, changed.row, found.unchanged) == (False, 3, 1)


def test_the_same_number_written_otherwise_is_no_change():
    assert differ(row(3, PRESENT[0], budgets_2021="Rp 5,00"), row(4, PRESENT[1])).is_empty


def test_without_the_hidden_sheet_an_older_version_makes_every_changed_cell_a_choice():
    (changed,) = differ(row(3, PRESENT[0], version=3, remarks="x"), row(4, PRESENT[1])).changed
    assert [(cell.key, cell.handed) for cell in changed.cells] == [("remarks", "")]


def test_a_row_without_an_id_is_a_new_line():
    found = differ(row(3, PRESENT[0]), row(9, activity="Baru", category_code="SDM", quarters_2021="I-II"))
    (added,) = found.added
    assert (added.row, added.fields.activity, added.fields.quarters) == (9, "Baru", {2021: (1, 2)})
    assert [line.id for line in found.missing] == ["b"]


def test_a_line_left_out_is_missing_and_nothing_more():
    found = differ(row(3, PRESENT[0]))
    assert (found.is_empty, [line.id for line in found.missing]) == (True, ["b"])


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (row(5, activity="Tanpa kategori"), [(Fault.MISSING, "category_code")]),
        (row(5, category_code="SDM", remarks="x"), [(Fault.MISSING, "activity")]),
        (row(5, PRESENT[1], budgets_2021="banyak"), [(Fault.NOT_A_NUMBER, "budgets_2021")]),
        (
            row(5, PRESENT[1], budgets_2021="-1", fund_source="lotere"),
            [(Fault.NEGATIVE, "budgets_2021"), (Fault.UNKNOWN, "fund_source")],
        ),
        (row(5, PresentLine("z", 9, 1, LINE)), [(RowFault.LINE_UNKNOWN, "")]),
        (row(5, PRESENT[0], remarks="disalin"), [(RowFault.LINE_TWICE, "")]),
        (row(5, PRESENT[1], version="?"), [(RowFault.VERSION_MISSING, "")]),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_is_left_as_a_whole(changed, told):
    found = differ(row(3, PRESENT[0], remarks="Diubah"), changed)
    assert [(problem.row, problem.fault, problem.key) for problem in found.problems] == [
        (5, fault, key) for fault, key in told
    ]
    assert [item.line.id for item in found.changed] == ["a"]
    assert not found.added


def test_a_column_that_was_taken_out_changes_nothing():
    top = head([key for key in KEYS if key != "budgets_2021"])
    place = LEAD + KEYS.index("budgets_2021")
    rows = [
        (number, cells[:place] + cells[place + 1 :])
        for number, cells in (row(3, PRESENT[0]), row(4, PRESENT[1]))
    ]
    assert differ(*rows, top=top).is_empty


def test_columns_may_be_moved():
    top = head(KEYS[::-1])
    rows = [
        (number, cells[:LEAD] + cells[LEAD:][::-1])
        for number, cells in (row(3, PRESENT[0], remarks="x"), row(4, PRESENT[1]))
    ]
    (changed,) = differ(*rows, top=top).changed
    assert [cell.key for cell in changed.cells] == ["remarks"]


def test_what_can_no_longer_be_written_stays_as_long_as_nobody_touches_it():
    ambiguous = PresentLine("c", 3, 1, replace(LINE, supporting_unit_ids=("u1",), unit_of_measure="x" * 70))
    assert differ(row(3, ambiguous), present=[ambiguous]).is_empty


@pytest.mark.parametrize(
    ("top", "fault"),
    [
        ((1, ["Kode", "Nama"]), RowFault.NOT_OURS),
        (head(plan="q"), RowFault.OTHER_PLAN),
        (head(instrument="2023"), RowFault.OTHER_INSTRUMENT),
    ],
)
def test_foreign_files_are_refused_as_a_whole(top, fault):
    found = differ(row(3, PRESENT[0], remarks="x"), top=top)
    assert (found.is_refused, found.is_empty) == (True, True)
    assert [problem.fault for problem in found.problems] == [fault]
    assert matrix_difference([], "p", "2021", PRESENT, WORDS).problems[0].fault is RowFault.NOT_OURS


def test_too_many_rows():
    rows = [row(number) for number in range(3, MOST_ROWS + 4)]
    assert differ(*rows).problems[0].fault is RowFault.TOO_MANY_ROWS


def test_the_seal_holds_what_the_preview_showed():
    mine = row(3, PRESENT[0], remarks="x"), row(4, PRESENT[1])
    before = differ(*mine).seal
    assert differ(*mine).seal == before
    newer = [replace(PRESENT[0], version=5), PRESENT[1]]
    assert differ(*mine, present=newer).seal != before
    otherwise = with_cell(PRESENT[0].fields, CELLS[-1], "y")
    assert differ(*mine, present=[replace(PRESENT[0], fields=otherwise), PRESENT[1]]).seal != before


def test_a_formula_without_a_result_is_no_emptied_cell():
    place = LEAD + KEYS.index("remarks")
    table = [head(), (2, ["ID"]), row(3, PRESENT[0], remarks=""), row(4, PRESENT[1], remarks="hasil")]
    found = matrix_difference(table, "p", "2021", PRESENT, WORDS, {(3, place), (4, place)})
    assert [(problem.row, problem.fault, problem.key) for problem in found.problems] == [
        (3, RowFault.FORMULA, "remarks")
    ]
    assert [item.line.id for item in found.changed] == ["b"]
