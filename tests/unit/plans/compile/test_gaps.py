from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.compile import OriginKind, Pattern, Standing, UnitInput, compile_plan
from tests.unit.plans.compile.samples import (
    DINSOS,
    DISDIK,
    LEAD,
    YEARS,
    action,
    indicator,
    source,
)

pytestmark = pytest.mark.unit


def lines_by_key(value):
    return {line.key: line for line in compile_plan(value).lines}


class TestWhichActionsArePropsed:
    def test_an_action_is_proposed_where_level_is_below_it_and_it_is_within_the_goal(self):
        lines = lines_by_key(source())
        assert set(lines) == {"action:K-01-A2", "action:K-01-A3"}

    def test_one_regency_wide_line_lists_every_unit_with_the_gap(self):
        lines = lines_by_key(source())
        assert [origin.unit_id for origin in lines["action:K-01-A3"].origins] == [DINSOS, DISDIK]
        assert [origin.unit_id for origin in lines["action:K-01-A2"].origins] == [DINSOS]

    def test_an_origin_leads_to_answer_score_and_target(self):
        origin = lines_by_key(source())["action:K-01-A2"].origins[0]
        assert (origin.kind, origin.answer_id, origin.score, origin.target) == (
            OriginKind.GAP,
            "answer-1",
            1,
            3,
        )

    def test_a_unit_at_the_goal_gives_no_line(self):
        at_goal = (Standing(DINSOS, "ind-1", 3), Standing(DISDIK, "ind-1", 5))
        assert compile_plan(source(standings=at_goal)).lines == ()

    def test_an_unscored_answer_is_no_gap(self):
        assert compile_plan(source(standings=(Standing(DINSOS, "ind-1", None),))).lines == ()

    def test_a_unit_that_has_not_reported_is_missing_and_not_weak(self):
        result = compile_plan(source(units=(UnitInput(DINSOS, "A", reported=False), UnitInput(DISDIK, "B"))))
        assert result.missing_unit_ids == (DINSOS,)
        assert result.unit_count == 2
        assert {origin.unit_id for line in result.lines for origin in line.origins} == {DISDIK}

    def test_goals_outside_the_plan_years_do_not_count(self):
        late = indicator(goals={2021: 2, 2030: 5})
        assert set(lines_by_key(source(indicators=(late,)))) == {"action:K-01-A2"}

    @given(
        st.lists(st.one_of(st.none(), st.floats(1, 5)), min_size=1, max_size=6),
        st.integers(1, 5),
    )
    def test_every_origin_is_below_its_action_which_is_within_the_goal(self, levels, goal):
        units = tuple(UnitInput(f"u{number}", "x") for number in range(len(levels)))
        standings = tuple(Standing(f"u{number}", "ind-1", level) for number, level in enumerate(levels))
        asked = indicator(
            goals=dict.fromkeys(YEARS, goal), actions=tuple(action(level) for level in (2, 3, 4, 5))
        )
        lines = compile_plan(source(indicators=(asked,), units=units, standings=standings)).lines
        for line in lines:
            to_level = int(line.key[-1])
            assert to_level <= goal
            assert all(origin.score is not None and origin.score < to_level for origin in line.origins)
        expected = {
            level
            for level in (2, 3, 4, 5)
            if level <= goal and any(x is not None and x < level for x in levels)
        }
        assert {int(line.key[-1]) for line in lines} == expected


class TestWhatALineSays:
    def test_problem_and_baseline_are_figures_of_the_units(self):
        fields = lines_by_key(source())["action:K-01-A3"].fields
        assert fields.problem.startswith(
            "2 dari 2 OPD yang dinilai belum mencapai level 3 pada indikator K-01"
        )
        assert fields.baseline == "Level 1,5"

    def test_the_first_target_is_one_for_each_unit_in_the_actions_year(self):
        assert lines_by_key(source())["action:K-01-A3"].fields.targets == {2022: Decimal(2)}

    def test_a_measure_that_cannot_be_counted_stays_open(self):
        percent = indicator(actions=(action(2, unit_of_measure="persen"),))
        assert lines_by_key(source(indicators=(percent,)))["action:K-01-A2"].fields.targets == {}

    def test_a_usual_year_outside_the_plan_gives_the_first_year_that_asks_for_the_level(self):
        early = indicator(actions=(action(3, usual_year=2019),))
        assert list(lines_by_key(source(indicators=(early,)))["action:K-01-A3"].fields.targets) == [2022]

    def test_the_lead_unit_answers_for_a_shared_line_and_the_others_support(self):
        fields = lines_by_key(source())["action:K-01-A3"].fields
        assert fields.responsible_unit_id == LEAD
        assert fields.supporting_unit_ids == (DINSOS, DISDIK)

    def test_the_only_unit_answers_for_its_own_line(self):
        fields = lines_by_key(source())["action:K-01-A2"].fields
        assert (fields.responsible_unit_id, fields.supporting_unit_ids) == (DINSOS, ())

    def test_a_party_that_is_a_unit_answers(self):
        named = indicator(actions=(action(3, responsible="Dinas Kominfo"),))
        lines = lines_by_key(source(indicators=(named,), parties={"Dinas Kominfo": "unit-kominfo"}))
        assert lines["action:K-01-A3"].fields.responsible_unit_id == "unit-kominfo"


class TestRank:
    def test_the_factors_are_mean_gap_weight_units_and_burden(self):
        priority = lines_by_key(source())["action:K-01-A3"].priority
        assert (priority.gap, priority.weight, priority.units, priority.burden) == (1.5, 2.0, 2, 1.0)
        assert priority.value == 6.0

    def test_complaints_about_the_units_raise_the_rank(self):
        patterns = (
            Pattern("Jalan", DINSOS, 3, followed_up_share=1),
            Pattern("Jalan", "other", 1, followed_up_share=1),
        )
        priority = lines_by_key(source(patterns=patterns))["action:K-01-A2"].priority
        assert priority.burden == pytest.approx(1.75)

    def test_lines_come_by_category_and_then_by_rank(self):
        monev = indicator(
            id="ind-2", code="M-01", category_code="monev", weight=9.0, actions=(action(2, "M-01-A1"),)
        )
        value = source(
            indicators=(monev, indicator()), standings=(*source().standings, Standing(DINSOS, "ind-2", 1))
        )
        assert [line.key for line in compile_plan(value).lines] == [
            "action:K-01-A3",
            "action:K-01-A2",
            "action:M-01-A1",
        ]
