"""Radar: one spoke per category, from 0 in the middle to the maximum outside."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.web.charts.legend import legend
from app.web.charts.shapes import (
    GRID,
    GRID_STRONG,
    INK_SOFT,
    PAPER,
    Canvas,
    Circle,
    Drawing,
    Formatter,
    Line,
    Path,
    Text,
    series_colour,
    series_dash,
)
from app.web.charts.text import wrap

WIDTH, RADIUS = 420.0, 118.0
LABEL, LEADING = 13, 16.25


def radar(
    axes: Sequence[str], series: Sequence[dict[str, Any]], fmt: Formatter, maximum: float = 5
) -> Drawing:
    """`series`: [{"name", "values"}], one value per axis, None when unknown. Needs at least three axes (ValueError)."""
    if len(axes) < 3:
        raise ValueError("a radar needs at least three axes")
    canvas = Canvas()
    labels = [_label(axes[place], place, len(axes), with_value=bool(series)) for place in range(len(axes))]
    top = max([RADIUS + 4, *(LABEL + 2 - label.first for label in labels)])
    centre = (WIDTH / 2, top)
    _web(canvas, centre, len(axes), maximum)
    for index, each in enumerate(series):
        _polygon(canvas, centre, each, index, maximum, axes, fmt)
    for place, label in enumerate(labels):
        x, y = centre[0] + label.x, centre[1] + label.first
        canvas.lines(label.lines, x, y, size=LABEL, anchor=label.anchor)
        if series:
            value = fmt(series[0]["values"][place])
            below = y + len(label.lines) * LEADING
            canvas.add(Text(x, below, value, LABEL, label.anchor, series_colour(0), 700))
    bottom = max([top + RADIUS, *(centre[1] + label.last for label in labels)]) + 8
    if len(series) > 1:
        bottom = legend(canvas, [each["name"] for each in series], 16, bottom + 18, WIDTH - 32, as_lines=True)
    return canvas.finish(WIDTH, bottom)


def point(centre: tuple[float, float], place: int, count: int, radius: float) -> tuple[float, float]:
    """Where spoke number `place` of `count` is at `radius`; the first points upwards, the others clockwise."""
    angle = 2 * math.pi * place / count - math.pi / 2
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def _web(canvas: Canvas, centre: tuple[float, float], count: int, maximum: float) -> None:
    rings = int(maximum) if maximum <= 10 else 5
    for ring in range(1, rings + 1):
        corners = [point(centre, place, count, RADIUS * ring / rings) for place in range(count)]
        canvas.add(Path(_closed(corners), stroke=GRID_STRONG if ring == rings else GRID, width=1))
    for place in range(count):
        x, y = point(centre, place, count, RADIUS)
        canvas.add(Line(*centre, x, y, GRID))
    for ring in range(1, rings + 1):
        canvas.add(
            Text(
                centre[0] - 4,
                centre[1] - RADIUS * ring / rings + 4,
                f"{maximum * ring / rings:g}",
                10,
                "end",
                INK_SOFT,
            )
        )


def _polygon(
    canvas: Canvas,
    centre: tuple[float, float],
    each: dict[str, Any],
    index: int,
    maximum: float,
    axes: Sequence[str],
    fmt: Formatter,
) -> None:
    colour = series_colour(index)
    known = [
        (place, point(centre, place, len(axes), RADIUS * min(max(value / maximum, 0), 1)), value)
        for place, value in enumerate(each["values"])
        if value is not None
    ]
    spots = [spot for _, spot, _ in known]
    if len(known) == len(axes):
        canvas.add(
            Path(
                _closed(spots),
                stroke=colour,
                width=2.25,
                fill=colour if index == 0 else "none",
                fill_opacity=0.16 if index == 0 else 1,
                dash=series_dash(index),
            )
        )
    else:
        # Where a value is missing the outline stays open: a surface would pretend to know it.
        by_place = {place: spot for place, spot, _ in known}
        for place in range(len(axes)):
            following = (place + 1) % len(axes)
            if place in by_place and following in by_place:
                canvas.add(Line(*by_place[place], *by_place[following], colour, 2.25, series_dash(index)))
    for place, (x, y), value in known:
        canvas.add(
            Circle(
                x,
                y,
                4 if index == 0 else 3.25,
                colour if index == 0 else PAPER,
                colour if index else PAPER,
                title=f"{axes[place]} – {each['name']}: {fmt(value)}",
            )
        )


@dataclass(frozen=True)
class _Label:
    """The name of an axis: its lines, and where first and last baseline stand relative to the centre."""

    lines: list[str]
    x: float
    first: float
    last: float
    anchor: str


def _label(name: str, place: int, count: int, *, with_value: bool) -> _Label:
    x, y = point((0, 0), place, count, RADIUS + 14)
    sideways = abs(x) > 12
    anchor = "middle" if not sideways else ("start" if x > 0 else "end")
    lines = wrap(name, WIDTH / 2 - abs(x) - 2 if sideways else WIDTH * 0.6, LABEL, 3)
    below = (len(lines) - 1 + with_value) * LEADING
    if y < -RADIUS * 0.9:
        first = y - below
    elif y > RADIUS * 0.9 and not sideways:
        first = y + LABEL
    else:
        first = y - below / 2 + LABEL * 0.3
    return _Label(lines, x, first, first + below, anchor)


def _closed(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z"
