"""Cells of the matrix: what is shown is understood again, what is wrong is refused with its reason."""

import string
from decimal import Decimal
from random import Random

import pytest

from app.plans.compile import LineFields
from app.plans.rules import MAX_BUDGET, Fault
from app.plans.rules.cells import (
    CellKind,
    CellRefused,
    CellWords,
    cells_of,
    clean,
    read_cell,
    show_cell,
    with_cell,
    within_years,
    written,
)

YEARS = (2021, 2022)
WORDS = CellWords(
    years=YEARS,
    categories={"sdm": "Sumber Daya Manusia", "monev": "Monitoring dan Evaluasi"},
    indicators={"i1": "S-01", "i2": "M-02"},
    funds={"apbd": "APBD", "grant": "Hibah"},
    units={"u1": "Dinas Sosial", "u2": "Dinas Kesehatan", "u3": "Dinas Kehutanan"},
    short_names={"u1": "Dinsos", "u2": "Dinkes", "u3": "Dinkes"},
)
CELLS = {cell.key: cell for cell in cells_of(YEARS)}
LINE = LineFields("sdm", "Melatih")


def read(key, text):
    return read_cell(CELLS[key], text, WORDS)


def fault_of(key, text):
    with pytest.raises(CellRefused) as refused:
        read(key, text)
    return refused.value.fault


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("activity", "  Melatih\r\nadmin ", "Melatih\nadmin"),
        ("unit_of_measure", "orang\nper OPD", "orang per OPD"),
        ("budgets_2021", "Rp 1.500.000,00", 1_500_000),
        ("budgets_2021", "1500000", 1_500_000),
        ("budgets_2021", "0", 0),
        ("budgets_2021", " ", None),
        ("targets_2022", "12,5", Decimal("12.5")),
        ("targets_2022", "1.250", Decimal(1250)),
        ("targets_2022", "0,125", Decimal("0.125")),
        ("targets_2022", "", None),
        ("fund_source", "apbd", "apbd"),
        ("fund_source", "HIBAH", "grant"),
        ("fund_source", "", ""),
        ("category_code", "monitoring  dan evaluasi", "monev"),
        ("category_code", "SDM", "sdm"),
        ("indicator_id", "m-02", "i2"),
        ("indicator_id", "", None),
        ("responsible_unit_id", "dinsos", "u1"),
        ("responsible_unit_id", "Dinas Kesehatan", "u2"),
        ("responsible_unit_id", "", None),
        ("supporting_unit_ids", "Dinsos; Dinas Kesehatan;; dinsos", ("u1", "u2")),
        ("supporting_unit_ids", "", ()),
        ("quarters_2021", "TW I, TW III", (1, 3)),
        ("quarters_2021", "II–IV", (2, 3, 4)),
        ("quarters_2021", "1 s.d. 3", (1, 2, 3)),
        ("quarters_2021", "1 s/d 2 dan 4", (1, 2, 4)),
        ("quarters_2021", "Triwulan 3,1", (1, 3)),
        ("quarters_2021", "iv", (4,)),
        ("quarters_2021", "", ()),
    ],
)
def test_what_people_write(key, text, value):
    assert read(key, text) == value


@pytest.mark.parametrize(
    ("key", "text", "fault"),
    [
        ("activity", "  ", Fault.MISSING),
        ("category_code", "", Fault.MISSING),
        ("activity", "a" * 2001, Fault.TOO_LONG),
        ("budget_code", "1" * 41, Fault.TOO_LONG),
        ("budgets_2021", "banyak", Fault.NOT_A_NUMBER),
        ("budgets_2021", "1,500,000", Fault.NOT_A_NUMBER),
        ("budgets_2021", "=1+1", Fault.NOT_A_NUMBER),
        ("budgets_2021", "-5", Fault.NEGATIVE),
        ("budgets_2021", "0,5", Fault.NOT_WHOLE),
        ("budgets_2021", str(MAX_BUDGET + 1), Fault.TOO_LARGE),
        ("targets_2021", "nan", Fault.NOT_A_NUMBER),
        ("targets_2021", "1e9", Fault.NOT_A_NUMBER),
        ("targets_2021", "1" * 14, Fault.TOO_LARGE),
        ("fund_source", "lotere", Fault.UNKNOWN),
        ("responsible_unit_id", "Dinkes", Fault.AMBIGUOUS),
        ("responsible_unit_id", "Dinas Langit", Fault.UNKNOWN),
        ("supporting_unit_ids", "Dinsos; Dinas Langit", Fault.UNKNOWN),
        ("quarters_2021", "V", Fault.NO_QUARTER),
        ("quarters_2021", "III-I", Fault.NO_QUARTER),
        ("quarters_2021", "I..II", Fault.NO_QUARTER),
    ],
)
def test_what_is_refused(key, text, fault):
    assert fault_of(key, text) is fault


