"""Whose goal holds, and which course leads down."""

import pytest

from app.plans.compile import compile_plan, falls, goals_for, with_own_goals
from app.plans.compile.goals import Goal
from tests.unit.plans.compile.samples import YEARS, indicator, source

pytestmark = pytest.mark.unit

ASKED = indicator(goals={2021: 2, 2022: 2, 2023: 3})
CATEGORY = ASKED.category_code


def course(own):
    return {year: (goal.level, goal.by) for year, goal in goals_for(ASKED, YEARS, own).items()}


def test_without_own_goals_the_instruments_hold():
    assert course({}) == {2021: (2, ""), 2022: (2, ""), 2023: (3, "")}


def test_a_category_stands_before_the_instrument_and_an_indicator_before_its_category():
    own = {(CATEGORY, 2022): 3, (CATEGORY, 2023): 4, ("K-01", 2023): 5}
    assert course(own) == {2021: (2, ""), 2022: (3, CATEGORY), 2023: (5, "K-01")}


def test_an_own_goal_may_fill_a_year_that_the_instrument_leaves_open():
    assert goals_for(ASKED, YEARS, {(CATEGORY, 2024): 4})[2024] == Goal(4, CATEGORY)


def test_another_indicators_goal_does_not_hold():
    assert course({("K-02", 2023): 5}) == course({})


def test_goals_outside_the_plan_stay_the_instruments():
    asked = indicator(goals={2019: 1, 2021: 2})
    (found,) = with_own_goals([asked], YEARS, {(CATEGORY, 2019): 5, (CATEGORY, 2021): 4})
    assert found.goals == {2019: 1, 2021: 4}


class TestFalls:
    def test_the_instruments_own_course_is_not_judged(self):
        assert falls([indicator(goals={2021: 4, 2022: 2})], YEARS, {}) == []

    def test_the_later_own_cell_is_to_be_mended(self):
        (found,) = falls([ASKED], YEARS, {("K-01", 2023): 1})
        assert (found.code, found.year, found.level, found.before) == ("K-01", 2023, 1, 2)

    def test_the_earlier_one_where_the_later_is_the_instruments(self):
        (found,) = falls([ASKED], YEARS, {(CATEGORY, 2021): 5})
        assert (found.code, found.year, found.level, found.before) == (CATEGORY, 2021, 2, 5)

    def test_equal_and_rising_goals_are_fine(self):
        assert falls([ASKED], YEARS, {(CATEGORY, 2021): 2, ("K-01", 2023): 3, (CATEGORY, 2024): 5}) == []

    def test_a_year_without_a_goal_lies_between(self):
        asked = indicator(goals={2021: 4})
        (found,) = falls([asked], YEARS, {(CATEGORY, 2024): 2})
        assert (found.year, found.before) == (2024, 4)

    def test_a_cell_of_a_category_is_named_once(self):
        others = [indicator(id=f"ind-{n}", code=f"K-0{n}", goals={2021: 3}) for n in (1, 2)]
        assert len(falls(others, YEARS, {(CATEGORY, 2022): 1})) == 1


def test_a_higher_goal_proposes_more_and_a_lower_one_less():
    def proposed(own):
        value = source()
        asked = with_own_goals(value.indicators, value.years, own)
        return {line.key for line in compile_plan(source(indicators=asked)).lines}

    usual = proposed({})
    assert usual == {"action:K-01-A2", "action:K-01-A3"}
    assert usual < proposed({(CATEGORY, 2024): 5})
    assert proposed({(CATEGORY, year): 2 for year in YEARS}) == {"action:K-01-A2"}
    assert proposed({(CATEGORY, year): 1 for year in YEARS}) == set()
