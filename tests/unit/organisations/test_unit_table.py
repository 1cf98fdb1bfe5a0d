"""A list of OPD as people type it: read what is good, name everything that is not."""

from app.organisations.rules import name_key
from app.organisations.rules.unit_table import (
    MOST_ROWS,
    Column,
    Fault,
    Known,
    guess_kind,
    read_table,
    split_aliases,
)

KINDS = {"dinas": "dinas", "badan": "badan", "satpol pp": "satpol", "kecamatan": "kecamatan"}
HEADER = ["Nama OPD", "Jenis", "Singkatan", "Nama lain"]


def read(*rows, known=None, header=HEADER):
    table = [(number, list(cells)) for number, cells in enumerate([header, *rows], start=1)]
    return read_table(table, KINDS, known or Known())


def known(**names: list[str]) -> Known:
    """known(**{"Dinas Sosial": ["Dinsos"]})"""
    return Known(
        {name_key(name): name for name in names},
        {name_key(alias): name for name, aliases in names.items() for alias in aliases},
    )


def faults(reading):
    return [(each.row, each.column, each.fault) for each in reading.problems]


def test_a_row_gives_an_opd():
    reading = read(["Dinas Sosial", "Dinas", "Dinsos", "Dinsos Sinjai; DINSOS KAB"])
    assert not reading.problems
    row = reading.rows[0]
    assert (row.row, row.name, row.kind, row.short_name) == (2, "Dinas Sosial", "dinas", "Dinsos")
    assert row.aliases == ("Dinsos Sinjai", "DINSOS KAB")
    assert not row.is_known


def test_only_the_name_is_needed():
    reading = read(["Kecamatan Sinjai Utara"], header=["nama perangkat daerah"])
    assert [(row.name, row.kind) for row in reading.rows] == [("Kecamatan Sinjai Utara", "kecamatan")]


def test_columns_may_stand_in_any_order_below_a_title():
    rows = [
        (1, ["DAFTAR OPD KABUPATEN SINJAI"]),
        (2, [""]),
        (3, ["No", "Singkatan", "Nama OPD"]),
        (4, ["1", "Diskominfo", "Dinas Komunikasi dan Informatika"]),
    ]
    reading = read_table(rows, KINDS, Known())
    assert [(row.row, row.name, row.short_name) for row in reading.rows] == [
        (4, "Dinas Komunikasi dan Informatika", "Diskominfo")
    ]


def test_all_faults_are_told_at_once_with_their_places():
    reading = read(
        ["Dinas Sosial", "Dinas"],
        ["", "Dinas"],
        ["Badan Apa Saja", "Kementerian"],
        ["dinas sosial kab.", ""],
        ["x" * 201],
        ["Dinas Baik", "", "y" * 61],
    )
    assert faults(reading) == [
        (3, Column.NAME, Fault.NAME_MISSING),
        (4, Column.KIND, Fault.KIND_UNKNOWN),
        (5, Column.NAME, Fault.NAME_TWICE),
        (6, Column.NAME, Fault.NAME_TOO_LONG),
        (7, Column.SHORT_NAME, Fault.SHORT_NAME_TOO_LONG),
    ]
    assert [row.name for row in reading.rows] == ["Dinas Sosial"]


def test_blank_rows_are_no_fault():
    reading = read(["Dinas A"], ["", ""], ["Dinas B"])
    assert [row.name for row in reading.rows] == ["Dinas A", "Dinas B"]
    assert not reading.problems


def test_an_opd_that_is_there_only_gets_the_spellings_it_lacks():
    reading = read(
        ["DINAS SOSIAL", "", "", "Dinsos; Dinas Sosial Sinjai"], known=known(**{"Dinas Sosial": ["Dinsos"]})
    )
    assert not reading.problems
    assert reading.rows[0].is_known
    assert reading.rows[0].aliases == ("Dinas Sosial Sinjai",)


def test_a_spelling_belongs_to_one_opd():
    reading = read(["Dinas Kesehatan", "", "", "Dinsos"], known=known(**{"Dinas Sosial": ["Dinsos"]}))
    problem = reading.problems[0]
    assert (problem.column, problem.fault, problem.other) == (
        Column.ALIASES,
        Fault.ALIAS_TAKEN,
        "Dinas Sosial",
    )


def test_a_spelling_taken_by_an_earlier_row_is_told():
    reading = read(["Dinas A", "", "", "Dinda"], ["Dinas B", "", "", "DINDA"])
    assert faults(reading) == [(3, Column.ALIASES, Fault.ALIAS_TAKEN)]
    assert reading.problems[0].other == "Dinas A"


def test_a_name_that_is_another_ones_spelling_is_told():
    reading = read(["Dinsos"], known=known(**{"Dinas Sosial": ["Dinsos"]}))
    assert faults(reading) == [(2, Column.NAME, Fault.ALIAS_TAKEN)]


def test_a_table_without_a_heading_is_told():
    assert faults(read(["Dinas Sosial"], header=["Kolom"])) == [(0, None, Fault.NO_HEADER)]


def test_a_table_without_rows_is_told():
    assert faults(read()) == [(0, None, Fault.NO_ROWS)]


def test_a_table_that_is_too_long_is_told():
    reading = read(*[[f"Dinas {number}"] for number in range(MOST_ROWS + 1)])
    assert faults(reading) == [(0, None, Fault.TOO_MANY_ROWS)]
    assert not reading.rows


def test_names_say_their_kind():
    assert guess_kind("Dinas Sosial") == "dinas"
    assert guess_kind("Sekretariat DPRD") == "sekretariat_dprd"
    assert guess_kind("Sekretariat Daerah") == "sekretariat"
    assert guess_kind("Satuan Polisi Pamong Praja") == "satpol"
    assert guess_kind("Rumah Sakit Umum Daerah") == "rsud"
    assert guess_kind("Perumda Air Minum") == "bumd"
    assert guess_kind("Unit Layanan") == "lainnya"


def test_spellings_are_divided_by_semicolons_not_commas():
    assert split_aliases("Dinas A, B, dan C; Dinas ABC\nDABC") == ["Dinas A, B, dan C", "Dinas ABC", "DABC"]
