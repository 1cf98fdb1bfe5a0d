import time
from dataclasses import replace
from decimal import Decimal

import pytest

from app.plans.document_data import CategoryLines, ChapterData, Totals
from app.plans.side_by_side import LineRow, RowKind, TotalChange, side_by_side
from app.plans.versions import CellChange
from tests.unit.plans.documents import document, line

pytestmark = pytest.mark.unit


def kinds(result):
    return [(row.kind.value, row.line.id) for row in result.rows]


def test_every_line_stands_once_in_the_order_of_the_later_version():
    before = document(line("a"), line("gone"), line("b"))
    after = document(line("new"), line("b", activity="Lain"), line("a"))
    result = side_by_side(before, after)
    assert kinds(result) == [("added", "new"), ("changed", "b"), ("same", "a"), ("removed", "gone")]
    assert [result.count(kind) for kind in RowKind] == [1, 1, 1, 1]
    assert [row.line.id for row in result.differing] == ["new", "b", "gone"]


def test_swapping_turns_everything_round():
    before, after = document(line("a"), line("b")), document(line("b", remarks="x"), line("c"))
    there, back = side_by_side(before, after), side_by_side(after, before)
    turned = {RowKind.ADDED: RowKind.REMOVED, RowKind.REMOVED: RowKind.ADDED}
    assert {(turned.get(row.kind, row.kind), row.line.id) for row in there.rows} == {
        (row.kind, row.line.id) for row in back.rows
    }
    assert [(total.before, total.after) for total in there.totals] == [
        (total.after, total.before) for total in back.totals
    ]


def test_a_line_that_went_to_another_category_is_one_changed_line():
    before = document(line("a"))
    moved = line("a", category_code="kebijakan")
    after = replace(document(moved), categories=(CategoryLines("kebijakan", "Kebijakan", (moved,), {}, 0),))
    (row,) = side_by_side(before, after).rows
    assert row.cells == (CellChange("category_code", "sdm", "kebijakan"),)


def test_a_category_that_went_still_shows_its_lines():
    after = replace(document(line("a")), categories=())
    assert kinds(side_by_side(document(line("a")), after)) == [("removed", "a")]


def test_another_number_is_told_and_is_no_change():
    (row,) = side_by_side(document(line(number=1)), document(line(number=4))).rows
    assert (row.kind, row.moved) == (RowKind.SAME, (1, 4))


def test_sums_before_and_after():
    before = replace(document(), totals=Totals(2, {2021: 5, 2022: 0}, {"apbd": 5}, 5))
    after = replace(document(), totals=Totals(3, {2021: 5, 2023: 4}, {"apbd": 2, "": 7}, 9))
    totals = side_by_side(before, after).totals
    assert totals == (
        TotalChange("lines", "", 2, 3),
        TotalChange("year", "2021", 5, 5),
        TotalChange("year", "2022", 0, 0),
        TotalChange("year", "2023", 0, 4),
        TotalChange("source", "apbd", 5, 2),
        TotalChange("source", "", 0, 7),
        TotalChange("all", "", 5, 9),
    )
    assert [total.difference for total in totals] == [1, 0, 0, 4, -3, 7, 4]


def test_cells_with_words_show_which_and_others_do_not():
    cell = CellChange("activity", "Bimtek admin", "Bimtek lanjutan")
    assert [(run.kind, run.text) for run in cell.words] == [
        ("same", "Bimtek"),
        ("removed", "admin"),
        ("added", "lanjutan"),
    ]
    assert CellChange("activity", "", "Baru").words == ()
    assert CellChange("targets", Decimal(1), Decimal(2), 2021).words == ()
    assert CellChange("fund_source", "apbd", "apbn").words == ()


def test_a_new_title_alone_changes_a_chapter():
    after = document(chapters=(ChapterData("bab1", "Pembuka", "<p>Satu dua tiga.</p>"),))
    result = side_by_side(document(), after)
    assert [(chapter.title_before, chapter.title) for chapter in result.chapters] == [
        ("Pendahuluan", "Pembuka")
    ]
    assert not result.is_empty


def test_the_same_version_twice_is_empty():
    assert side_by_side(document(), document()).is_empty


def test_a_row_without_a_line_is_a_mistake():
    with pytest.raises(ValueError, match="one side"):
        _ = LineRow(RowKind.SAME, None, None).line


def test_thousands_of_lines_and_long_chapters_take_seconds_at_most():
    lines = [line(f"l{number}", number=number) for number in range(2000)]
    words = " ".join(
        f"kata{number % 97}." if number % 12 == 0 else f"kata{number % 89}" for number in range(20_000)
    )
    before = document(*lines, chapters=(ChapterData("bab1", "I", f"<p>{words}</p>"),))
    after = document(
        *(replace(each, activity="Lain") for each in lines),
        chapters=(ChapterData("bab1", "I", f"<p>{words.replace('kata5', 'lain5')}</p>"),),
    )
    started = time.process_time()
    assert side_by_side(before, after).count(RowKind.CHANGED) == 2000
    assert time.process_time() - started < 10
