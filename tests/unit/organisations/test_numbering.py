"""Patterns of document numbers: what is wrong with them is told, what is right is filled."""

from datetime import date

import pytest

from app.organisations.rules.numbering import PatternFault, faults, filled, is_typed_number

pytestmark = pytest.mark.unit

DAY = date(2021, 10, 5)


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("000.8/{nomor}/ORG/{bulan_romawi}/{tahun}", "000.8/7/ORG/X/2021"),
        ("{nomor:3}-{bulan}-{tahun}", "007-10-2021"),
        ("{kode}/{nomor}/{tahun}", "000.8.3/7/2021"),
    ],
)
def test_it_is_filled(pattern, number):
    assert faults(pattern, "000.8.3") == ()
    assert filled(pattern, 7, DAY, "000.8.3") == number


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_roman_number(month):
    number = filled("{nomor}/{bulan_romawi}/{tahun}", 1, date(2021, month, 1))
    assert number == f"1/{'I II III IV V VI VII VIII IX X XI XII'.split()[month - 1]}/2021"


@pytest.mark.parametrize(
    ("pattern", "kind", "nearest"),
    [
        ("{nomer}/{tahun}", PatternFault.UNKNOWN_PART, "nomor"),
        ("{nomor}/{Tahun}", PatternFault.UNKNOWN_PART, "tahun"),
        ("{nomor}/{tahun}/{bulan_rumawi}", PatternFault.UNKNOWN_PART, "bulan_romawi"),
        ("{nomor}/{tahun}/{xyzzy}", PatternFault.UNKNOWN_PART, ""),
        ("{nomor:9}/{tahun}", PatternFault.UNKNOWN_PART, "nomor"),
        ("{tahun}", PatternFault.NO_NUMBER, ""),
        ("{nomor}{nomor}/{tahun}", PatternFault.NO_NUMBER, ""),
        ("{nomor}/2021", PatternFault.NO_YEAR, ""),
        ("{nomor/{tahun}", PatternFault.BRACE, ""),
        ("{nomor}/{tahun}}", PatternFault.BRACE, ""),
        ("{nomor}/{kode}/{tahun}", PatternFault.NO_CODE, ""),
        ("<b>{nomor}</b>/{tahun}", PatternFault.SIGN, ""),
        ("{nomor}/{tahun}" + "x" * 80, PatternFault.TOO_LONG, ""),
    ],
)
def test_what_is_wrong_is_told(pattern, kind, nearest):
    found = {fault.kind: fault for fault in faults(pattern)}
    assert kind in found
    if kind is PatternFault.UNKNOWN_PART:
        assert found[kind].nearest == nearest


def test_an_empty_pattern_means_that_numbers_are_typed():
    assert faults("") == ()


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("000.8.3/12/ORG/X/2021", True),
        ("B-12 2021", True),
        ("", False),
        (" 12", False),
        ("12<b>", False),
        ("{nomor}", False),
        ("1" * 121, False),
    ],
)
def test_what_may_be_typed(text, right):
    assert is_typed_number(text) is right
