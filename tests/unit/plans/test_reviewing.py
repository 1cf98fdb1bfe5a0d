"""Whose comment may change, how a queue is spread, what is drawn; the rubric; what became of a comment."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from app.plans.rereading import Place, Rereading, Seen
from app.plans.rubric import SCALE, Score, UnknownRubric, index_of, rubric, unexplained
from app.plans.rules import (
    CELL_FIELDS,
    YEARLY_FIELDS,
    CommentKind,
    UnknownCell,
    Waiting,
    cell_of,
    draw,
    may_change,
    spread,
)
from app.plans.versions import CELLS, YEARLY_CELLS
from tests.unit.plans.documents import document, line

YEARS = (2021, 2022)


class TestCells:
    def test_a_cell_of_every_line_and_one_that_exists_once_a_year(self):
        assert cell_of("baseline", None, YEARS) == ("baseline", None)
        assert cell_of("targets", 2022, YEARS) == ("targets", 2022)
        assert cell_of("", 2022, YEARS) == (None, None)

    @pytest.mark.parametrize(
        ("field", "year"), [("targets", None), ("targets", 2030), ("baseline", 2021), ("government_id", None)]
    )
    def test_a_cell_that_no_line_has(self, field, year):
        with pytest.raises(UnknownCell):
            cell_of(field, year, YEARS)

    def test_every_cell_that_versions_compare_can_be_commented_on(self):
        assert set(CELL_FIELDS) == set(CELLS)
        assert set(YEARLY_FIELDS) == set(YEARLY_CELLS)


class TestChanging:
    def test_only_the_own_one_that_nobody_relies_on(self):
        flags = tuple(product((True, False), repeat=4))
        for kind, (own, answered, closed, decided) in product(CommentKind, flags):
            allowed = may_change(kind, own=own, answered=answered, closed=closed, decided=decided)
            fixed = kind is CommentKind.REVIEW and decided
            assert allowed == (own and not answered and not closed and not fixed)


class TestSpreading:
    def test_the_shortest_desk_gets_whoever_waits_longest(self):
        waiting = [Waiting("c", 3), Waiting("a", 1), Waiting("b", 2)]
        assert spread(waiting, {"x": 1}, ["x", "y"]) == (("a", "y"), ("b", "x"), ("c", "y"))

    def test_the_desks_end_up_even(self):
        waiting = [Waiting(f"{number:03d}", number) for number in range(100)]
        given = spread(waiting, {"x": 9, "y": 0, "z": 3}, ["x", "y", "z"])
        loads = {"x": 9, "y": 0, "z": 3}
        for _plan, reviewer in given:
            loads[reviewer] += 1
        assert len(given) == 100
        assert max(loads.values()) - min(loads.values()) <= 1

    def test_nobody_chosen_nothing_given(self):
        assert spread([Waiting("a", 1)], {}, []) == ()


class TestDrawing:
    IDS = tuple(f"kiriman-{number}" for number in range(50))

    def test_the_same_seed_draws_the_same_whatever_the_order(self):
        assert draw(self.IDS, 5, "2021") == draw(self.IDS[::-1], 5, "2021")
        assert draw(self.IDS, 5, "2021") != draw(self.IDS, 5, "2022")

    def test_fewer_than_wanted_are_all(self):
        assert sorted(draw(self.IDS[:3], 9, "x")) == sorted(self.IDS[:3])

    def test_a_larger_sample_contains_the_smaller(self):
        assert draw(self.IDS, 9, "x")[:4] == draw(self.IDS, 4, "x")

    def test_over_many_seeds_nobody_is_preferred(self):
        counted = dict.fromkeys(self.IDS, 0)
        for seed in range(1000):
            for each in draw(self.IDS, 5, str(seed)):
                counted[each] += 1
        assert min(counted.values()) > 60  # a hundred expected each; six standard deviations are 57
        assert max(counted.values()) < 150


class TestRubric:
    CODES = ("kebijakan", "sdm")

    def test_every_level_is_described_and_it_says_that_it_is_an_example(self):
        for criterion in rubric().criteria:
            assert tuple(criterion.levels) == SCALE
            assert all(text.strip() for text in criterion.levels.values())
        assert "contoh" in rubric().notice

    def test_unknown_versions_are_refused(self):
        with pytest.raises(UnknownRubric):
            rubric("1999-1")

    def test_each_criterion_is_asked_of_each_subject_once(self):
        items = rubric().items(self.CODES)
        assert len({item.key for item in items}) == len(items) == 3 * 2 + 5

    def test_the_index_is_the_weighted_mean(self):
        items = rubric().items(self.CODES)
        scores = {"K1:sdm": Score(5), "K2:sdm": Score(2, "kosong"), "N1:bab1": Score(1, "kosong")}
        assert index_of(items, scores) == Decimal("3.33")  # (3 × 5 + 2 × 2 + 1 × 1) / 6
        assert index_of(items, scores, "sdm") == Decimal("3.80")
        assert index_of(items, scores, "kebijakan") is None
        assert index_of(items, {}) is None

    def test_low_scores_say_why(self):
        scores = {"K1:sdm": Score(2), "K2:sdm": Score(2, "  "), "K3:sdm": Score(1, "kosong"), "x": Score(3)}
        assert unexplained(rubric(), scores) == ("K1:sdm", "K2:sdm")


class TestRereading:
    def read(self, *after):
        before = document(line("a"), line("b"), line("c"))
        return Rereading(before, document(*after))

    def test_what_became_of_each_place(self):
        changed = replace(line("a"), baseline="Lain", targets={2021: Decimal(9), 2022: None})
        found = self.read(changed, line("b"))
        assert found.at(Place("a")).seen is Seen.CHANGED
        cell = found.at(Place("a", cell="targets", year=2021))
        assert (cell.seen, [each.after for each in cell.cells]) == (Seen.CHANGED, [Decimal(9)])
        assert found.at(Place("a", cell="remarks")).seen is Seen.ELSEWHERE
        assert found.at(Place("b")).seen is Seen.UNCHANGED
        assert found.at(Place("b", cell="baseline")).seen is Seen.UNCHANGED
        assert found.at(Place("c", cell="baseline")).seen is Seen.REMOVED
        assert found.at(Place(chapter="bab1")).seen is Seen.UNCHANGED
        assert found.at(Place()).seen is Seen.CHANGED

    def test_nothing_changed_at_all(self):
        assert self.read(line("a"), line("b"), line("c")).at(Place()).seen is Seen.UNCHANGED
