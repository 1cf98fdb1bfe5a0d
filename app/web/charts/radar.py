"""Radar: one spoke per category, from 0 in the middle to the maximum outside."""

import math
from collections.abc import Sequence
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

WIDTH, RADIUS, TOP = 420.0, 118.0, 62.0
LABEL = 13


def radar(
    axes: Sequence[str], series: Sequence[dict[str, Any]], fmt: Formatter, maximum: float = 5
) -> Drawing:
    """`series`: [{"name", "values"}], one value per axis, None when unknown. Needs at least three axes (ValueError)."""
    if len(axes) < 3:
        raise ValueError("a radar needs at least three axes")
    canvas = Canvas()
    centre = (WIDTH / 2, TOP + RADIUS)
    _web(canvas, centre, len(axes), maximum)
    for index, each in enumerate(series):
        _polygon(canvas, centre, each, index, maximum, axes, fmt)
    lowest = max(_label(canvas, centre, place, axes, series, fmt) for place in range(len(axes)))
    bottom = lowest + 14
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


def _label(
    canvas: Canvas,
    centre: tuple[float, float],
    place: int,
    axes: Sequence[str],
    series: Sequence[dict[str, Any]],
    fmt: Formatter,
) -> float:
    """Axis name with the first series' value below it; returns its lowest edge."""
    x, y = point(centre, place, len(axes), RADIUS + 14)
    sideways = abs(x - centre[0]) > 12
    anchor = "middle" if not sideways else ("start" if x > centre[0] else "end")
    room = (WIDTH - x - 2 if anchor == "start" else x - 2) if sideways else WIDTH * 0.6
    lines = wrap(axes[place], room, LABEL, 3)
    height = (len(lines) + (1 if series else 0)) * LABEL * 1.25
    if y < centre[1] - RADIUS * 0.9:
        start = y - height + LABEL
    elif y > centre[1] + RADIUS * 0.9 and not sideways:
        start = y + LABEL
    else:
        start = y - height / 2 + LABEL * 0.8
    canvas.lines(lines, x, start, size=LABEL, anchor=anchor)
    if series:
        canvas.add(
            Text(
                x,
                start + len(lines) * LABEL * 1.25,
                fmt(series[0]["values"][place]),
                LABEL,
                anchor,
                series_colour(0),
                700,
            )
        )
    return start + height - LABEL


def _closed(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z"
