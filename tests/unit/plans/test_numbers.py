from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.numbers import NotANumber, parse_decimal, parse_rupiah

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.500", "1500"),
        ("1.500.000", "1500000"),
        ("1.500,25", "1500.25"),
        (" Rp 1.500.000 ", "1500000"),
        ("Rp1.500", "1500"),
        ("0", "0"),
        ("-3", "-3"),
        ("1500000", "1500000"),
        ("1\u00a0500", "1500"),
        ("0.125", "0.125"),
    ],
)
def test_what_officials_write(text, value):
    assert parse_decimal(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "abc", "1,2,3", "1.50.000", "12,", ",5", "1e5", "NaN", "∞", "1.500,2.5", "--1"]
)
def test_what_is_no_number(text):
    with pytest.raises(NotANumber):
        parse_decimal(text)


def test_sen_are_left_for_the_rules_to_refuse():
    assert parse_rupiah("1.500,50") == Decimal("1500.50")
    assert isinstance(parse_rupiah("1.500,00"), int)


@given(st.integers(0, 10**20 - 1))
def test_grouped_rupiah_come_back(amount):
    assert parse_rupiah(f"Rp{amount:,}".replace(",", ".")) == amount


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_refused(text):
    with suppress(NotANumber):
        assert parse_decimal(text).is_finite()
