"""What may be said of a line after its plan was accepted."""

import pytest

from app.complaints.recurring import Verdict
from app.plans.rules.practices import (
    PLACES,
    Asked,
    LevelChange,
    Levels,
    PracticeEffect,
    Size,
    bounds_of,
    effect_of,
    level_change,
    size_of,
    spread_gain,
)

B, W, S, U = Verdict.BETTER, Verdict.WORSE, Verdict.STEADY, Verdict.UNKNOWN


def change(before: Levels, after: Levels, wanted: set[Asked] | None = None) -> LevelChange | None:
    return level_change(before, after, set(before) if wanted is None else wanted)


def test_only_who_has_a_level_in_both_rounds_counts():
    before: Levels = {("a", "K"): 1, ("b", "K"): 2, ("c", "K"): None, (None, "K"): 5}
    after: Levels = {("a", "K"): 3, ("b", "K"): None, ("c", "K"): 4}
    assert change(before, after) == LevelChange(1, 3, 1)


def test_only_what_was_asked_for_counts():
    before: Levels = {("a", "K"): 1, ("b", "K"): 2, ("a", "S"): 4}
    after: Levels = {("a", "K"): 3, ("b", "K"): 5, ("a", "S"): 1}
    assert change(before, after, {("a", "K"), ("b", "K")}) == LevelChange(1.5, 4, 2)


def test_two_questions_of_one_unit_are_one_unit():
    before: Levels = {("a", "K"): 1, ("a", "S"): 3}
    after: Levels = {("a", "K"): 2, ("a", "S"): 4}
    assert change(before, after) == LevelChange(2, 3, 1)


def test_a_unit_that_answers_one_question_in_one_round_and_another_in_the_next_is_not_compared():
    before: Levels = {("a", "K"): 1, ("a", "S"): None}
    after: Levels = {("a", "K"): None, ("a", "S"): 4}
    assert change(before, after) is None


def test_the_government_as_a_whole_is_compared_like_a_unit():
    assert change({(None, "K"): 2}, {(None, "K"): 4}, {(None, "K")}) == LevelChange(2, 4, 1)


@pytest.mark.parametrize(("after", "verdict"), [(2.24, S), (2.25, B), (1.76, S), (1.75, W), (2.0, S), (5, B)])
def test_less_than_a_quarter_of_a_level_is_no_change(after, verdict):
    assert LevelChange(2.0, after, 4).verdict is verdict


@pytest.mark.parametrize(
    ("verdicts", "effect"),
    [
        ([], PracticeEffect.UNKNOWN),
        ([U, U], PracticeEffect.UNKNOWN),
        ([S, U], PracticeEffect.STEADY),
        ([B, U, S], PracticeEffect.BETTER),
        ([W, S], PracticeEffect.WORSE),
        ([B, W, S], PracticeEffect.MIXED),
    ],
)
def test_several_figures_in_one_word(verdicts, effect):
    assert effect_of(verdicts) is effect


def test_what_was_not_measured_stands_before_what_became_worse():
    assert sorted(PLACES, key=PLACES.__getitem__) == [
        PracticeEffect.BETTER,
        PracticeEffect.MIXED,
        PracticeEffect.STEADY,
        PracticeEffect.UNKNOWN,
        PracticeEffect.WORSE,
    ]


def test_a_gain_in_one_office_of_forty_is_little():
    assert spread_gain(LevelChange(1, 4, 1), 40) == pytest.approx(0.075)
    assert spread_gain(LevelChange(2, 3, 30), 40) == pytest.approx(0.75)
    assert spread_gain(None, 40) == 0


@pytest.mark.parametrize(
    ("units", "size"),
    [(0, Size.SMALL), (24, Size.SMALL), (25, Size.MEDIUM), (44, Size.MEDIUM), (45, Size.LARGE)],
)
def test_sizes_and_their_bounds_agree(units, size):
    assert size_of(units) is size
    least, below = bounds_of(size)
    assert least <= units
    assert below is None or units < below
