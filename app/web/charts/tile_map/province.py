"""One province: its own government, its regencies and its cities as labelled tiles in the order of their codes."""

from collections.abc import Mapping, Sequence

from app.web.charts.shapes import INK, Canvas, Drawing, Formatter, Rect
from app.web.charts.steps import Steps
from app.web.charts.text import wrap
from app.web.charts.tile_map.tiles import Kind, Tile, add, box, centred, key

GAP, HEIGHT = 4.0, 88.0
EDGE = 1.0  # room for the outline of tiles at the edge
NAME, VALUE, LEADING = 15.0, 17.0, 17.5
NARROW, WIDE = (440.0, 3), (720.0, 5)  # on a phone three tiles side by side, on paper five


def province_map(
    tiles: Sequence[Tile],
    steps: Steps,
    fmt: Formatter,
    words: Mapping[str, str],
    key_fmt: Formatter | None = None,
    *,
    wide: bool = False,
) -> Drawing:
    """The tiles in the order given; the province's own government has a double frame."""
    width, columns = WIDE if wide else NARROW
    canvas = Canvas()
    cell = (width + GAP) / columns
    for number, tile in enumerate(tiles):
        x, y = EDGE + number % columns * cell, EDGE + number // columns * (HEIGHT + GAP)
        marks, ground = box(tile, (x, y), (cell - GAP, HEIGHT), steps)
        if tile.kind is Kind.PROVINCE:
            marks.append(Rect(x + 3, y + 3, cell - GAP - 6, HEIGHT - 6, "none", INK))
        middle = x + (cell - GAP) / 2
        lines = wrap(tile.label or tile.name, cell - GAP - 14, NAME, 3)
        first = y + (HEIGHT - len(lines) * LEADING - VALUE - 4) / 2 + NAME
        for index, line in enumerate(lines):
            marks += centred(line, middle, first + index * LEADING, NAME, ground)
        marks += centred(fmt(tile.value), middle, first + len(lines) * LEADING + 6, VALUE, ground, 700)
        add(canvas, tile, marks)
    rows = -(-len(tiles) // columns)
    at = (EDGE, rows * (HEIGHT + GAP) + 8)
    bottom = key(canvas, tiles, steps, key_fmt or fmt, words, at, width, size=NAME - 1)
    return canvas.finish(width + 2 * EDGE, bottom, "wide" if wide else "narrow")