def test_signs_that_nothing_can_hold_are_dropped():
    assert clean("a\x00b\x1fc\ud800d\uffffe\x85") == "abcde"
    assert clean("a\tb", lines=False) == "a b"
    assert read("activity", "\x00Melatih\x07") == "Melatih"


def test_every_digit_is_kept():
    assert written(Decimal(MAX_BUDGET)) == "99.999.999.999.999.999.999"
    assert written(Decimal("0.1000")) == "0,1"
    assert written(Decimal("1E+3")) == "1.000"


def test_an_empty_cell_takes_the_year_away():
    line = with_cell(LINE, CELLS["budgets_2021"], 5)
    assert dict(line.budgets) == {2021: 5}
    assert dict(with_cell(line, CELLS["budgets_2021"], None).budgets) == {}
    assert dict(with_cell(line, CELLS["budgets_2021"], 0).budgets) == {2021: 0}


def test_the_responsible_unit_never_supports_itself():
    line = with_cell(LINE, CELLS["supporting_unit_ids"], ("u1", "u2"))
    assert with_cell(line, CELLS["responsible_unit_id"], "u2").supporting_unit_ids == ("u1",)


def test_other_years_are_left_out():
    line = LineFields("sdm", "A", budgets={2019: 1, 2021: 2}, quarters={2019: (1,)})
    assert within_years(line, YEARS) == LineFields("sdm", "A", budgets={2021: 2})


SIGNS = string.ascii_letters + string.digits + " .,;:=+-@'\"<>&%€é–“”\n_x"


def text_of(random, longest, *, lines):
    signs = SIGNS if lines else SIGNS.replace("\n", "")
    return "".join(random.choice(signs) for _ in range(random.randrange(min(longest, 60)))).strip()


def random_line(random):
    """A line that the form could have made."""
    values = {}
    for cell in CELLS.values():
        if cell.kind in (CellKind.LINE, CellKind.TEXT):
            values[cell.field] = text_of(random, cell.longest, lines=cell.kind is CellKind.TEXT)
    units = random.sample(sorted(WORDS.units), random.randrange(4))
    return LineFields(
        **(
            values
            | {
                "activity": values["activity"] or "Kegiatan",
                "category_code": random.choice(sorted(WORDS.categories)),
                "indicator_id": random.choice((None, "i1", "i2")),
                "fund_source": random.choice(("", "apbd", "grant")),
                "responsible_unit_id": random.choice((None, *units[:1])),
                "supporting_unit_ids": tuple(units[1:]),
                "targets": {
                    year: Decimal(random.randrange(10**9)).scaleb(-random.randrange(5))
                    for year in YEARS
                    if random.random() < 0.7
                },
                "budgets": {
                    year: random.randrange(random.choice((2, 10**6, MAX_BUDGET)))
                    for year in YEARS
                    if random.random() < 0.7
                },
                "quarters": {
                    year: tuple(sorted(random.sample((1, 2, 3, 4), random.randrange(1, 5))))
                    for year in YEARS
                    if random.random() < 0.7
                },
            }
        )
    )


def test_what_is_shown_is_understood_again():
    random = Random(4)
    for _ in range(500):
        line = random_line(random)
        again = LINE
        for cell in CELLS.values():
            again = with_cell(again, cell, read_cell(cell, show_cell(line, cell, WORDS), WORDS))
        assert again == line
