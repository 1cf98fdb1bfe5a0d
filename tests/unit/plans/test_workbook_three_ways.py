"""A workbook and a plan that others went on with: each cell by what was handed out, what is stored, what was typed."""

from dataclasses import replace
from random import Random

import pytest

from app.plans.rules import Fault
from app.plans.rules.cells import show_cell
from app.plans.rules.workbook import MARK, PresentLine, RowFault, handed_out, matrix_difference
from tests.unit.plans.test_cells import CELLS, LINE, WORDS, random_line

KEYS = list(CELLS)


def shown(fields):
    return {key: show_cell(fields, cell, WORDS) for key, cell in CELLS.items()}


def held(base, theirs, ours, *, version=1, now=2, **typed):
    """The difference of one line: as handed out, as stored by now, as the file has it."""
    table = [
        (1, [MARK, "p", "2021", *KEYS]),
        (2, ["ID"]),
        (3, ["a", str(version), "1", *(shown(ours) | typed).values()]),
    ]
    handed = {"a": shown(base)} if base is not None else {}
    return matrix_difference(table, "p", "2021", [PresentLine("a", 1, now, theirs)], WORDS, handed=handed)


def test_a_cell_nobody_touched_in_the_file_never_overwrites():
    theirs = replace(LINE, remarks="Orang lain", budgets={2021: 9})
    found = held(LINE, theirs, LINE)
    assert (found.is_empty, found.unchanged, [line.id for line in found.newer]) == (True, 1, ["a"])
    found = held(LINE, theirs, replace(LINE, problem="Saya"))
    (item,) = found.changed
    assert [(cell.key, cell.is_conflict) for cell in item.cells] == [("problem", False)]
    assert item.with_cells(item.cells) == replace(theirs, problem="Saya")


def test_a_cell_of_two_people_has_three_values_and_waits():
    base, theirs = replace(LINE, remarks="Lama"), replace(LINE, remarks="Orang lain")
    (item,) = held(base, theirs, replace(LINE, remarks="Saya", problem="Baru")).changed
    conflict = next(cell for cell in item.cells if cell.is_conflict)
    assert (conflict.key, conflict.handed, conflict.before, conflict.after) == (
        "remarks",
        "Lama",
        "Orang lain",
        "Saya",
    )
    assert item.with_cells(item.wanted(())) == replace(theirs, problem="Baru")
    assert item.with_cells(item.wanted({item.name(conflict)})) == replace(
        theirs, problem="Baru", remarks="Saya"
    )


def test_the_same_written_by_both_is_no_conflict():
    same = replace(LINE, remarks="Sama")
    assert held(LINE, same, same).is_empty
    # And the same number written otherwise was not touched.
    assert held(replace(LINE, budgets={2021: 5}), LINE, LINE, budgets_2021="Rp 5,00").is_empty


def test_emptying_a_cell_is_a_change_and_counted():
    full = replace(LINE, remarks="Ada")
    found = held(full, full, LINE)
    assert (found.emptied, found.changed[0].cells[0].is_conflict) == (1, False)
    assert held(full, replace(LINE, remarks="Lain"), LINE).conflicts == 1


def test_what_follows_of_another_cell_is_shown_and_comes_with_it():
    line = replace(LINE, supporting_unit_ids=("u1", "u2"))
    (item,) = held(line, line, line, responsible_unit_id="Dinas Sosial").changed
    assert [(cell.key, cell.follows) for cell in item.cells] == [
        ("responsible_unit_id", False),
        ("supporting_unit_ids", True),
    ]
    assert item.with_cells(item.cells) == replace(line, responsible_unit_id="u1", supporting_unit_ids=("u2",))


