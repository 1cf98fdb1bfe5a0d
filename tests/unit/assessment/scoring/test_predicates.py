"""Predicates, judged on the index as it is shown."""

from decimal import Decimal
from fractions import Fraction

import pytest

from app.assessment.scoring import Predicate, predicate, rounded


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ("5", Predicate.MEMUASKAN),
        ("4.2", Predicate.MEMUASKAN),
        ("4.195", Predicate.MEMUASKAN),
        ("4.194", Predicate.SANGAT_BAIK),
        ("3.5", Predicate.SANGAT_BAIK),
        ("3.49", Predicate.BAIK),
        ("2.6", Predicate.BAIK),
        ("2.59", Predicate.CUKUP),
        ("1.8", Predicate.CUKUP),
        ("1.79", Predicate.KURANG),
        ("1", Predicate.KURANG),
    ],
)
def test_each_border_belongs_to_the_higher_predicate(index, expected):
    assert predicate(Fraction(index)) is expected


def test_without_an_index_there_is_no_predicate():
    assert predicate(None) is None


@pytest.mark.parametrize(
    ("index", "shown"),
    [("4.185", "4.19"), ("4.175", "4.18"), ("10/3", "3.33"), ("1", "1.00"), ("8/3", "2.67")],
)
def test_halves_are_rounded_upwards(index, shown):
    assert rounded(Fraction(index)) == Decimal(shown)
    assert str(rounded(Fraction(index))) == shown
