"""Money in narrow columns."""

import pytest

from app.reports.catalogue.action_plan.annex import ranges
from app.reports.catalogue.action_plan.matrix import quarters, widths
from app.reports.paper.money import breakable, money_class


@pytest.mark.parametrize(
    ("text", "size"),
    [("1.500.000", ""), ("999.999.999.999", "money-m"), ("9.999.999.999.999.999", "money-l")],
)
def test_long_amounts_get_smaller(text, size):
    assert money_class(text) == size


def test_an_amount_breaks_between_its_groups_only():
    assert str(breakable("1.500.000")) == "1.<wbr>500.<wbr>000"
    assert "<b>" not in str(breakable("1.<b>"))


@pytest.mark.parametrize(
    ("numbers", "text"), [((), ""), ((3, 1, 2), "1–3"), ((1, 2, 4), "1, 2, 4"), ((5, 7, 8, 9, 9), "5, 7–9")]
)
def test_numbers_of_lines_are_joined_to_runs(numbers, text):
    assert ranges(numbers) == text


@pytest.mark.parametrize("years", range(1, 7))
def test_the_columns_fill_the_page_for_any_number_of_years(years):
    found = widths(years)
    assert sum(found) == 100
    assert all((2 * width).is_integer() for width in found)
    assert len(found) == 8 + years
    assert min(found) > 2


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        ((), "–"),
        ((1,), "TW I"),
        ((1, 2), "TW I, II"),
        ((1, 2, 3, 4), "TW I–IV"),
        ((1, 3, 4), "TW I, III, IV"),
    ],
)
def test_quarters_read_as_officials_write_them(chosen, text):
    assert quarters(chosen) == text
