"""Classes of values: whole for counts, equal for shares, told by lightness and by height."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.charts.scales import LEVEL_COLOURS, contrast
from app.web.charts.shapes import PAPER
from app.web.charts.steps import count_steps, equal_steps, filled_box
from tests.drawings import fmt, percent


def names(highest: float) -> list[str]:
    steps = count_steps(highest)
    return [steps.name(place, fmt) for place in range(len(steps.bounds))]


def test_counts_fall_into_round_classes_that_do_not_overlap() -> None:
    assert names(137) == ["1–9", "10–19", "20–49", "50–99", "100+"]
    assert names(8) == ["1", "2–4", "5+"]
    assert names(5) == ["1", "2–4", "5"]
    assert names(1) == names(0) == ["1"]


def test_shares_and_indices_fall_into_five_equal_classes() -> None:
    steps = equal_steps()
    assert [steps.name(place, percent) for place in range(5)] == [
        "0%–20%",
        "20%–40%",
        "40%–60%",
        "60%–80%",
        "80%–100%",
    ]
    index = equal_steps(1, 5)
    assert [index.colour(value) for value in (0, 1, 1.79, 1.81, 2.7, 3.5, 4.3, 5, 9)] == [
        LEVEL_COLOURS[place] for place in (0, 0, 0, 1, 2, 3, 4, 4, 4)
    ]
    assert equal_steps(2, 2).colour(3) == LEVEL_COLOURS[-1]


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_larger_count_is_never_in_a_lower_class(highest: int, value: int) -> None:
    steps = count_steps(max(highest, value))
    assert 1 <= len(steps.bounds) <= 5
    assert list(steps.bounds) == sorted(set(steps.bounds))
    assert steps.place(value) <= steps.place(max(highest, value)) == len(steps.bounds) - 1
    assert 0 < steps.height(value) <= 1


def test_classes_grow_darker_so_that_grey_paper_keeps_their_order() -> None:
    for count in (2, 3, 4, 5):
        steps = count_steps(float(10 ** (count // 3) * (1, 2, 5)[count % 3]))
        lightness = [contrast(steps.colour_at(place), "#000000") for place in range(len(steps.bounds))]
        assert all(before > after for before, after in pairwise(lightness))
        assert steps.colour_at(len(steps.bounds) - 1) == LEVEL_COLOURS[-1]


@pytest.mark.parametrize("value", [1, 12, 30, 70, 500])
def test_a_box_is_filled_from_below_as_high_as_its_class(value: int) -> None:
    steps = count_steps(500)
    outline, filled = filled_box(10, 20, 12, 20, steps, value)
    assert outline.fill == PAPER  # type: ignore[union-attr]
    assert filled.y + filled.height == 40  # type: ignore[union-attr]
    assert filled.height == pytest.approx(20 * (steps.place(value) + 1) / 5)  # type: ignore[union-attr]
