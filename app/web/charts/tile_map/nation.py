"""The nation: 38 provinces, each coloured by all of its governments together."""

from collections.abc import Mapping, Sequence

from app.web.charts.shapes import Canvas, Drawing, Formatter
from app.web.charts.steps import Steps
from app.web.charts.text import shorten, width_of
from app.web.charts.tile_map.layout import HALF_COLUMNS, PROVINCES, ROWS, Place
from app.web.charts.tile_map.tiles import Tile, add, box, centred, key

HALF, HEIGHT, GAP = 27.0, 58.0, 2.0
EDGE = 1.0  # room for the outline of tiles at the edge
WIDTH = HALF * HALF_COLUMNS
NAME, VALUE, LEADING = 10.5, 12.0, 11.5


def nation_map(
    tiles: Sequence[Tile],
    steps: Steps,
    fmt: Formatter,
    words: Mapping[str, str],
    key_fmt: Formatter | None = None,
) -> Drawing:
    """One tile per province, `code` "73"; those without a place on the grid raise `KeyError`."""
    canvas = Canvas()
    for tile in tiles:
        place = PROVINCES[tile.code]
        x, y = EDGE + place.column * HALF, EDGE + place.row * HEIGHT
        marks, ground = box(tile, (x, y), (2 * HALF - GAP, HEIGHT - GAP), steps)
        middle = x + HALF - GAP / 2
        lines = _name(place)
        first = y + (HEIGHT - GAP - len(lines) * LEADING - VALUE - 2) / 2 + NAME
        for index, line in enumerate(lines):
            marks += centred(line, middle, first + index * LEADING, NAME, ground)
        value, size = _fitting(fmt(tile.value))
        marks += centred(value, middle, first + len(lines) * LEADING + 4, size, ground, 700)
        add(canvas, tile, marks)
    bottom = key(canvas, tiles, steps, key_fmt or fmt, words, (EDGE, ROWS * HEIGHT + 10), WIDTH)
    return canvas.finish(WIDTH + EDGE, bottom, "wide")


def _name(place: Place) -> list[str]:
    """The short name word by word, words together where they fit."""
    lines: list[str] = []
    for word in place.short.split():
        if lines and width_of(f"{lines[-1]} {word}", NAME) <= 2 * HALF - 6:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _fitting(text: str) -> tuple[str, float]:
    """The value as large as its tile allows."""
    room = 2 * HALF - GAP - 4
    for size in (VALUE, 10.5, 9.0):
        if width_of(text, size) <= room:
            return text, size
    return shorten(text, room, 9.0), 9.0
