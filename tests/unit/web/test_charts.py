"""Geometry of the charts: gaps stay gaps, one row and sixty rows both work, nothing lies outside the picture."""

import re
from typing import Any

import pytest

from app.web.charts import bars, columns, distribution, gantt, gauge, heatmap, line, radar
from app.web.charts.axes import HEIGHT, TOP
from app.web.charts.gantt import spans
from app.web.charts.line import runs
from app.web.charts.radar import point
from app.web.charts.shapes import Circle, Drawing, Line, Path, Text, hatched
from app.web.charts.steps import count_steps
from tests.drawings import (
    assert_inside,
    assert_no_text_on_text,
    fmt,
    paths,
    rects,
    texts,
    titles,
)

AXES = ["Kebijakan", "SDM", "Data dan aplikasi", "Pemangku kepentingan", "Pemantauan dan evaluasi"]
LONG = "Dinas Pemberdayaan Perempuan Perlindungan Anak Pengendalian Penduduk dan Keluarga Berencana Daerah"
BANDS = [{"from": 1, "label": "Kurang"}, {"from": 1.8, "label": "Cukup"}, {"from": 2.6, "label": "Baik"}]


SERIES = [{"name": "Indeks", "values": [2.4, 3.1, 4, 1.8, 5]}, {"name": "Target", "values": [3, 3, 3, 3, 3]}]


class TestRadar:
    def test_the_first_spoke_points_upwards_and_the_next_follow_clockwise(self) -> None:
        assert point((0, 0), 0, 4, 10) == pytest.approx((0, -10))
        assert point((0, 0), 1, 4, 10) == pytest.approx((10, 0))

    def test_values_of_the_first_series_are_written(self) -> None:
        drawing = radar(AXES, SERIES, fmt)
        assert {"2,4", "3,1", "4", "1,8", "5"} <= set(texts(drawing))
        assert_inside(drawing)

    def test_a_value_lies_at_its_share_of_the_spoke(self) -> None:
        drawing = radar(["a", "b", "c"], [{"name": "x", "values": [5, 2.5, 0]}], fmt)
        dots = [each for each in drawing.shapes if isinstance(each, Circle)]
        centre = (dots[2].cx, dots[2].cy)  # a value of 0 lies in the middle
        reach = [((dot.cx - centre[0]) ** 2 + (dot.cy - centre[1]) ** 2) ** 0.5 for dot in dots]
        assert reach == pytest.approx([118, 59, 0])

    def test_a_missing_value_opens_the_outline_and_is_said(self) -> None:
        drawing = radar(AXES, [{"name": "Indeks", "values": [2.4, None, 4, 1.8, 5]}], fmt)
        assert "–" in texts(drawing)
        assert not [each for each in drawing.shapes if isinstance(each, Path) and each.fill != "none"]
        assert len([each for each in drawing.shapes if isinstance(each, Circle)]) == 4

    def test_nothing_known_at_all_draws_only_the_web(self) -> None:
        drawing = radar(AXES, [{"name": "Indeks", "values": [None] * 5}], fmt)
        assert texts(drawing).count("–") == 5

    def test_two_axes_are_refused(self) -> None:
        with pytest.raises(ValueError, match="three axes"):
            radar(["a", "b"], [], fmt)

    @pytest.mark.parametrize("count", [3, 5, 8, 12])
    def test_long_names_stay_inside(self, count: int) -> None:
        assert_inside(radar([LONG] * count, [{"name": "Indeks", "values": [3.0] * count}], fmt))


