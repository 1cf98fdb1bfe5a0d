"""Tile maps: every province and every regency once, nothing on top of another, unknown never a colour."""

from itertools import combinations
from typing import Any

import pytest

from app.organisations.models import GovernmentKind
from app.organisations.regions import read_regions
from app.web.charts.scales import LEVEL_COLOURS
from app.web.charts.shapes import Drawing, Link, Path, Rect, Text
from app.web.charts.steps import count_steps, equal_steps
from app.web.charts.text import width_of
from app.web.charts.tile_map import PROVINCES, Kind, Tile, grouped, nation_map, province_map, regency_strips
from app.web.charts.tile_map.layout import HALF_COLUMNS, ROWS
from app.web.charts.tile_map.nation import HALF, NAME
from tests.drawings import assert_readable, fmt, overlapping, percent, rects, texts, titles

WORDS = {"none": "tidak ada data", "small": "jumlah kecil", "regency": "kabupaten", "city": "kota"}
REGIONS = list(read_regions())
BELOW = [region for region in REGIONS if region.kind is not GovernmentKind.PROVINCE]
ABOVE = [region for region in REGIONS if region.kind is GovernmentKind.PROVINCE]
NAMES = {region.code: region.name.removeprefix("Provinsi ") for region in ABOVE}
STEPS = count_steps(5000)


def tile(region: Any, value: float | None = 12, **more: Any) -> Tile:
    return Tile(
        region.code,
        region.name,
        Kind(region.kind.value),
        value,
        "kata",
        href=f"/peta?kode={region.code}",
        **more,
    )


def links(drawing: Drawing) -> list[Link]:
    return [shape for shape in drawing.shapes if isinstance(shape, Link)]


class TestLayout:
    def test_every_province_of_the_list_has_its_place_and_no_other(self) -> None:
        assert set(PROVINCES) == set(NAMES)
        assert len(PROVINCES) == 38

    def test_no_two_provinces_share_room(self) -> None:
        boxes = [(place.column, place.row, place.column + 2, place.row + 1) for place in PROVINCES.values()]
        assert not [pair for pair in combinations(boxes, 2) if overlapping(*pair)]
        assert all(left >= 0 and right <= HALF_COLUMNS and 0 <= top < ROWS for left, top, right, _ in boxes)

    @pytest.mark.parametrize(
        ("west", "east"),
        [("11", "12"), ("12", "18"), ("36", "31"), ("32", "33"), ("33", "35"), ("35", "51"), ("51", "52"),
         ("52", "53"), ("18", "61"), ("61", "64"), ("63", "73"), ("73", "81"), ("81", "91"), ("96", "92")],
    )  # fmt: skip
    def test_west_is_left(self, west: str, east: str) -> None:
        assert PROVINCES[west].column < PROVINCES[east].column

    @pytest.mark.parametrize(
        ("north", "south"),
        [("11", "18"), ("18", "36"), ("31", "32"), ("33", "34"), ("65", "63"), ("71", "73"), ("91", "93"),
         ("82", "81"), ("73", "53")],
    )  # fmt: skip
    def test_north_is_up(self, north: str, south: str) -> None:
        assert PROVINCES[north].row < PROVINCES[south].row

    def test_short_names_differ_and_each_word_fits_its_tile(self) -> None:
        assert len({place.short for place in PROVINCES.values()}) == 38
        for place in PROVINCES.values():
            assert max(width_of(word, NAME) for word in place.short.split()) <= 2 * HALF - 2, place


