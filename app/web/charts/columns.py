"""Columns over time: stacked or side by side, for example complaints received, closed and still open per month."""

from collections.abc import Sequence
from typing import Any

from app.web.charts.axes import Plot, label_every, plot_area
from app.web.charts.legend import legend
from app.web.charts.scales import largest, nice_ticks
from app.web.charts.shapes import (
    INK,
    PAPER,
    UNKNOWN,
    Canvas,
    Drawing,
    Formatter,
    Rect,
    Text,
    hatched,
    series_colour,
)
from app.web.charts.text import width_of

MOST_WITH_VALUES = 14


def columns(
    labels: Sequence[str],
    series: Sequence[dict[str, Any]],
    fmt: Formatter,
    stacked: bool = True,
    axis_fmt: Formatter | None = None,
) -> Drawing:
    """`series`: [{"name", "values"}], one value (0 or more, None unknown) per label."""
    canvas = Canvas()
    ticks = nice_ticks(_highest(labels, series, stacked))
    plot = plot_area(canvas, ticks, axis_fmt or fmt)
    label_every(canvas, plot, labels)
    slot = plot.width / max(len(labels), 1)
    for place, label in enumerate(labels):
        column = [(index, each["name"], each["values"][place]) for index, each in enumerate(series)]
        x = plot.left + place * slot + slot * 0.14
        draw = _stack if stacked else _group
        draw(canvas, plot, x, slot * 0.72, label, column, fmt, len(labels) <= MOST_WITH_VALUES)
    bottom = plot.bottom + 44
    if len(series) > 1:
        bottom = legend(
            canvas, [each["name"] for each in series], plot.left, bottom + 10, plot.width, as_lines=False
        )
    return canvas.finish(plot.right + 8, bottom, "wide")


Column = list[tuple[int, str, float | None]]


def _highest(labels: Sequence[str], series: Sequence[dict[str, Any]], stacked: bool) -> float:
    if not stacked:
        return largest(value for each in series for value in each["values"])
    return largest([sum(each["values"][place] or 0 for each in series) for place in range(len(labels))])


def _stack(
    canvas: Canvas,
    plot: Plot,
    x: float,
    width: float,
    label: str,
    column: Column,
    fmt: Formatter,
    with_values: bool,
) -> None:
    known = [(index, name, value) for index, name, value in column if value is not None]
    if not known:
        _unknown(canvas, plot, x, width, label)
        return
    total = 0.0
    for index, name, value in known:
        upper, lower = plot.y_of(total + value), plot.y_of(total)
        if value > 0:
            canvas.add(
                Rect(
                    x,
                    upper,
                    width,
                    lower - upper,
                    series_colour(index),
                    PAPER if len(known) > 1 else "none",
                    title=f"{label} – {name}: {fmt(value)}",
                )
            )
        total += value
    if with_values:
        canvas.add(Text(x + width / 2, plot.y_of(total) - 5, fmt(total), 12, "middle", INK, 600))


def _group(
    canvas: Canvas,
    plot: Plot,
    x: float,
    width: float,
    label: str,
    column: Column,
    fmt: Formatter,
    with_values: bool,
) -> None:
    each = width / max(len(column), 1)
    for index, name, value in column:
        left = x + index * each
        if value is None:
            _unknown(canvas, plot, left, each - 1, f"{label} – {name}")
            continue
        upper = plot.y_of(value)
        canvas.add(
            Rect(
                left,
                upper,
                each - 1,
                plot.bottom - upper,
                series_colour(index),
                title=f"{label} – {name}: {fmt(value)}",
            )
        )
        text = fmt(value)
        if with_values and width_of(text, 11) <= each + 6:
            canvas.add(Text(left + each / 2, upper - 4, text, 11, "middle", INK))


def _unknown(canvas: Canvas, plot: Plot, x: float, width: float, label: str) -> None:
    canvas.add(*hatched(x, plot.bottom - 18, width, 18, title=f"{label}: {UNKNOWN}"))
    canvas.add(Text(x + width / 2, plot.bottom - 24, UNKNOWN, 12, "middle", INK))
