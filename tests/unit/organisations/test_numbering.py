"""Patterns of document numbers: what is wrong with them is told, what is right is filled."""

from datetime import date

import pytest

from app.organisations.rules.numbering import (
    GivenAlreadyError,
    Jump,
    PatternFault,
    coming_running,
    continued,
    faults,
    filled,
    gaps,
    is_typed_number,
    jumps_of,
    pending,
)

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


@pytest.mark.parametrize(
    ("last", "jumps", "coming"),
    [(0, [], 1), (3, [], 4), (0, [(0, 57)], 57), (57, [(0, 57)], 58), (60, [(0, 57), (60, 80)], 80)],
)
def test_a_book_goes_on(last, jumps, coming):
    assert coming_running(last, [Jump(*jump) for jump in jumps]) == coming


@pytest.mark.parametrize(
    ("last", "jumps", "wanted", "after"),
    [
        (0, (), 57, ((0, 57),)),
        (0, ((0, 57),), 60, ((0, 60),)),  # nobody took it yet: it is set anew
        (0, ((0, 57),), None, ()),
        (0, ((0, 57),), 1, ()),
        (58, ((0, 57),), None, ((0, 57),)),  # what was jumped over stays noted
        (58, ((0, 57),), 59, ((0, 57),)),
        (58, ((0, 57),), 80, ((0, 57), (58, 80))),
    ],
)
def test_where_it_goes_on_is_set(last, jumps, wanted, after):
    assert continued(last, [Jump(*jump) for jump in jumps], wanted) == tuple(Jump(*jump) for jump in after)


@pytest.mark.parametrize("wanted", [1, 57, 58])
def test_it_never_goes_back(wanted):
    with pytest.raises(GivenAlreadyError) as refused:
        continued(58, [Jump(0, 57)], wanted)
    assert refused.value.last == 58


def test_what_nobody_took_yet_is_pending():
    assert pending(0, [Jump(0, 57)]) == Jump(0, 57)
    assert pending(57, [Jump(0, 57)]) is None


def test_jumps_explain_gaps_and_only_theirs():
    assert gaps({57, 58, 61, 80}, [Jump(0, 57), Jump(61, 80)]) == (59, 60)
    assert gaps({1, 3}, []) == (2,)
    assert gaps(set(), [Jump(0, 57)]) == ()


def test_each_year_has_its_own_jumps():
    kept = {"jumps": {"2021": [[0, 57]], "2022": [[4, 9]]}}
    assert jumps_of(kept, 2022) == (Jump(4, 9),)
    assert jumps_of(kept, 2023) == ()
    assert jumps_of({}, 2021) == ()
