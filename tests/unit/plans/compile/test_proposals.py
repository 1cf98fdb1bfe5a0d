from decimal import Decimal

import pytest

from app.plans.compile import ExistingLine, LineFields, OriginKind, compile_plan
from tests.unit.plans.compile.samples import DINSOS, DISDIK, proposal, source

pytestmark = pytest.mark.unit


def compiled(*proposals, existing=(), standings=()):
    return compile_plan(source(proposals=proposals, existing=existing, standings=standings))


class TestMerging:
    def test_a_proposal_becomes_a_line_of_its_unit(self):
        (line,) = compiled(proposal("p1", budgets={2022: 500})).lines
        assert line.keys == ("proposal:p1",)
        assert line.fields.responsible_unit_id == DINSOS
        assert line.fields.budgets == {2022: 500}
        assert line.origins[0].kind is OriginKind.PROPOSAL

    def test_the_same_library_action_joins_the_gap_line(self):
        result = compiled(
            proposal("p1", activity="Kata-kata sendiri", action_code="K-01-A3", budgets={2022: 7}),
            standings=source().standings,
        )
        line = next(line for line in result.lines if line.key == "action:K-01-A3")
        assert line.keys == ("action:K-01-A3", "proposal:p1")
        assert line.fields.activity == "Menetapkan surat keputusan tingkat 3"
        assert line.fields.budgets == {2022: 7}
        assert len(result.lines) == 2

    def test_the_same_words_of_two_units_become_one_line_whose_money_adds_up(self):
        (line,) = compiled(
            proposal("p1", budgets={2022: 100}, targets={2022: Decimal(1)}),
            proposal(
                "p2", DISDIK, "Menyusun  SOP Pengaduan.", budgets={2022: 50}, targets={2022: Decimal(2)}
            ),
        ).lines
        assert line.keys == ("proposal:p1", "proposal:p2")
        assert line.fields.budgets == {2022: 150}
        assert line.fields.targets == {2022: Decimal(3)}
        assert line.fields.supporting_unit_ids == (DISDIK,)

    def test_percentages_do_not_add_up(self):
        (line,) = compiled(
            proposal("p1", unit_of_measure="persen", targets={2022: Decimal(80)}),
            proposal("p2", DISDIK, unit_of_measure="persen", targets={2022: Decimal(70)}),
        ).lines
        assert line.fields.targets == {2022: Decimal(80)}

    def test_the_same_words_in_another_category_stay_apart(self):
        assert len(compiled(proposal("p1"), proposal("p2", category_code="monev")).lines) == 2

    def test_wording_without_a_significant_word_is_never_the_same(self):
        assert len(compiled(proposal("p1", activity="…"), proposal("p2", activity="—")).lines) == 2

    def test_near_words_are_reported_and_not_merged(self):
        result = compiled(
            proposal("p1", activity="Menyusun SOP penanganan pengaduan masyarakat"),
            proposal("p2", DISDIK, activity="Menyusun SOP penanganan pengaduan masyarakat dinas"),
        )
        assert len(result.lines) == 2
        (pair,) = result.similar
        assert {pair.first_key, pair.second_key} == {"proposal:p1", "proposal:p2"}
        assert pair.likeness == pytest.approx(5 / 6)


class TestDecisionsOfPeopleSurvive:
    def test_a_merge_by_a_person_is_kept(self):
        line = ExistingLine("l", ("proposal:p1", "proposal:p2"), LineFields("kebijakan", "Gabungan"))
        result = compiled(proposal("p1"), proposal("p2", DISDIK, "Hal yang lain sekali"), existing=(line,))
        assert [item.keys for item in result.lines] == [("proposal:p1", "proposal:p2")]

    def test_a_newcomer_with_the_same_words_joins_the_line_that_exists(self):
        line = ExistingLine("l", ("proposal:p2",), LineFields("kebijakan", "x"))
        result = compiled(proposal("p1"), proposal("p2", DISDIK), existing=(line,))
        assert [set(item.keys) for item in result.lines] == [{"proposal:p1", "proposal:p2"}]

    def test_lines_that_a_person_keeps_apart_stay_apart(self):
        lines = (
            ExistingLine("l1", ("proposal:p1",), LineFields("kebijakan", "x")),
            ExistingLine("l2", ("proposal:p2",), LineFields("kebijakan", "y")),
        )
        assert len(compiled(proposal("p1"), proposal("p2", DISDIK), existing=lines).lines) == 2