class TestHeatmap:
    def rows(self, count: int) -> list[dict[str, Any]]:
        return [
            {"label": LONG if row % 7 == 3 else f"Dinas {row}", "values": [1.0, 2.2, None, 4.4, 5.0]}
            for row in range(count)
        ]

    @pytest.mark.parametrize("count", [0, 1, 60])
    def test_every_row_is_drawn(self, count: int) -> None:
        (drawing,) = heatmap(AXES, self.rows(count), fmt)
        assert texts(drawing).count("2,2") == count
        assert_inside(drawing)

    def test_an_unknown_value_is_hatched_and_written_as_a_dash(self) -> None:
        (drawing,) = heatmap(AXES, self.rows(1), fmt)
        assert "–" in texts(drawing)
        assert [each for each in drawing.shapes if isinstance(each, Path)]

    def test_a_long_one_is_split_for_paper_with_the_heads_repeated(self) -> None:
        drawings = heatmap(AXES, self.rows(60), fmt, chunk=28)
        assert len(drawings) == 3
        assert all("Kebijakan" in texts(drawing) for drawing in drawings)

    def test_heads_are_whole_words_down_to_what_can_be_read(self) -> None:
        axes = ["Kebijakan", "Pemangku Kepentingan", "Data dan Aplikasi", "SDM", "Monev", "Indeks OPD"]
        rows = [{"label": "Dinas", "values": [1.0] * 6}]
        (drawing,) = heatmap(axes, rows, fmt)
        assert "Kepentingan" in texts(drawing)
        assert min(shape.size for shape in drawing.shapes if isinstance(shape, Text)) >= 10

    def test_the_whole_name_is_at_the_pointer_even_if_the_label_is_cut(self) -> None:
        (drawing,) = heatmap(AXES, self.rows(4), fmt)
        assert any(title.startswith(LONG) for title in titles(drawing))

    @pytest.mark.parametrize("months", [9, 12, 24, 36, 48])
    @pytest.mark.parametrize("units", [1, 46])
    @pytest.mark.parametrize("highest", [1, 99, 1_234_567])
    def test_units_by_month_can_be_read_at_any_size(self, months: int, units: int, highest: int) -> None:
        columns = [f"Jan {2021 + place}" for place in range(months)]
        rows = [
            {
                "label": LONG if row % 7 == 3 else f"Dinas Tiga Puluh Huruf Namanya {row}"[:30],
                "values": [
                    None if (row + place) % 3 == 0 else max(1, highest * (row + place) % (highest + 1))
                    for place in range(months)
                ],
            }
            for row in range(units)
        ]
        for words in ({"empty": "tidak ada pengaduan"}, {"none": "tidak ada data"}):
            (drawing,) = heatmap(columns, rows, fmt, steps=count_steps(highest), words=words)
            assert_inside(drawing)
            assert_no_text_on_text(drawing)
            assert next(iter(words.values())) in texts(drawing)

    def test_values_without_room_become_boxes_filled_as_high_as_their_class(self) -> None:
        columns = [f"Jan {place}" for place in range(48)]
        rows = [{"label": "Dinas", "values": [100, 1, 73, *([None] * 45)]}]
        (drawing,) = heatmap(columns, rows, fmt, steps=count_steps(100), words={"empty": "tidak ada"})
        assert "73" not in texts(drawing)
        low, high = (
            next(each for each in paths(drawing) if each.fill == count_steps(100).colour(value))
            for value in (1, 100)
        )
        heights = [float(each.d.split("v-")[1].split("h")[0]) for each in (low, high)]
        assert heights[1] == pytest.approx(5 * heights[0], abs=0.5)

    def test_where_there_was_nothing_to_count_a_cell_is_empty_and_where_nothing_is_known_it_is_hatched(
        self,
    ) -> None:
        rows = [{"label": "Dinas", "values": [3, None]}]
        (empty,), (unknown,) = (
            heatmap(["Jan", "Feb"], rows, fmt, steps=count_steps(3), words=words)
            for words in ({"empty": "tidak ada"}, {"none": "tidak diketahui"})
        )
        assert "–" in texts(empty)
        assert "–" in texts(unknown)
        assert not paths(empty)
        assert paths(unknown)

    def test_a_year_begins_with_a_line_through_all_rows_of_small_boxes(self) -> None:
        rows = [{"label": f"Dinas {row}", "values": [1234] * 36} for row in range(5)]
        (drawing,) = heatmap([f"Jan {n}" for n in range(36)], rows, fmt, steps=count_steps(9), phase=3)
        lines = [each for each in drawing.shapes if isinstance(each, Line)]
        width = (720 - 196) / 36
        assert [each.x1 for each in lines] == pytest.approx([196 + width * n for n in (3, 15, 27)], abs=0.1)

    def test_thousands_of_small_boxes_are_a_handful_of_paths(self) -> None:
        rows = [{"label": f"Dinas {row}", "values": [row + 1] * 48} for row in range(46)]
        (drawing,) = heatmap([f"Jan {n}" for n in range(48)], rows, fmt, steps=count_steps(46))
        assert len(drawing.shapes) < 150