@pytest.mark.parametrize("seed", range(40))
def test_random_lines_of_two_people(seed):
    random = Random(seed)
    base = random_line(random)
    fixed = {"responsible_unit_id": None, "supporting_unit_ids": ()}
    base, other, third = (replace(line, **fixed) for line in (base, random_line(random), random_line(random)))
    theirs, ours = (mixed(random, base, with_other) for with_other in (other, third))
    # Some cells are the same with both.
    ours = mixed(random, ours, theirs, share=0.2)
    found = held(base, theirs, ours)
    assert not found.problems
    was, now, typed = shown(base), shown(theirs), shown(ours)
    told = {cell.key: cell.is_conflict for item in found.changed for cell in item.cells}
    assert told == {
        key: now[key] != was[key] for key in KEYS if typed[key] != now[key] and typed[key] != was[key]
    }
    for overwrite in (False, True):
        wanted = {
            key: typed[key] if key in told and (overwrite or not told[key]) else now[key] for key in KEYS
        }
        for item in found.changed:
            names = {item.name(cell) for cell in item.cells} if overwrite else set()
            assert shown(item.with_cells(item.wanted(names))) == wanted


def mixed(random, line, other, share=0.4):
    """The line with some cells of another."""
    fields = {name: getattr(line, name) for name in line.__slots__}
    for name in line.__slots__:
        if random.random() < share:
            fields[name] = getattr(other, name)
    return replace(line, **fields)


class TestRejected:
    def test_a_faulty_row_is_mendable_and_keeps_what_was_handed_out(self):
        base = replace(LINE, remarks="Lama", problem="Dahulu")
        theirs = replace(base, remarks="Orang lain", problem="Kini")
        found = held(base, theirs, replace(base, remarks="Saya"), budgets_2021="banyak")
        assert [(problem.fault, problem.key) for problem in found.problems] == [
            (Fault.NOT_A_NUMBER, "budgets_2021")
        ]
        (row,) = found.rejected
        assert row.line is not None
        assert (row.texts["budgets_2021"], row.texts["remarks"], row.texts["problem"]) == (
            "banyak",
            "Saya",
            "Kini",  # nobody touched it here, so the newer text stays
        )
        assert (row.handed["remarks"], row.handed["problem"]) == ("Lama", "Kini")
        # Mended and brought back: the conflict is still one.
        table = [
            (1, [MARK, "p", "2021", *KEYS]),
            (2, ["ID"]),
            (3, ["a", "2", "1", *(row.texts | {"budgets_2021": "7"}).values()]),
        ]
        again = matrix_difference(
            table, "p", "2021", [PresentLine("a", 1, 2, theirs)], WORDS, handed={"a": row.handed}
        )
        assert {cell.key: cell.is_conflict for cell in again.changed[0].cells} == {
            "budgets_2021": False,
            "remarks": True,
        }

    def test_a_new_row_and_a_copied_one_come_back_as_new_ones_and_a_deleted_one_does_not(self):
        texts = shown(LINE)
        table = [
            (1, [MARK, "p", "2021", *KEYS]),
            (2, ["ID"]),
            (3, ["a", "1", "1", *texts.values()]),
            (4, ["a", "1", "1", *texts.values()]),
            (5, ["", "", "", *(texts | {"category_code": "Entah"}).values()]),
            (6, ["z", "1", "9", *texts.values()]),
        ]
        found = matrix_difference(table, "p", "2021", [PresentLine("a", 1, 1, LINE)], WORDS)
        assert [problem.fault for problem in found.problems] == [
            RowFault.LINE_TWICE,
            Fault.UNKNOWN,
            RowFault.LINE_UNKNOWN,
        ]
        assert [(row.row, row.line) for row in found.rejected] == [(4, None), (5, None)]
        assert found.rejected[1].texts["category_code"] == "Entah"


def test_the_hidden_sheet_is_read_by_its_keys():
    assert handed_out([]) == {}
    assert handed_out([(1, ["No.", "remarks"]), (2, ["a", "x"])]) == {}
    read = handed_out([(1, ["id", "remarks", "", "problem"]), (2, ["a", "x\ny", "-", ""]), (3, ["", "z"])])
    assert read == {"a": {"remarks": "x\ny", "problem": ""}}
