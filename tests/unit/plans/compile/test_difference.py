from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.compile import (
    ExistingLine,
    LineFields,
    Origin,
    OriginKind,
    ProposedLine,
    Standing,
    compile_plan,
    difference,
)
from app.plans.compile.difference import Changed
from tests.unit.plans.compile.samples import DINSOS, DISDIK, proposal, source, taken_over

pytestmark = pytest.mark.unit

ONE_GAP = (Standing(DINSOS, "ind-1", 2, "answer-1"),)
TWO_GAPS = (*ONE_GAP, Standing(DISDIK, "ind-1", 2, "answer-2"))


def first_line(**values):
    return compile_plan(source(standings=ONE_GAP, **values)).lines[0]


class TestAddedAndUnchanged:
    def test_an_empty_plan_gets_everything_as_additions(self):
        compilation = compile_plan(source())
        result = difference(compilation, ())
        assert [item.proposed for item in result.added] == list(compilation.lines)
        assert not result.is_empty

    def test_compiling_the_same_again_changes_nothing(self):
        result = difference(compile_plan(source(standings=ONE_GAP)), (taken_over(first_line()),))
        assert result.is_empty
        assert result.unchanged == 1

    def test_a_persons_own_line_is_left_alone(self):
        own = ExistingLine("own", (), LineFields("monev", "Kegiatan sendiri"))
        result = difference(compile_plan(source(standings=())), (own,))
        assert result.is_empty


class TestChanged:
    def test_a_late_submission_changes_the_line_and_its_origins(self):
        line = taken_over(first_line())
        (change,) = difference(compile_plan(source(standings=TWO_GAPS)), (line,)).changed
        assert [origin.unit_id for origin in change.origins_added] == [DISDIK]
        assert {item.name for item in change.changes} >= {"problem", "targets", "responsible_unit_id"}
        assert change.accepted_fields(line.fields) == change.proposed.fields

    def test_what_a_person_edited_is_never_overwritten(self):
        line = taken_over(first_line())
        line = replace(line, fields=replace(line.fields, targets={2022: Decimal(9)}, remarks="Catatan"))
        (change,) = difference(compile_plan(source(standings=TWO_GAPS)), (line,)).changed
        edited = {item.name for item in change.changes if item.edited}
        assert edited == {"targets"}
        accepted = change.accepted_fields(line.fields)
        assert accepted.targets == {2022: Decimal(9)}
        assert accepted.remarks == "Catatan"
        assert accepted.problem == change.proposed.fields.problem

    def test_a_person_who_wrote_what_is_now_proposed_sees_no_change_of_it(self):
        line = taken_over(first_line())
        proposed = compile_plan(source(standings=TWO_GAPS)).lines[0]
        line = replace(line, fields=proposed.fields)
        (change,) = difference(compile_plan(source(standings=TWO_GAPS)), (line,)).changed
        assert change.changes == ()
        assert change.origins_added

    @given(st.fixed_dictionaries({}, optional={
        "problem": st.text(max_size=5), "activity": st.text(max_size=5), "baseline": st.text(max_size=5),
        "remarks": st.text(max_size=5), "budget_name": st.text(max_size=5),
        "budgets": st.dictionaries(st.integers(2021, 2024), st.integers(0, 10**20), max_size=2),
    }))  # fmt: skip
    def test_no_edit_is_ever_lost_by_accepting(self, edits):
        line = taken_over(first_line())
        line = replace(line, fields=replace(line.fields, **edits))
        result = difference(compile_plan(source(standings=TWO_GAPS)), (line,))
        for change in result.changed:
            accepted = change.accepted_fields(line.fields)
            for name, value in edits.items():
                if value != getattr(first_line().fields, name):
                    assert getattr(accepted, name) == value


class TestOrphansAndDeletions:
    def test_a_closed_gap_orphans_its_line(self):
        line = taken_over(first_line())
        (orphan,) = difference(
            compile_plan(source(standings=(Standing(DINSOS, "ind-1", 3),))), (line,)
        ).orphaned
        assert (orphan.line_id, orphan.edited) == (line.id, False)

    def test_an_edited_orphan_says_so(self):
        line = taken_over(first_line())
        line = replace(line, fields=replace(line.fields, remarks="penting"))
        (orphan,) = difference(compile_plan(source(standings=())), (line,)).orphaned
        assert orphan.edited

    def test_a_deleted_line_is_not_proposed_again(self):
        line = taken_over(first_line(), deleted=True)
        result = difference(compile_plan(source(standings=ONE_GAP)), (line,))
        assert result.is_empty
        assert [item.line_id for item in result.suppressed] == [line.id]

    def test_a_deleted_orphan_is_not_mentioned(self):
        result = difference(compile_plan(source(standings=())), (taken_over(first_line(), deleted=True),))
        assert result.is_empty

    def test_a_restored_twin_wins_over_the_deleted_one(self):
        dead = taken_over(first_line(), "dead", deleted=True)
        result = difference(
            compile_plan(source(standings=ONE_GAP)), (dead, taken_over(first_line(), "alive"))
        )
        assert (result.unchanged, result.suppressed) == (1, ())


class TestMergedLines:
    def test_two_proposals_of_the_compiler_for_one_line_are_one_change(self):
        lines = compile_plan(source()).lines
        merged = taken_over(lines[0], keys=(*lines[0].keys, *lines[1].keys))
        result = difference(compile_plan(source()), (merged,))
        assert result.added == ()
        assert result.unchanged == 1

    def test_an_origin_of_the_merged_part_is_a_change_of_the_whole(self):
        lines = compile_plan(source()).lines
        merged = taken_over(lines[0], keys=(*lines[0].keys, *lines[1].keys))
        (change,) = difference(compile_plan(source(standings=ONE_GAP)), (merged,)).changed
        assert change.line_id == merged.id
        assert [origin.unit_id for origin in change.origins_removed] == [DINSOS, DISDIK]


class TestTokens:
    def test_the_same_proposal_has_the_same_token(self):
        first, again = (difference(compile_plan(source()), ()).added[0].token for _ in range(2))
        assert first == again

    def test_a_changed_proposal_has_another_token(self):
        before = difference(compile_plan(source(standings=ONE_GAP)), ()).added[0].token
        after = difference(compile_plan(source(standings=TWO_GAPS)), ()).added[0].token
        assert before != after

    def test_every_entry_has_its_own_token(self):
        proposals = tuple(proposal(f"p{number}", activity=f"Kegiatan nomor {number}") for number in range(5))
        tokens = [item.token for item in difference(compile_plan(source(proposals=proposals)), ()).added]
        assert len(set(tokens)) == len(tokens)


def test_an_origin_with_another_goal_neither_joined_nor_left():
    gap = Origin(OriginKind.GAP, "u1", "k1", "a1", score=1, target=3)
    moved, gone, new = (
        Origin(OriginKind.GAP, "u1", "k1", "a1", score=1, target=5),
        Origin(OriginKind.GAP, "u2", "k1", "a2", score=2, target=3),
        Origin(OriginKind.GAP, "u3", "k1", "a3", score=2, target=5),
    )
    proposed = ProposedLine(("action:x",), LineFields("kebijakan", "Kegiatan"), (moved, new))
    change = Changed("line", proposed, (), origins_added=(moved, new), origins_removed=(gap, gone))
    assert change.measured_anew == (moved,)
    assert change.joined == (new,)
    assert change.left == (gone,)
