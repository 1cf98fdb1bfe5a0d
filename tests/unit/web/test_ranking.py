"""Ranked bars: by volume, in groups of like volume, with what was left out said."""

from typing import Any

import pytest

from app.web.charts import bars
from app.web.charts.ranking import ranked, volume_group
from app.web.charts.rows import rows
from tests.drawings import (
    assert_inside,
    assert_no_text_on_text,
    assert_readable,
    fmt,
    paths,
    percent,
    rects,
    texts,
)

LONG = "Dinas Pemberdayaan Perempuan Perlindungan Anak Pengendalian Penduduk dan Keluarga Berencana Daerah"


def items(*values: int | None) -> list[dict[str, Any]]:
    return [{"label": f"Kategori {place}", "value": value} for place, value in enumerate(values)]


def rest(n: int) -> str:
    return f"{n} lainnya"


def group(lower: int | None, upper: int | None) -> str:
    return f"{lower}..{upper}"


def test_the_largest_come_first_with_their_share_of_all() -> None:
    found = ranked(items(10, 30, 60), percent)
    assert [(each["value"], each["note"]) for each in found] == [(60, "60%"), (30, "30%"), (10, "10%")]


def test_a_share_is_of_everything_and_not_of_the_bars_that_are_shown() -> None:
    found = ranked(items(*[10] * 10), percent, 3, rest)
    assert [each["note"] for each in found] == ["10%", "10%", "80%"]


def test_the_tail_is_one_bar_that_says_how_many_it_stands_for() -> None:
    found = ranked(items(*range(20, 0, -1)), percent, 12, rest)
    assert len(found) == 12
    assert found[-1]["label"] == "9 lainnya"
    assert found[-1]["value"] == sum(range(1, 10))
    assert sum(each["value"] for each in found) == sum(range(1, 21))


def test_nothing_is_summed_up_when_all_fit() -> None:
    assert len(ranked(items(*range(12)), percent, 12, rest)) == 12
    assert not any(each.get("is_rest") for each in ranked(items(*range(12)), percent, 12, rest))


def test_groups_of_like_volume_have_a_heading_and_small_ones_are_apart() -> None:
    found = ranked(items(2500, 150, 120, 40, 9, 1), percent, groups=group)
    assert [each.get("heading") for each in found] == [
        "1000..None",
        "100..999",
        None,
        "10..99",
        "None..9",
        None,
    ]
    assert [volume_group(volume) for volume in (1000, 999, 100, 10, 9, 0)] == [0, 1, 1, 2, 3, 3]


def test_one_single_group_needs_no_heading() -> None:
    assert not any("heading" in each for each in ranked(items(12, 15), percent, groups=group))


def test_nothing_counted_has_no_share() -> None:
    assert [each["note"] for each in ranked(items(0, None), percent)] == ["–", "–"]
    assert ranked([], percent, 12, rest, group) == []


def test_long_names_wrap_beside_value_and_share_and_the_tail_is_hatched() -> None:
    found = ranked(
        [{"label": LONG, "value": 10 ** (place % 7) + place} for place in range(46)], percent, 12, rest, group
    )
    for (drawing,) in (bars(found, fmt, width=380), rows(found, fmt)):
        assert_inside(drawing)
        assert_no_text_on_text(drawing)
        assert "35 lainnya" in texts(drawing)
        assert paths(drawing, "#4a5c64")


def test_on_paper_a_dozen_take_a_third_of_a_page_and_bars_keep_their_proportions() -> None:
    (drawing,) = rows(ranked(items(*range(120, 0, -10)), percent), fmt)
    assert_readable(drawing)
    assert drawing.height < 300
    drawn = rects(drawing, "#0b5a6e")
    assert drawn[0].width == pytest.approx(12 * drawn[-1].width, abs=0.1)
    assert rows([], fmt)[0].height > 0
    assert paths(rows([{"label": "a", "value": None}], fmt)[0])
