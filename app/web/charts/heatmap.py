"""Heatmap: one row per OPD, one column per category; the value is written in every cell, colour only helps to scan."""

from collections.abc import Sequence
from typing import Any

from app.web.charts.scales import LEVEL_COLOURS, chunks, level_colour, text_on
from app.web.charts.shapes import INK_SOFT, PAPER, UNKNOWN, Canvas, Drawing, Formatter, Rect, Text, hatched
from app.web.charts.text import wrap

WIDTH, LABEL_WIDTH, GAP = 720.0, 250.0, 2.0
SIZE, LEADING, CELL = 12.5, 1.2, 28.0


def heatmap(
    columns: Sequence[str],
    rows: Sequence[dict[str, Any]],
    fmt: Formatter,
    minimum: float = 1,
    maximum: float = 5,
    chunk: int | None = None,
) -> list[Drawing]:
    """`rows`: [{"label", "values"}]. One drawing, or several of at most `chunk` rows for different pages."""
    return [
        _picture(columns, [rows[index] for index in part], fmt, minimum, maximum)
        for part in chunks(len(rows), chunk)
    ]


def _picture(
    columns: Sequence[str], rows: Sequence[dict[str, Any]], fmt: Formatter, minimum: float, maximum: float
) -> Drawing:
    canvas = Canvas()
    cell_width = (WIDTH - LABEL_WIDTH) / max(len(columns), 1)
    heads = [wrap(column, cell_width - 6, SIZE, 3) for column in columns]
    top = max((len(lines) for lines in heads), default=1) * SIZE * LEADING + 10
    for place, lines in enumerate(heads):
        x = LABEL_WIDTH + (place + 0.5) * cell_width
        canvas.lines(
            lines,
            x,
            top - 6 - (len(lines) - 1) * SIZE * LEADING,
            size=SIZE,
            anchor="middle",
            weight=600,
            leading=LEADING,
        )
    y = top
    for row in rows:
        lines = wrap(row["label"], LABEL_WIDTH - 12, SIZE, 3)
        height = max(CELL, len(lines) * SIZE * LEADING + 8)
        first = y + height / 2 - (len(lines) - 1) * SIZE * LEADING / 2 + SIZE * 0.36
        canvas.lines(lines, 0, first, size=SIZE, leading=LEADING)
        for place, value in enumerate(row["values"]):
            _cell(
                canvas,
                LABEL_WIDTH + place * cell_width,
                y,
                cell_width,
                height,
                value,
                fmt,
                minimum,
                maximum,
                f"{row['label']} – {columns[place]}: {fmt(value)}",
            )
        y += height + GAP
    y = _scale(canvas, y + 12, fmt, minimum, maximum)
    return canvas.finish(WIDTH, y, "wide")


def _cell(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    value: float | None,
    fmt: Formatter,
    minimum: float,
    maximum: float,
    title: str,
) -> None:
    middle = y + height / 2 + SIZE * 0.36
    if value is None:
        canvas.add(*hatched(x, y, width - GAP, height, title=title))
        canvas.add(Rect(x + width / 2 - 10, y + height / 2 - 8, 20, 16, PAPER, radius=2))
        canvas.add(Text(x + width / 2 - GAP / 2, middle, UNKNOWN, SIZE, "middle", INK_SOFT))
        return
    colour = level_colour(value, minimum, maximum)
    canvas.add(Rect(x, y, width - GAP, height, colour, title=title))
    canvas.add(Text(x + width / 2 - GAP / 2, middle, fmt(value), SIZE, "middle", text_on(colour), 600))


def _scale(canvas: Canvas, y: float, fmt: Formatter, minimum: float, maximum: float) -> float:
    """The colour key: five classes with their bounds."""
    step = (maximum - minimum) / 5
    width = (WIDTH - LABEL_WIDTH) / 5
    for place, colour in enumerate(LEVEL_COLOURS):
        x = LABEL_WIDTH + place * width
        canvas.add(Rect(x, y, width - GAP, 10, colour, "#7d9099" if place == 0 else "none"))
        text = f"{fmt(minimum + place * step)}–{fmt(minimum + (place + 1) * step)}"
        canvas.add(Text(x + width / 2, y + 24, text, 11, "middle", INK_SOFT))
    return y + 32
