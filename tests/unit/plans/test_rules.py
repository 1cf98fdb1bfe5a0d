from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.roles import Role
from app.plans.compile import LineFields
from app.plans.rules import (
    MAX_BUDGET,
    TRANSITIONS,
    Fault,
    FieldFault,
    Gap,
    Party,
    PlanState,
    ReasonMissing,
    Step,
    WrongState,
    after,
    budget_fault,
    is_editable,
    line_faults,
    line_gaps,
    quarters_fault,
    steps_from,
    target_fault,
    whose_turn,
)

pytestmark = pytest.mark.unit

YEARS = (2021, 2022)
LINE = LineFields(
    category_code="sdm",
    activity="Bimtek admin",
    output_indicator="Admin terlatih",
    unit_of_measure="orang",
    targets={2021: Decimal(40)},
    budgets={2021: 1_000_000},
    fund_source="apbd",
    responsible_unit_id="u",
    quarters={2021: (1, 2)},
)


class TestTheWayOfAPlan:
    def test_from_draft_to_public(self):
        state = PlanState.DRAFTING
        for step in (Step.REQUEST_APPROVAL, Step.APPROVE, Step.SUBMIT, Step.START_REVIEW, Step.ACCEPT):
            state = after(step, state)
        assert state is PlanState.ACCEPTED

    def test_a_returned_plan_is_revised_approved_and_submitted_again(self):
        state = after(Step.RETURN, PlanState.UNDER_REVIEW, "Target kosong")
        assert state is PlanState.RETURNED
        assert not is_editable(state)
        assert after(Step.REVISE, state) is PlanState.DRAFTING

    @pytest.mark.parametrize(
        ("step", "state"),
        [(Step.RETURN, PlanState.UNDER_REVIEW), (Step.SEND_BACK, PlanState.AWAITING_APPROVAL)],
    )
    def test_sending_work_back_needs_a_reason(self, step, state):
        with pytest.raises(ReasonMissing):
            after(step, state, "  ")

    @given(st.sampled_from(Step), st.sampled_from(PlanState))
    def test_a_step_from_any_other_state_is_refused(self, step, state):
        if state in TRANSITIONS[step].sources:
            assert after(step, state, "alasan") is TRANSITIONS[step].target
        else:
            with pytest.raises(WrongState):
                after(step, state, "alasan")

    def test_nothing_leads_on_from_accepted(self):
        assert [steps_from(PlanState.ACCEPTED, party) for party in Party] == [()] * len(Party)

    @given(st.sampled_from(PlanState), st.sampled_from(Party))
    def test_only_the_party_whose_turn_it_is_moves_forward(self, state, party):
        steps = steps_from(state, party)
        if party is not whose_turn(state):
            # The coordinator may take back what nobody has decided on yet.
            assert set(steps) <= {Step.WITHDRAW}

    def test_parties_are_roles(self):
        assert {party.value for party in Party} - {"nobody"} <= {role.value for role in Role}

    def test_lines_change_only_while_drafting(self):
        assert [state for state in PlanState if is_editable(state)] == [PlanState.DRAFTING]


class TestLineFaults:
    def test_a_good_line_has_none(self):
        assert line_faults(LINE, YEARS, ("sdm",)) == ()

    def test_all_faults_are_told_at_once(self):
        line = replace(
            LINE,
            activity=" ",
            category_code="x",
            fund_source="lotere",
            targets={2021: Decimal(-1), 2030: Decimal(1)},
            budgets={2022: -5},
            quarters={2021: (5,)},
        )
        assert line_faults(line, YEARS, ("sdm",)) == (
            FieldFault("activity", Fault.MISSING),
            FieldFault("category_code", Fault.UNKNOWN),
            FieldFault("fund_source", Fault.UNKNOWN),
            FieldFault("targets", Fault.NEGATIVE, 2021),
            FieldFault("targets", Fault.FOREIGN_YEAR, 2030),
            FieldFault("budgets", Fault.NEGATIVE, 2022),
            FieldFault("quarters", Fault.NO_QUARTER, 2021),
        )

    @given(st.integers(0, MAX_BUDGET))
    def test_any_budget_up_to_twenty_digits_is_good(self, amount):
        assert budget_fault(amount) is None

    @pytest.mark.parametrize(
        ("amount", "fault"),
        [
            (MAX_BUDGET + 1, Fault.TOO_LARGE),
            (-1, Fault.NEGATIVE),
            (1.5, Fault.NOT_WHOLE),
            ("5", Fault.NOT_A_NUMBER),
            (True, Fault.NOT_A_NUMBER),
        ],
    )
    def test_other_budgets_are_not(self, amount, fault):
        assert budget_fault(amount) is fault

    @pytest.mark.parametrize(
        ("value", "fault"),
        [
            (Decimal("12.5"), None),
            (0, None),
            (Decimal("NaN"), Fault.NOT_A_NUMBER),
            (float("inf"), Fault.NOT_A_NUMBER),
            (Decimal("-0.1"), Fault.NEGATIVE),
            (10**13, Fault.TOO_LARGE),
            ("", Fault.NOT_A_NUMBER),
        ],
    )
    def test_targets(self, value, fault):
        assert target_fault(value) is fault

    @pytest.mark.parametrize(
        ("value", "fault"),
        [
            ((1, 4), None),
            ((), None),
            ((1, 1), Fault.NO_QUARTER),
            ((0,), Fault.NO_QUARTER),
            (3, Fault.NO_QUARTER),
        ],
    )
    def test_quarters(self, value, fault):
        assert quarters_fault(value) is fault


class TestWhatIsStillOpen:
    def test_a_complete_line(self):
        assert line_gaps(LINE) == ()

    def test_an_empty_line(self):
        empty = LineFields("sdm", "Bimtek")
        assert set(line_gaps(empty)) == set(Gap) - {Gap.NO_FUND_SOURCE}

    def test_a_budget_of_nothing_is_a_decision_and_needs_no_source(self):
        assert line_gaps(replace(LINE, budgets={2021: 0}, fund_source="")) == ()

    def test_money_needs_a_source(self):
        assert line_gaps(replace(LINE, fund_source="")) == (Gap.NO_FUND_SOURCE,)
