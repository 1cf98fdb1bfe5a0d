"""What comes along into the next plan."""

from decimal import Decimal

import pytest

from app.plans.compile import LineFields, carried_fields, lasting_keys

pytestmark = pytest.mark.unit

FIELDS = LineFields(
    category_code="sdm",
    activity="Melatih admin",
    indicator_id="old-1",
    problem="Belum terlatih",
    baseline="2",
    targets={2023: Decimal(3), 2024: Decimal(4)},
    budgets={2022: 5, 2024: 0},
    quarters={2024: (1, 2), 2021: (3,)},
    budget_code="1.02",
    responsible_unit_id="u1",
    supporting_unit_ids=("u2", "u3"),
    remarks="catatan",
)


def carried(fields=FIELDS, years=(2024, 2025), units=("u1", "u2", "u3")):
    return carried_fields(fields, years, {"old-1": "new-1"}, units, ["sdm", "monev"])


def test_words_come_along_and_numbers_of_years_that_both_have():
    found = carried()
    assert (found.activity, found.problem, found.remarks) == ("Melatih admin", "Belum terlatih", "catatan")
    assert (found.targets, found.budgets, found.quarters) == (
        {2024: Decimal(4)},
        {2024: 0},
        {2024: (1, 2)},
    )


def test_the_indicator_is_that_of_the_new_version_or_none():
    assert carried().indicator_id == "new-1"
    lost = carried_fields(FIELDS, (2024,), {}, ("u1",), ["sdm"])
    assert lost is not None
    assert lost.indicator_id is None


def test_closed_opd_are_left_out():
    found = carried(units=("u3",))
    assert (found.responsible_unit_id, found.supporting_unit_ids) == (None, ("u3",))


def test_a_category_that_is_asked_no_more_leaves_its_lines_behind():
    assert carried_fields(FIELDS, (2024,), {}, (), ["monev"]) is None


def test_proposals_of_an_earlier_round_are_no_source_any_more():
    assert lasting_keys(["action:K-01-A2", "proposal:1", "complaint:jalan"]) == [
        "action:K-01-A2",
        "complaint:jalan",
    ]
