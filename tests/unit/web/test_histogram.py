"""Working days of a stage: bins, deadlines, and what is open after its deadline."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.charts.histogram import LATE, OPEN, Bin, day_bins, end_of, histogram, place_of
from app.web.charts.shapes import ACCENT, Drawing, Line
from tests.drawings import assert_readable, fmt, paths, rects, texts, titles

WORDS = {
    "in_time": "Tepat waktu",
    "late": "Terlambat",
    "open_late": "Masih terbuka, lewat tenggat",
    "days": "hari kerja",
    "none": "Belum ada yang selesai",
}


def drawn(
    in_time: dict[int, int],
    late: dict[int, int],
    deadlines: tuple[int, ...] = (14,),
    median: float | None = None,
    p90: float | None = None,
    open_late: int = 0,
) -> Drawing:
    return histogram(
        day_bins(in_time, late, deadlines),
        [{"label": f"Tenggat {days}", "value": days} for days in deadlines],
        [{"label": f"Median {median}", "value": median}, {"label": f"Persentil 90: {p90}", "value": p90}],
        open_late,
        fmt,
        WORDS,
    )


class TestBins:
    def test_few_days_are_one_bin_each_up_to_the_deadline(self) -> None:
        bins = day_bins({0: 2, 3: 1}, {}, (5,))
        assert [each.name for each in bins] == ["0", "1", "2", "3", "4", "5"]
        assert [each.in_time for each in bins] == [2, 0, 0, 1, 0, 0]

    def test_a_deadline_far_beyond_everything_does_not_stretch_the_picture(self) -> None:
        assert day_bins({1: 5}, {}, (60,))[-1].last == 1

    def test_the_longest_percent_goes_into_an_open_bin(self) -> None:
        bins = day_bins(dict.fromkeys(range(10), 50), {400: 2}, (14,))
        assert bins[-1] == Bin(15, None, 0, 2)

    def test_nothing_counted_gives_nothing(self) -> None:
        assert day_bins({}, {}, (14,)) == []
        assert day_bins({3: 0}, {}, (14,)) == []

    @given(
        st.dictionaries(st.integers(0, 900), st.integers(0, 500), max_size=40),
        st.dictionaries(st.integers(0, 900), st.integers(0, 500), max_size=40),
        st.lists(st.integers(1, 60), max_size=3),
    )
    def test_nobody_is_lost_and_bins_are_few_and_adjoin(
        self, in_time: dict[int, int], late: dict[int, int], deadlines: list[int]
    ) -> None:
        bins = day_bins(in_time, late, deadlines)
        assert sum(each.in_time for each in bins) == sum(in_time.values())
        assert sum(each.late for each in bins) == sum(late.values())
        assert len(bins) <= 24
        for before, after in itertools.pairwise(bins):
            assert before.last is not None
            assert after.first == before.last + 1


class TestPlaces:
    BINS = (Bin(0, 4, 1, 0), Bin(5, 9, 1, 0), Bin(10, None, 1, 0))

    def test_a_deadline_stands_after_its_last_day(self) -> None:
        assert end_of(self.BINS, 4) == 1
        assert end_of(self.BINS, 5) == pytest.approx(1.2)
        assert end_of(self.BINS, 60) is None

    def test_a_median_stands_in_the_middle_of_its_day(self) -> None:
        assert place_of(self.BINS, 0) == pytest.approx(0.1)
        assert place_of(self.BINS, 4.5) == pytest.approx(1.0)
        assert place_of(self.BINS, 40) == 2.5


class TestPicture:
    def test_late_stands_on_in_time_and_is_hatched(self) -> None:
        drawing = drawn({2: 6}, {2: 3}, (2,))
        (solid,) = [each for each in rects(drawing, ACCENT) if each.title]
        (late,) = [each for each in rects(drawing, LATE) if each.title]
        assert late.y + late.height == pytest.approx(solid.y)
        assert late.height == pytest.approx(solid.height / 2, abs=0.05)
        assert paths(drawing, "#a04a00")

    def test_every_kind_says_how_many(self) -> None:
        drawing = drawn({2: 6}, {7: 3}, (5,), open_late=4)
        assert {"Tepat waktu: 6", "Terlambat: 3", "4"} <= set(texts(drawing))
        assert "Masih terbuka, lewat tenggat: 4" in titles(drawing)

    def test_what_is_open_and_late_is_a_crossed_block_apart(self) -> None:
        drawing = drawn({2: 6}, {7: 3}, (5,), open_late=4)
        (block,) = rects(drawing, OPEN)
        assert block.x > max(each.x + each.width for each in rects(drawing, LATE) if each.title)

    def test_a_block_beyond_the_scale_is_broken_and_still_says_its_number(self) -> None:
        whole, broken = drawn({2: 6}, {}, (5,), open_late=6), drawn({2: 6}, {}, (5,), open_late=900)
        assert "900" in texts(broken)
        assert len(paths(broken, "#a8231b")) == len(paths(whole, "#a8231b")) + 1
        assert_readable(broken)

    def test_a_deadline_within_the_picture_is_drawn_and_one_beyond_is_not(self) -> None:
        drawing = drawn({2: 6, 9: 1}, {}, (5, 14, 60))
        assert {"Tenggat 5", "Tenggat 14"} <= set(texts(drawing))
        assert "Tenggat 60" not in texts(drawing)

    @pytest.mark.parametrize("median", [0, 3.5, 14, 59])
    def test_labels_that_would_touch_take_another_row(self, median: float) -> None:
        drawing = drawn(dict.fromkeys(range(60), 5), {60: 4}, (3, 5, 14, 60), median, median + 0.5, 7)
        assert_readable(drawing)
        assert f"Median {median}" in texts(drawing)

    @pytest.mark.parametrize("count", [0, 1, 1_234_567])
    @pytest.mark.parametrize("longest", [0, 1, 30, 365, 900])
    def test_any_size_can_be_read(self, count: int, longest: int) -> None:
        days = dict.fromkeys(range(0, longest + 1, max(1, longest // 30)), count)
        assert_readable(drawn(days, {longest: count}, (14,), longest / 2, longest, count))

    def test_nothing_that_ended_is_said_in_words(self) -> None:
        drawing = drawn({}, {}, (14,))
        assert "Belum ada yang selesai" in texts(drawing)
        assert not [each for each in drawing.marks if isinstance(each, Line) and each.width == 2]
