"""Peers: who is one, what is told of them, and that nobody can be worked out from it."""

import random
from fractions import Fraction

import pytest

from app.assessment.rules.peers import (
    BATCH,
    LEAST,
    Band,
    Place,
    Size,
    admitted,
    band,
    mean,
    place,
    size_of,
    speaks_for_government,
    tenths,
)

pytestmark = pytest.mark.unit


def indices(*values):
    return [Fraction(str(value)) for value in values]


@pytest.mark.parametrize(
    ("units", "size"),
    [
        (1, Size.SMALL),
        (30, Size.SMALL),
        (31, Size.MEDIUM),
        (45, Size.MEDIUM),
        (46, Size.LARGE),
        (99, Size.LARGE),
    ],
)
def test_size_goes_by_the_opd_of_the_round(units, size):
    assert size_of(units) is size


@pytest.mark.parametrize(
    ("value", "shown"), [("2.84", 28), ("2.85", 29), ("1", 10), ("5", 50), ("2.949", 29)]
)
def test_tenths_round_halves_upwards(value, shown):
    assert tenths(Fraction(value)) == shown


@pytest.mark.parametrize(
    ("count", "counted"), [(0, 0), (5, 0), (6, 6), (7, 6), (10, 6), (11, 11), (15, 11), (16, 16)]
)
def test_batches_on_top_of_the_least(count, counted):
    assert admitted(count) == counted


class TestBand:
    def test_nothing_while_there_are_fewer_than_six(self):
        assert band(indices(1, 2, 3, 4, 5)) is None
        assert band([]) is None

    def test_quartiles(self):
        assert band(indices(1, 2, 3, 4, 5, 5)) == Band(6, 23, 35, 48)

    def test_all_the_same(self):
        assert band(indices(*["3.2"] * 6)) == Band(6, 32, 32, 32)

    def test_one_more_never_shows(self):
        """Whatever the newcomer's index is, the band stays until a whole batch came."""
        chance = random.Random(7307)
        known = [Fraction(chance.randrange(100, 500), 100) for _ in range(LEAST)]
        before = band(known)
        for newcomers in range(1, BATCH):
            extreme = [*known, *[Fraction(5)] * newcomers]
            assert band(extreme) == before
        assert band([*known, *[Fraction(5)] * BATCH]) != before

    def test_it_never_says_the_lowest_or_the_highest(self):
        found = band(indices(1, 3, 3, 3, 3, 5))
        assert found == Band(6, 30, 30, 30)

    def test_many_worlds_look_the_same(self):
        """Of the values around the quartiles tenths are told; what lies outside is told not at all."""
        one = band(indices("1.2", "2.0", "3.0", "3.1", "4.0", "4.9"))
        other = band(indices("1.9", "2.0", "3.0", "3.1", "4.0", "4.1"))
        assert one == other


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2.24", Place.BELOW),
        ("2.3", Place.LOWER),
        ("3.4", Place.LOWER),
        ("3.46", Place.MIDDLE),
        ("3.6", Place.UPPER),
        ("4.84", Place.UPPER),
        ("4.85", Place.ABOVE),
    ],
)
def test_place(value, found):
    assert place(Fraction(value), Band(6, 23, 35, 48)) is found


def test_the_middle_is_the_middle_where_all_are_equal():
    equal = Band(6, 30, 30, 30)
    assert place(Fraction(3), equal) is Place.MIDDLE
    assert place(Fraction("2.9"), equal) is Place.BELOW
    assert place(Fraction("3.1"), equal) is Place.ABOVE


def test_mean_of_what_is_known():
    assert mean([Fraction(2), None, Fraction(3)]) == Fraction(5, 2)
    assert mean([None]) is None


@pytest.mark.parametrize(
    ("verified", "units", "speaks"), [(0, 0, False), (4, 9, False), (5, 10, True), (9, 9, True)]
)
def test_a_government_speaks_for_itself_once_half_is_verified(verified, units, speaks):
    assert speaks_for_government(verified, units) is speaks
