"""How long words are kept: which period holds, and on which day it is over."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.complaints.retention import (
    Period,
    end_of_day,
    last_day_to_remove,
    months_kept,
    period_in_force,
    removed_on,
)
from app.complaints.rules import Klass

TODAY = date(2026, 5, 31)


@pytest.mark.parametrize(
    ("today", "months", "last"),
    [
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2024, 5, 31), 3, date(2024, 2, 29)),
        (date(2026, 1, 15), 24, date(2024, 1, 15)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 3, 30), 13, date(2025, 2, 28)),
    ],
)
def test_months_are_calendar_months(today, months, last):
    assert last_day_to_remove(today, months) == last


@given(
    ended=st.dates(date(2015, 1, 1), date(2035, 12, 31)),
    today=st.dates(date(2015, 1, 1), date(2046, 12, 31)),
    months=st.integers(1, 120),
)
def test_the_day_that_is_shown_is_the_day_on_which_it_is_removed(ended, today, months):
    assert (ended <= last_day_to_remove(today, months)) is (today >= removed_on(ended, months))


def test_without_rules_the_usual_periods_hold():
    assert months_kept(Klass.NON_SUPERVISORY, (), (), TODAY) == 24
    assert months_kept(None, (), (), TODAY) == 24
    assert months_kept(Klass.SUPERVISORY, (), (), TODAY) == 60


def test_the_latest_period_that_has_begun_holds():
    rules = [
        Period(None, 36, date(2025, 1, 1)),
        Period(None, 12, date(2026, 1, 1)),
        Period(None, 6, date(2027, 1, 1)),
    ]
    assert months_kept(None, rules, (), TODAY) == 12
    assert months_kept(None, rules, (), date(2025, 6, 1)) == 36


def test_a_class_of_its_own_goes_before_all_classes():
    rules = [Period(None, 12, date(2026, 2, 1)), Period(Klass.ASPIRATION, 3, date(2026, 1, 1))]
    assert months_kept(Klass.ASPIRATION, rules, (), TODAY) == 3
    assert months_kept(Klass.INFORMATION, rules, (), TODAY) == 12
    assert period_in_force(rules, Klass.ASPIRATION, date(2025, 1, 1)) is None


def test_a_government_may_shorten_and_never_lengthen():
    assert months_kept(None, (), [Period(None, 6, date(2026, 1, 1))], TODAY) == 6
    assert months_kept(None, (), [Period(None, 90, date(2026, 1, 1))], TODAY) == 24
    assert months_kept(Klass.SUPERVISORY, (), [Period(None, 90, date(2026, 1, 1))], TODAY) == 60


def test_a_day_ends_on_the_governments_clock():
    assert end_of_day(date(2026, 1, 1), ZoneInfo("Asia/Makassar")) == datetime(
        2026, 1, 2, tzinfo=ZoneInfo("Asia/Makassar")
    )