class TestBars:
    def test_the_longest_bar_fills_the_width_and_others_their_share(self) -> None:
        (drawing,) = bars([{"label": "a", "value": 10}, {"label": "b", "value": 5}], fmt)
        filled = rects(drawing, "#0b5a6e")
        assert filled[0].width == drawing.width
        assert filled[1].width == drawing.width / 2

    def test_zero_has_no_bar_and_unknown_is_hatched(self) -> None:
        (drawing,) = bars([{"label": "a", "value": 0}, {"label": "b", "value": None}], fmt)
        assert not rects(drawing, "#0b5a6e")
        assert texts(drawing)[-1] == "–"
        assert [each for each in drawing.shapes if isinstance(each, Path)]

    @pytest.mark.parametrize("count", [0, 1, 60])
    def test_any_number_of_rows(self, count: int) -> None:
        (drawing,) = bars([{"label": LONG, "value": 3}] * count, fmt, 5, {"label": "Target", "value": 4.9})
        assert_inside(drawing)

    def test_a_note_stands_after_the_value_and_a_heading_over_the_group(self) -> None:
        items = [
            {"label": "a", "value": 10, "note": "67%", "heading": "Banyak"},
            {"label": "b", "value": 5, "note": "33%", "heading": "Sedikit", "is_rest": True},
        ]
        (drawing,) = bars(items, fmt)
        assert texts(drawing) == ["Banyak", "a", "10", "67%", "Sedikit", "b", "5", "33%"]
        assert len(rects(drawing, "#0b5a6e")) == 1
        assert paths(drawing, "#4a5c64")
        assert_inside(drawing)
        assert_no_text_on_text(drawing)

    def test_all_zero_does_not_divide_by_zero(self) -> None:
        assert bars([{"label": "a", "value": 0}], fmt)[0].height > 0


class TestColumns:
    def test_parts_are_stacked_without_gap_and_the_total_is_written(self) -> None:
        drawing = columns(["Jan"], [{"name": "a", "values": [30]}, {"name": "b", "values": [50]}], fmt)
        lower, upper = rects(drawing)[:2]
        assert lower.y == pytest.approx(upper.y + upper.height)
        assert lower.y + lower.height == pytest.approx(TOP + HEIGHT)
        assert "80" in texts(drawing)

    def test_an_unknown_month_is_marked_not_zero(self) -> None:
        drawing = columns(["Jan", "Feb"], [{"name": "a", "values": [3, None]}], fmt)
        assert "–" in texts(drawing)

    def test_three_years_of_months_label_only_what_fits(self) -> None:
        labels = [f"Bulan {place}" for place in range(36)]
        drawing = columns(labels, [{"name": "a", "values": list(range(36))}], fmt)
        assert len([text for text in texts(drawing) if text.startswith("Bulan")]) < 36
        assert_inside(drawing)

    @pytest.mark.parametrize("stacked", [True, False])
    def test_no_month_at_all(self, stacked: bool) -> None:
        assert columns([], [{"name": "a", "values": []}], fmt, stacked).width > 0


class TestLine:
    def test_neighbours_are_joined_and_gaps_are_not(self) -> None:
        assert runs([1, None, 2, 3]) == [[0], [2, 3]]
        assert runs([None, None]) == []

    def test_a_gap_is_a_gap(self) -> None:
        drawing = line(["a", "b", "c", "d", "e"], [{"name": "x", "values": [1, 2, None, 3, 4]}], fmt)
        assert len([each for each in drawing.shapes if isinstance(each, Path)]) == 2

    def test_one_single_month_is_a_dot_in_the_middle(self) -> None:
        drawing = line(["Jan"], [{"name": "x", "values": [3]}], fmt)
        (dot,) = [each for each in drawing.shapes if isinstance(each, Circle)]
        assert dot.cx == pytest.approx((rects_left(drawing) + 712) / 2, abs=1)
        assert_inside(drawing)

    def test_the_target_is_drawn_even_above_all_values(self) -> None:
        drawing = line(
            ["a", "b"], [{"name": "x", "values": [0.2, 0.3]}], fmt, None, {"label": "Target", "value": 0.9}
        )
        assert "Target 0,9" in texts(drawing)
        assert_inside(drawing)


