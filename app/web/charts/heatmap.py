"""Heatmap: one row per OPD, one column per category or month.

The value is written in every cell that has room for it, and colour only helps to scan; where columns are too narrow,
each cell is filled as high as its class, so that the picture reads in grey.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.web.charts.months import month_step, shown_months, two_lines
from app.web.charts.scales import chunks, text_on
from app.web.charts.shapes import (
    GRID,
    GRID_STRONG,
    INK_SOFT,
    PAPER,
    UNKNOWN,
    Canvas,
    Drawing,
    Formatter,
    Line,
    Path,
    Rect,
    Text,
    hatched,
)
from app.web.charts.steps import (
    SWATCH,
    Steps,
    Swatch,
    crossed_swatch,
    equal_steps,
    step_key,
    unknown_swatch,
)
from app.web.charts.text import width_of, wrap

WIDTH, LABEL_WIDTH, NARROW_LABEL_WIDTH, GAP = 720.0, 250.0, 196.0, 2.0
SIZE, LEADING, CELL = 12.5, 1.2, 28.0
SMALLEST_HEAD = 10.0
FEW_COLUMNS = 8
DENSE = 11.0


@dataclass(frozen=True)
class _Table:
    """What all rows share."""

    columns: Sequence[str]
    fmt: Formatter
    steps: Steps
    label_width: float
    cell_width: float
    size: float
    written: bool  # the values fit into their cells
    empty: bool  # a cell without a value is empty instead of unknown


def heatmap(
    columns: Sequence[str],
    rows: Sequence[dict[str, Any]],
    fmt: Formatter,
    minimum: float = 1,
    maximum: float = 5,
    chunk: int | None = None,
    steps: Steps | None = None,
    phase: int = 0,
    words: Mapping[str, str] | None = None,
    key_fmt: Formatter | None = None,
) -> list[Drawing]:
    """`rows`: [{"label", "values"}]. One drawing, or several of at most `chunk` rows for different pages.

    `steps` are the classes (default: five equal ones from `minimum` to `maximum`). Many columns are months; `phase` is
    the place of the first January. `words["empty"]`: a cell without a value means that there was nothing to count,
    and is left empty; `words["none"]`: it is unknown, and hatched. The words stand in the key.
    """
    table = _table(columns, rows, fmt, steps or equal_steps(minimum, maximum), words or {})
    return [
        _picture(table, [rows[index] for index in part], phase, words or {}, key_fmt or fmt)
        for part in chunks(len(rows), chunk)
    ]


def _table(
    columns: Sequence[str],
    rows: Sequence[dict[str, Any]],
    fmt: Formatter,
    steps: Steps,
    words: Mapping[str, str],
) -> _Table:
    few = len(columns) <= FEW_COLUMNS
    label_width = LABEL_WIDTH if few else NARROW_LABEL_WIDTH
    cell_width = (WIDTH - label_width) / max(len(columns), 1)
    size = SIZE if few else DENSE
    widest = max((width_of(fmt(value), size) for row in rows for value in row["values"]), default=0)
    return _Table(
        columns, fmt, steps, label_width, cell_width, size, widest + GAP + 2 <= cell_width, "empty" in words
    )


def _picture(
    table: _Table,
    rows: Sequence[dict[str, Any]],
    phase: int,
    words: Mapping[str, str],
    key_fmt: Formatter,
) -> Drawing:
    canvas = Canvas()
    top = y = float(round(_heads(canvas, table, phase)))
    boxes: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        lines = wrap(row["label"], table.label_width - 12, table.size, 3 if table.size == SIZE else 2)
        least = CELL if table.written else 18.0
        height = max(least, len(lines) * table.size * LEADING + (8 if table.written else 5))
        first = y + height / 2 - (len(lines) - 1) * table.size * LEADING / 2 + table.size * 0.36
        canvas.lines(lines, 0, first, size=table.size, leading=LEADING)
        if table.written:
            for place, value in enumerate(row["values"]):
                x = table.label_width + place * table.cell_width
                _cell(canvas, table, (x, y), height, value, f"{row['label']} – {table.columns[place]}")
        else:
            height = float(round(height))
            _small_row(canvas, boxes, table, y, height, row["values"])
        y += height + GAP
    for fill in sorted(boxes):
        canvas.add(Path("".join(boxes[fill]), GRID_STRONG, 0.75, fill or "none"))
    if not table.written:
        _years(canvas, table, phase, (top, y - GAP))
    y = _key(canvas, table, rows, y + 12, words, key_fmt)
    return canvas.finish(WIDTH, y, "wide")


def _heads(canvas: Canvas, table: _Table, phase: int) -> float:
    """Names over the columns; months that would touch are thinned out. Returns where the first row begins."""
    columns, size = table.columns, table.size
    if len(columns) <= FEW_COLUMNS:
        room = table.cell_width - 6
        size = _head_size(columns, room, size)
        shown = range(len(columns))
        heads = [wrap(column, room, size, 3) for column in columns]
    else:
        shown = shown_months(len(columns), month_step(columns, table.cell_width, size), phase)
        heads = [two_lines(column) for column in columns]
    top = max((len(heads[place]) for place in shown), default=1) * size * LEADING + 10
    for place in shown:
        lines = heads[place]
        x = table.label_width + (place + 0.5) * table.cell_width
        first = top - 6 - (len(lines) - 1) * size * LEADING
        canvas.lines(lines, x, first, size=size, anchor="middle", weight=600, leading=LEADING)
    return top


def _head_size(columns: Sequence[str], room: float, size: float) -> float:
    """Small enough for the longest word, as far as it stays legible: a name that ends in dots names nothing."""
    longest = max((width_of(word, size) for column in columns for word in column.split()), default=0)
    return size if longest <= room else max(SMALLEST_HEAD, size * room / longest)


def _cell(
    canvas: Canvas, table: _Table, at: tuple[float, float], height: float, value: float | None, name: str
) -> None:
    x, y = at
    width = table.cell_width - GAP
    middle = y + height / 2 + table.size * 0.36
    title = f"{name}: {table.fmt(value)}"
    if value is None and table.empty:
        canvas.add(Rect(x, y, width, height, PAPER, GRID, title=title))
        canvas.add(Text(x + width / 2, middle, UNKNOWN, table.size, "middle", INK_SOFT))
        return
    if value is None:
        plate = min(20.0, width)
        canvas.add(*hatched(x, y, width, height, title=title))
        canvas.add(Rect(x + (width - plate) / 2, y + height / 2 - 8, plate, 16, PAPER, radius=2))
        canvas.add(Text(x + width / 2, middle, UNKNOWN, table.size, "middle", INK_SOFT))
        return
    colour = table.steps.colour(value)
    canvas.add(Rect(x, y, width, height, colour, title=title))
    canvas.add(Text(x + width / 2, middle, table.fmt(value), table.size, "middle", text_on(colour), 600))


def _small_row(
    canvas: Canvas,
    boxes: dict[str, list[str]],
    table: _Table,
    y: float,
    height: float,
    values: Sequence[float | None],
) -> None:
    """One frame per row and one path per colour instead of thousands of boxes; the table has the values."""
    canvas.add(Rect(table.label_width, y, len(values) * table.cell_width, height, PAPER, GRID_STRONG))
    for place, value in enumerate(values):
        x = table.label_width + place * table.cell_width
        if value is not None:
            boxes[table.steps.colour(value)].append(
                f"M{x:.1f} {y + height:.0f}h{table.cell_width:.1f}"
                f"v-{height * table.steps.height(value):.1f}h-{table.cell_width:.1f}z"
            )
        elif not table.empty:
            boxes[""].append(f"M{x:.1f} {y + height:.0f}l{table.cell_width:.1f} -{height:.0f}")


def _years(canvas: Canvas, table: _Table, phase: int, span: tuple[float, float]) -> None:
    """A line where a year begins, through all rows of small boxes."""
    for place in range(phase % 12, len(table.columns), 12):
        x = round(table.label_width + place * table.cell_width, 1)
        if place:
            canvas.add(Line(x, span[0], x, span[1], INK_SOFT, 1, "2 2"))


def _key(
    canvas: Canvas,
    table: _Table,
    rows: Sequence[dict[str, Any]],
    y: float,
    words: Mapping[str, str],
    key_fmt: Formatter,
) -> float:
    extra: list[tuple[Swatch, str]] = []
    if any(value is None for row in rows for value in row["values"]):
        if "empty" in words:
            extra.append((_empty_swatch, words["empty"]))
        elif "none" in words:
            extra.append((unknown_swatch if table.written else crossed_swatch, words["none"]))
    left = table.label_width
    return step_key(canvas, table.steps, key_fmt, (left, y), WIDTH - left, extra, filled=not table.written)


def _empty_swatch(x: float, y: float) -> list[Rect]:
    return [Rect(x, y, SWATCH, SWATCH, PAPER, GRID_STRONG)]
