"""What budget codes look like, and every fault of a file of them."""

import csv

import pytest

from app.cli.demo.nomenclature import FILE, USUAL
from app.plans.rules.nomenclature import (
    MOST_ITEMS,
    BudgetLevel,
    NomenclatureFault,
    level_of,
    normal_code,
    parent_of,
    read_nomenclature,
    search_text,
    search_words,
)

HEAD = (1, ["Kode", "Nama"])


def read(*rows):
    return read_nomenclature([HEAD, *((number, list(cells)) for number, cells in enumerate(rows, start=2))])


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("2", BudgetLevel.AFFAIR, ""),
        ("2.16", BudgetLevel.FIELD, ""),
        ("2.16.01", BudgetLevel.PROGRAM, ""),
        ("2.16.01.2.06", BudgetLevel.ACTIVITY, "2.16.01"),
        ("2.16.01.2.06.0002", BudgetLevel.SUB_ACTIVITY, "2.16.01.2.06"),
        ("X.XX.01.2.05", BudgetLevel.ACTIVITY, "X.XX.01"),
        ("2.16.01.2", None, ""),
        ("2.16.01.2.06.1.1", None, "2.16.01.2.06.1"),
        ("rapat", None, ""),
        ("2..16", None, ""),
        ("2.16;01", None, ""),
    ],
)
def test_the_number_of_parts_says_level_and_parent(code, level, parent):
    assert level_of(code) is level
    if level:
        assert parent_of(code) == parent


def test_codes_are_compared_without_what_people_add():
    assert normal_code(" 2.16.01. 2.06. ") == "2.16.01.2.06"
    assert normal_code("x.xx.01") == "X.XX.01"


def test_a_clean_file():
    reading = read(("2.16.01", "Program"), ("2.16.01.2.06", " Administrasi  umum "), ("", ""))
    assert not reading.problems
    assert [(row.code, row.level.value, row.parent, row.name) for row in reading.rows] == [
        ("2.16.01", "program", "", "Program"),
        ("2.16.01.2.06", "activity", "2.16.01", "Administrasi umum"),
    ]


def test_a_parent_may_stand_below_its_child():
    assert not read(("2.16.01.2.06", "Kegiatan"), ("2.16.01", "Program")).problems


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("", "Tanpa kode"), NomenclatureFault.CODE_MISSING),
        (("rapat", "Rapat"), NomenclatureFault.CODE_UNREADABLE),
        (("1." * 25 + "1", "Panjang"), NomenclatureFault.CODE_UNREADABLE),
        (("2.16.01.2", "Empat bagian"), NomenclatureFault.LEVEL_UNKNOWN),
        (("2.16.01", "Lagi"), NomenclatureFault.CODE_TWICE),
        (("2.16.02.2.01", "Tanpa program"), NomenclatureFault.PARENT_MISSING),
        (("2.16.03", " "), NomenclatureFault.NAME_MISSING),
        (("2.16.03", "n" * 301), NomenclatureFault.NAME_TOO_LONG),
    ],
)
def test_every_fault_is_told_with_its_row(row, fault):
    reading = read(("2.16.01", "Program"), row)
    assert [(problem.row, problem.fault) for problem in reading.problems] == [(3, fault)]
    assert [found.code for found in reading.rows] == ["2.16.01"]


def test_a_file_without_headings_or_rows():
    assert read_nomenclature([(1, ["2.16.01", "Program"])]).problems[0].fault is NomenclatureFault.NO_HEADER
    assert read().problems[0].fault is NomenclatureFault.NO_ROWS
    many = [(f"{number}", "Urusan") for number in range(MOST_ITEMS + 1)]
    assert read(*many).problems[0].fault is NomenclatureFault.TOO_MANY_ROWS


def test_headings_may_stand_below_a_title_and_in_any_order():
    reading = read_nomenclature([(1, ["Lampiran"]), (3, ["Uraian", "Kode"]), (4, ["Program", "2.16.01"])])
    assert [(row.code, row.name) for row in reading.rows] == [("2.16.01", "Program")]


def test_words_are_found_in_any_order():
    text = search_text("2.16.01", "Pelayanan  Informasi Publik")
    assert all(word in text for word in search_words("PUBLIK 2.16 pelayanan"))
    assert search_words("  ") == ()


def test_the_example_of_the_demonstration_is_whole_and_says_what_it_is():
    with FILE.open(newline="", encoding="utf-8") as file:
        reading = read_nomenclature(list(enumerate(csv.reader(file, delimiter=";"), start=1)))
    assert not reading.problems
    assert all(row.name.startswith("Contoh: ") for row in reading.rows)
    assert set(USUAL.values()) <= {row.code for row in reading.rows}
