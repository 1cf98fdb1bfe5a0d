from decimal import Decimal

import pytest

from app.plans.document_data import ChapterData
from app.plans.versions import CellChange, compare
from app.plans.words import compare_words, text_of
from tests.unit.plans.documents import document, line

pytestmark = pytest.mark.unit


def test_the_same_version_does_not_differ():
    result = compare(document(), document())
    assert result.is_empty
    assert result.unchanged == 1


def test_lines_come_and_go():
    result = compare(document(line("a"), line("b")), document(line("b"), line("c")))
    assert ([x.id for x in result.added], [x.id for x in result.removed]) == (["c"], ["a"])


def test_a_line_changes_cell_by_cell():
    after = line(
        activity="Bimtek lanjutan", targets={2021: Decimal(50), 2022: None}, budgets={2021: 0, 2022: None}
    )
    (change,) = compare(document(line()), document(after)).changed
    assert change.cells == (
        CellChange("activity", "Bimtek admin", "Bimtek lanjutan"),
        CellChange("targets", Decimal(40), Decimal(50), 2021),
        CellChange("budgets", 10**19, 0, 2021),
    )


def test_no_quarter_and_no_entry_are_the_same():
    assert compare(document(line(quarters={2021: ()})), document(line(quarters={}))).is_empty


def test_a_budget_of_nothing_is_not_an_open_budget():
    result = compare(document(line(budgets={2021: None})), document(line(budgets={2021: 0})))
    assert result.changed[0].cells == (CellChange("budgets", None, 0, 2021),)


def test_a_new_number_alone_is_no_change():
    assert compare(document(line(number=1)), document(line(number=7))).is_empty


def test_chapters_differ_by_words():
    after = document(chapters=(ChapterData("bab1", "Pendahuluan", "<p>Satu <b>empat</b> tiga.</p>"),))
    (chapter,) = compare(document(), after).chapters
    assert [(run.kind, run.text) for run in chapter.words] == [
        ("same", "Satu"),
        ("removed", "dua"),
        ("added", "empat"),
        ("same", "tiga."),
    ]


def test_markup_alone_is_no_change():
    assert text_of("<p>Satu</p><p>dua &amp; tiga</p>") == "Satu dua & tiga"
    assert compare_words("a b", "a b")[0].kind == "same"