class TestNation:
    def tiles(self, value: float | None = 0.5) -> list[Tile]:
        return [tile(region, value) for region in ABOVE]

    def test_all_38_are_drawn_once_as_links_that_say_name_code_and_value(self) -> None:
        drawing = nation_map(self.tiles(), equal_steps(), percent, WORDS)
        found = links(drawing)
        assert sorted(link.href for link in found) == sorted(f"/peta?kode={code}" for code in NAMES)
        assert "Provinsi Sulawesi Selatan (73): kata" in [link.name for link in found]
        boxes = [
            (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
            for link in found
            for mark in link.shapes
            if isinstance(mark, Rect) and mark.title
        ]
        assert len(boxes) == 38
        assert not [pair for pair in combinations(boxes, 2) if overlapping(*pair)]

    @pytest.mark.parametrize("value", [None, 0, 3, 12, 1_234_567, 98_765_432])
    def test_any_value_can_be_read(self, value: float | None) -> None:
        assert_readable(nation_map(self.tiles(value), STEPS, fmt, WORDS))

    @pytest.mark.parametrize("value", [0, 0.3, 0.5, 0.7, 1])
    def test_shares_can_be_read_on_every_colour(self, value: float) -> None:
        assert_readable(nation_map(self.tiles(value), equal_steps(), percent, WORDS))

    def test_a_province_that_is_not_on_the_grid_is_an_error_not_a_gap(self) -> None:
        with pytest.raises(KeyError):
            nation_map([Tile("99", "Provinsi Contoh", Kind.PROVINCE, 1)], STEPS, fmt, WORDS)


class TestProvince:
    @pytest.mark.parametrize("code", sorted(NAMES))
    @pytest.mark.parametrize("wide", [False, True])
    def test_every_province_draws_all_of_its_own_in_the_order_of_codes(self, code: str, wide: bool) -> None:
        own = [region for region in REGIONS if region.code[:2] == code]
        (tiles,) = grouped(tile(region, None if region.code.endswith("3") else 40) for region in own).values()
        drawing = province_map(tiles, STEPS, fmt, WORDS, wide=wide)
        codes = [link.href.partition("=")[2] for link in links(drawing)]
        assert codes == sorted(region.code for region in own)
        assert_readable(drawing)

    def test_unknown_is_hatched_and_never_a_colour(self) -> None:
        drawing = province_map([tile(BELOW[0], None)], STEPS, fmt, WORDS)
        assert not [each for each in rects(drawing) if each.fill in LEVEL_COLOURS]
        assert [each for each in drawing.marks if isinstance(each, Path)]
        assert {"–", "tidak ada data"} <= set(texts(drawing))

    def test_zero_is_a_value_and_not_unknown(self) -> None:
        drawing = province_map([tile(BELOW[0], 0)], equal_steps(), percent, WORDS)
        assert "0%" in texts(drawing)
        assert "tidak ada data" not in texts(drawing)

    def test_a_city_has_round_corners_a_regency_square_ones_and_the_province_a_second_frame(self) -> None:
        kinds = [
            Tile("73", "Provinsi", Kind.PROVINCE, 5),
            Tile("73.07", "Kabupaten", Kind.REGENCY, 5),
            Tile("73.71", "Kota", Kind.CITY, 5),
        ]
        province, regency, city = (
            [each for each in rects(province_map([one], STEPS, fmt, WORDS)) if each.width > 100]
            for one in kinds
        )
        assert len(province) == 2
        assert regency[0].radius == 0
        assert city[0].radius > 10

    def test_a_small_number_has_a_mark_that_the_key_explains(self) -> None:
        small = province_map([tile(BELOW[0], 0.5, small=True)], equal_steps(), percent, WORDS)
        large = province_map([tile(BELOW[0], 0.5)], equal_steps(), percent, WORDS)
        assert (
            len([each for each in small.marks if isinstance(each, Path)]) == 2
        )  # on the tile and in the key
        assert not [each for each in large.marks if isinstance(each, Path)]
        assert "jumlah kecil" in texts(small)
        assert "jumlah kecil" not in texts(large)


class TestStrips:
    def test_all_514_are_drawn_once_and_none_on_another(self) -> None:
        drawing = regency_strips([tile(region) for region in BELOW], NAMES, STEPS, fmt, WORDS)
        assert len(BELOW) == 514
        assert sorted(link.href for link in links(drawing)) == sorted(
            f"/peta?kode={region.code}" for region in BELOW
        )
        boxes = [
            (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
            for link in links(drawing)
            for mark in link.shapes
            if isinstance(mark, Rect) and mark.title
        ]
        assert len(boxes) == 514
        by_row: dict[float, list[Any]] = {}
        for box in boxes:
            by_row.setdefault(box[1], []).append(box)
        assert len(by_row) == 38
        assert not [pair for row in by_row.values() for pair in combinations(row, 2) if overlapping(*pair)]
        assert_readable(drawing)

    def test_each_stands_in_the_strip_of_its_province(self) -> None:
        drawing = regency_strips([tile(region) for region in BELOW], NAMES, STEPS, fmt, WORDS)
        heights = {mark.content: mark.y for mark in drawing.marks if isinstance(mark, Text)}
        sinjai = next(link for link in links(drawing) if link.href.endswith("73.07"))
        box = next(mark for mark in sinjai.shapes if isinstance(mark, Rect))
        assert box.y < heights["Sulawesi Selatan"] < box.y + box.height

    def test_tiles_stand_in_the_order_of_their_codes_whatever_order_they_are_given_in(self) -> None:
        drawing = regency_strips([tile(region) for region in reversed(BELOW)], NAMES, STEPS, fmt, WORDS)
        hrefs = [link.href for link in links(drawing)]
        assert hrefs == [f"/peta?kode={region.code}" for region in sorted(BELOW, key=lambda one: one.code)]

    def test_a_small_tile_of_a_city_has_round_corners_too(self) -> None:
        for code, is_round in (("73.07", False), ("73.71", True)):
            region = next(region for region in BELOW if region.code == code)
            drawing = regency_strips([tile(region)], NAMES, STEPS, fmt, WORDS)
            box = next(mark for mark in links(drawing)[0].shapes if isinstance(mark, Rect))
            assert (box.radius > 0) == is_round

    def test_those_without_data_are_one_crossed_path_per_province(self) -> None:
        drawing = regency_strips([tile(region, None) for region in BELOW], NAMES, STEPS, fmt, WORDS)
        assert not links(drawing)
        strips = [each for each in drawing.marks if isinstance(each, Path)]
        assert len(strips) == 39  # and the key
        assert sum(each.d.count("z") for each in strips) == 515

    def test_the_class_is_told_by_height_as_well(self) -> None:
        low, high = (
            regency_strips([tile(BELOW[0], value)], {"11": "Aceh"}, STEPS, fmt, WORDS) for value in (3, 4000)
        )
        assert rects(low)[1].height < rects(high)[1].height

    def test_provinces_without_any_government_keep_their_row(self) -> None:
        assert len(texts(regency_strips([], NAMES, STEPS, fmt, WORDS))) == 38


def test_titles_hold_name_code_and_value() -> None:
    assert titles(
        province_map([Tile("73.07", "Kabupaten Sinjai", Kind.REGENCY, 5, "5 pengaduan")], STEPS, fmt, WORDS)
    ) == ["Kabupaten Sinjai (73.07): 5 pengaduan"]
