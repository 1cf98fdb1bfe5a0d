from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.charts.scales import (
    LEVEL_COLOURS,
    chunks,
    contrast,
    largest,
    nice_ticks,
    text_on,
)


def test_ticks_are_round_and_reach_the_highest_value() -> None:
    assert nice_ticks(79) == [0, 20, 40, 60, 80]
    assert nice_ticks(1) == [0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert nice_ticks(5) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("highest", [1, 2, 3, 7, 9, 10, 11, 26, 99, 1234])
def test_counts_have_no_halves(highest: int) -> None:
    ticks = nice_ticks(highest, 4, whole=True)
    assert ticks == [int(tick) for tick in ticks]
    assert ticks[-1] >= highest
    assert 2 <= len(ticks) <= 7


def test_an_axis_without_any_value_still_has_two_ticks() -> None:
    assert nice_ticks(0) == [0, 1]
    assert nice_ticks(float("nan")) == [0, 1]


@given(st.floats(min_value=1e-3, max_value=1e12))
def test_ticks_start_at_zero_grow_evenly_and_are_few(highest: float) -> None:
    ticks = nice_ticks(highest)
    assert ticks[0] == 0
    assert ticks[-1] >= highest * 0.999
    assert 2 <= len(ticks) <= 7
    steps = [after - before for before, after in pairwise(ticks)]
    assert max(steps) - min(steps) < max(steps) * 1e-6


def test_numbers_in_cells_can_be_read_on_every_colour() -> None:
    for colour in LEVEL_COLOURS:
        assert contrast(colour, text_on(colour)) >= 4.5, colour


def test_neighbouring_levels_differ_in_lightness_so_that_hue_is_not_needed() -> None:
    for lighter, darker in pairwise(LEVEL_COLOURS):
        assert contrast(lighter, "#ffffff") < contrast(darker, "#ffffff")
        assert contrast(lighter, darker) >= 1.2


def test_the_largest_value_ignores_unknown_ones() -> None:
    assert largest([None, 3, 2]) == 3
    assert largest([None]) == 0
    assert largest([]) == 0


def test_a_long_chart_is_split_evenly() -> None:
    assert [len(part) for part in chunks(60, 28)] == [20, 20, 20]
    assert [len(part) for part in chunks(41, 40)] == [20, 21]
    assert chunks(5, None) == [range(5)]
    assert chunks(0, 10) == [range(0)]


@given(st.integers(0, 500), st.integers(1, 60))
def test_splitting_loses_no_row_and_keeps_to_the_size(count: int, size: int) -> None:
    parts = chunks(count, size)
    assert [row for part in parts for row in part] == list(range(count))
    assert all(len(part) <= size for part in parts)
