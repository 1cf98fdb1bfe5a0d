"""Flow per month: in above the line, closed below it, what is left on a scale of its own."""

from collections.abc import Sequence

import pytest

from app.web.charts import flow
from app.web.charts.flow import CLOSED
from app.web.charts.months import month_step, shown_months
from app.web.charts.scales import contrast
from app.web.charts.shapes import ACCENT, GRID, PAPER, Circle, Drawing, Line, Path, Text
from tests.drawings import assert_readable, fmt, paths, rects, texts, titles

WORDS = {"incoming": "Masuk", "closed": "Selesai", "backlog": "Belum selesai pada akhir bulan"}
NAMES = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()


def months(count: int) -> list[str]:
    return [f"{NAMES[place % 12]} {2021 + place // 12}" for place in range(count)]


def drawn(
    incoming: Sequence[float | None],
    closed: Sequence[float | None] | None = None,
    backlog: Sequence[float | None] | None = None,
    phase: int = 0,
) -> Drawing:
    count = len(incoming)
    return flow(
        months(count),
        incoming,
        closed if closed is not None else incoming,
        backlog if backlog is not None else incoming,
        fmt,
        WORDS,
        phase,
    )


def test_what_came_in_stands_above_the_line_and_what_was_closed_hangs_below_on_the_same_scale() -> None:
    drawing = drawn([80, 40], [40, 20])
    up = [each for each in rects(drawing, ACCENT) if each.title]
    down = [each for each in rects(drawing, CLOSED) if each.title]
    assert up[0].y + up[0].height == pytest.approx(down[0].y)
    assert up[0].height == pytest.approx(2 * down[0].height, abs=0.05)
    assert up[1].height == pytest.approx(down[0].height, abs=0.05)


def test_the_axis_counts_upwards_from_the_line_and_downwards_from_it() -> None:
    drawing = drawn([80, 40], [40, 20])
    heights = {
        mark.content: mark.y for mark in drawing.marks if isinstance(mark, Text) and mark.anchor == "end"
    }
    top = next(each for each in rects(drawing, ACCENT) if each.title)
    assert heights["80"] == pytest.approx(top.y + 4, abs=0.1)
    below = [mark.y for mark in drawing.marks if isinstance(mark, Text) and mark.content == "40"]
    assert max(below) > top.y + top.height


def test_closed_is_light_with_an_outline_so_that_grey_paper_tells_it_from_incoming() -> None:
    drawing = drawn([80, 40], [40, 20])
    (closed, *_others) = [each for each in rects(drawing, CLOSED) if each.title]
    assert contrast(CLOSED, ACCENT) > 4.5
    assert contrast(closed.stroke, PAPER) > 3


def test_what_is_left_has_its_own_scale_and_says_its_last_value() -> None:
    drawing = drawn([10, 12], [9, 11], [900, 1200])
    assert "1.200" in texts(drawing)
    (last,) = [mark for mark in drawing.marks if isinstance(mark, Text) and mark.weight == 700]
    assert last.content == "1.200"
    assert last.x > 400, "where the last month stands"
    tallest = max(each.height for each in rects(drawing, ACCENT))
    assert tallest > 60  # a hundredfold of it elsewhere does not press the columns flat


def test_unknown_months_are_marked_and_the_line_has_a_gap() -> None:
    drawing = drawn([3, None, 5, 6], [1, None, 2, 3], [2, None, 4, 7])
    assert {"Feb 2021 – Masuk: –", "Feb 2021 – Selesai: –"} <= set(titles(drawing))
    assert len(paths(drawing, "#2e2e2e")) == 1
    assert len([each for each in drawing.marks if isinstance(each, Circle) and each.title]) == 3


def test_a_year_begins_with_a_line_and_a_written_january() -> None:
    labels = [f"{NAMES[(place + 9) % 12]} {2021 + (place + 9) // 12}" for place in range(40)]
    drawing = flow(labels, [5] * 40, [4] * 40, [3] * 40, fmt, WORDS, phase=3)
    assert texts(drawing).count("Jan") == 4
    begins = [mark for mark in drawing.marks if isinstance(mark, Line) and mark.dash == "2 3"]
    columns = [each for each in rects(drawing, ACCENT) if each.title]
    lines = sorted({each.x1 for each in begins})
    assert len(lines) == 4
    for place, x in zip((3, 15, 27, 39), lines, strict=True):  # between December and January
        assert columns[place - 1].x + columns[place - 1].width < x < columns[place].x


def test_both_directions_are_ticked_alike_whichever_is_the_larger() -> None:
    for incoming, closed in ((5, 500), (500, 5)):
        drawing = drawn([incoming], [closed], [0])
        assert_readable(drawing)
        grid = [mark for mark in drawing.marks if isinstance(mark, Line) and mark.stroke == GRID]
        assert len(grid) < 12


@pytest.mark.parametrize("count", [1, 2, 12, 24, 36, 48])
@pytest.mark.parametrize("highest", [0, 1, 9, 987, 1_234_567])
def test_any_number_of_months_of_any_size_can_be_read(count: int, highest: int) -> None:
    values = [highest * (place * 7 % 11) / 10 // 1 for place in range(count)]
    drawing = drawn(values, list(reversed(values)), [sum(values[: place + 1]) for place in range(count)])
    assert_readable(drawing)
    assert len(labels_of(drawing)) >= min(count, 4)


def labels_of(drawing: Drawing) -> list[str]:
    return [each for each in texts(drawing) if each in NAMES]


def test_no_month_at_all_is_an_empty_frame() -> None:
    drawing = drawn([])
    assert_readable(drawing)
    assert not [each for each in drawing.marks if isinstance(each, Path) and each.title]


def test_numbers_are_written_only_where_they_fit() -> None:
    assert "1.234.567" not in [
        mark.content
        for mark in drawn([1_234_567] * 48, [1] * 48, [1] * 48).marks
        if isinstance(mark, Text) and mark.size == 11
    ]
    assert texts(drawn([17] * 12)).count("17") >= 24


def test_months_are_thinned_in_steps_that_people_count_in() -> None:
    labels = months(48)
    assert month_step(labels, 60, 12) == 1
    assert month_step(labels, 14, 12) == 3
    assert month_step(labels, 4, 12) == 12
    assert list(shown_months(12, 3, 1)) == [1, 4, 7, 10]
    assert month_step([], 10, 12) == 1