def rects_left(drawing: Drawing) -> float:
    return min(each.x1 for each in drawing.shapes if isinstance(each, Line))


class TestDistribution:
    PARTS = (
        {"label": "Merah", "value": 1, "tone": "danger"},
        {"label": "Hijau", "value": 3, "tone": "success"},
    )

    def test_parts_fill_the_bar_in_proportion(self) -> None:
        drawing = distribution(self.PARTS, fmt, fmt)
        widths = [each.width for each in rects(drawing) if each.height == 34]
        assert widths == [110, 330]
        assert_inside(drawing)

    def test_nothing_counted_is_hatched_and_has_no_share(self) -> None:
        drawing = distribution([{"label": "Merah", "value": 0, "tone": "danger"}], fmt, fmt)
        assert texts(drawing) == ["Merah", "0", "–"]
        assert [each for each in drawing.shapes if isinstance(each, Path)]


class TestGauge:
    def test_value_and_predicate_are_written(self) -> None:
        drawing = gauge(2.87, "Baik", fmt, BANDS)
        assert {"2,87", "Baik"} <= set(texts(drawing))
        assert_inside(drawing)

    def test_without_a_value_there_is_no_needle(self) -> None:
        with_value, without = gauge(3, "Baik", fmt, BANDS), gauge(None, "Belum", fmt, BANDS)
        assert len(without.shapes) == len(with_value.shapes) - 1
        assert "–" in texts(without)

    @pytest.mark.parametrize("value", [0, 1, 5, 7])
    def test_values_at_and_beyond_the_ends_stay_on_the_arc(self, value: float) -> None:
        needle = next(
            each
            for each in gauge(value, "x", fmt, BANDS).shapes
            if isinstance(each, Path) and each.fill == "#17262c"
        )
        heights = [float(number) for number in re.findall(r"[\d.]+", needle.d)][1::2]
        assert all(height <= 162 for height in heights)


class TestGantt:
    def test_neighbouring_quarters_are_joined_over_the_turn_of_the_year(self) -> None:
        assert spans([2021, 2022], {2021: [3, 4], 2022: [1, 4]}) == [(2, 3), (7, 1)]

    def test_years_may_be_the_text_keys_of_json(self) -> None:
        assert spans([2021], {"2021": [1]}) == [(0, 1)]

    def test_an_activity_without_quarters_is_said(self) -> None:
        (drawing,) = gantt([2021], [{"label": "Tanpa jadwal", "quarters": {}}])
        assert "–" in texts(drawing)

    def test_sixty_rows_on_paper(self) -> None:
        drawings = gantt([2021, 2022, 2023, 2024], [{"label": LONG, "quarters": {2021: [1]}}] * 60, chunk=20)
        assert len(drawings) == 3
        for drawing in drawings:
            assert_inside(drawing)

    def test_the_pointer_reads_the_quarters(self) -> None:
        (drawing,) = gantt([2021, 2022], [{"label": "SK", "quarters": {2021: [4], 2022: [1]}}])
        assert titles(drawing) == ["SK: TW IV 2021 – TW I 2022"]


def test_hatching_stays_inside_its_box() -> None:
    for width, height, crossed in ((100, 12, False), (12, 100, False), (30, 30, False), (40, 25, True)):
        shapes = hatched(10, 20, width, height, crossed=crossed)
        path = next(each for each in shapes if isinstance(each, Path))
        strokes = re.findall(r"M(\S+) (\S+?)l(\S+) ([^M]+)", path.d)
        assert len(strokes) > 5
        for x, y, dx, dy in (map(float, stroke) for stroke in strokes):
            assert all(10 - 0.1 <= each <= 10 + width + 0.1 for each in (x, x + dx))
            assert all(20 - 0.1 <= each <= 20 + height + 0.1 for each in (y, y + dy))
            assert abs(dx) == pytest.approx(abs(dy))
