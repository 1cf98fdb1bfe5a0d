"""All regencies and cities at once: one strip of small tiles per province, filled as high as their class."""

from collections.abc import Mapping, Sequence

from app.web.charts.shapes import GRID_STRONG, Canvas, Drawing, Formatter, Link, Mark, Path, Text
from app.web.charts.steps import Steps, crossed_out, filled_box
from app.web.charts.text import shorten
from app.web.charts.tile_map.tiles import Kind, Tile, grouped, key, notch

WIDTH, LABEL, ROW = 720.0, 156.0, 24.0
CELL, TILE = 14.8, (12.3, 19.0)
SIZE = 11.5


def regency_strips(
    tiles: Sequence[Tile],
    names: Mapping[str, str],
    steps: Steps,
    fmt: Formatter,
    words: Mapping[str, str],
) -> Drawing:
    """One small tile per regency and city of every province in `names` (code → name), in the order of the codes.

    A strip begins with the name of its province; a tile with a value is a link if it has an address. Tiles without a
    value are one path per province: of 514 governments most have none at first.
    """
    canvas = Canvas()
    own = grouped(tile for tile in tiles if tile.kind is not Kind.PROVINCE)
    y = 1.0
    for code in sorted(names):  # the codes follow the islands from west to east
        canvas.add(Text(0, y + TILE[1] / 2 + SIZE * 0.36, shorten(names[code], LABEL - 8, SIZE), SIZE))
        missing = ""
        for number, tile in enumerate(own.get(code, ())):
            x = LABEL + number * CELL
            if tile.value is None:
                missing += crossed_out(x, y, *TILE)
            else:
                _tile(canvas, tile, x, y, steps)
        if missing:
            canvas.add(Path(missing, GRID_STRONG, 0.75))
        y += ROW
    bottom = key(canvas, tiles, steps, fmt, words, (1, y + 8), WIDTH, filled=True)
    return canvas.finish(WIDTH, bottom, "wide")


def _tile(canvas: Canvas, tile: Tile, x: float, y: float, steps: Steps) -> None:
    width, height = TILE
    assert tile.value is not None  # noqa: S101  # the caller asked
    radius = width * 0.4 if tile.kind is Kind.CITY else 0.0
    marks: list[Mark] = filled_box(x, y, width, height, steps, tile.value, radius=radius, title=tile.title)
    if tile.small:
        marks.append(notch(x + width, y, 5))
    canvas.add(*([Link(tile.href, tile.title, tuple(marks))] if tile.href else marks))
