"""Lines over time; a gap where nothing is known, never a drop to zero."""

from collections.abc import Sequence
from typing import Any

from app.web.charts.axes import Plot, label_every, plot_area
from app.web.charts.legend import legend
from app.web.charts.scales import largest, nice_ticks
from app.web.charts.shapes import (
    INK_SOFT,
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

MOST_WITH_DOTS = 40


def line(
    labels: Sequence[str],
    series: Sequence[dict[str, Any]],
    fmt: Formatter,
    maximum: float | None = None,
    reference: dict[str, Any] | None = None,
    axis_fmt: Formatter | None = None,
) -> Drawing:
    """`series`: [{"name", "values"}]; `reference`: {"label", "value"}, a dashed horizontal line such as a target."""
    canvas = Canvas()
    target = reference["value"] if reference else None
    ticks = nice_ticks(maximum or largest([*(value for each in series for value in each["values"]), target]))
    plot = plot_area(canvas, ticks, axis_fmt or fmt)
    label_every(canvas, plot, labels, on_points=True)
    if reference and target is not None:
        y = plot.y_of(target)
        canvas.add(Line(plot.left, y, plot.right, y, "#a04a00", 1.5, "4 3"))
        canvas.add(Text(plot.right, y - 5, f"{reference['label']} {fmt(target)}", 12, "end", INK_SOFT, 600))
    for index, each in enumerate(series):
        _one(canvas, plot, index, each, labels, fmt)
    bottom = plot.bottom + 44
    if len(series) > 1:
        bottom = legend(
            canvas, [each["name"] for each in series], plot.left, bottom + 10, plot.width, as_lines=True
        )
    return canvas.finish(plot.right + 8, bottom, "wide")


def runs(values: Sequence[float | None]) -> list[list[int]]:
    """Places of neighbouring known values: [1, None, 2, 3] → [[0], [2, 3]]."""
    found: list[list[int]] = []
    for place, value in enumerate(values):
        if value is None:
            continue
        if found and found[-1][-1] == place - 1:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _one(
    canvas: Canvas, plot: Plot, index: int, each: dict[str, Any], labels: Sequence[str], fmt: Formatter
) -> None:
    values = each["values"]
    step = plot.width / max(len(labels) - 1, 1)
    middle = (plot.left + plot.right) / 2

    def spot(place: int) -> tuple[float, float]:
        x = middle if len(labels) == 1 else plot.left + place * step
        return round(x, 2), plot.y_of(values[place])

    for run in runs(values):
        if len(run) > 1:
            d = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in map(spot, run))
            canvas.add(Path(d, stroke=series_colour(index), width=2.5, dash=series_dash(index)))
        for place in run:
            if len(labels) <= MOST_WITH_DOTS or len(run) == 1:
                x, y = spot(place)
                canvas.add(
                    Circle(
                        x,
                        y,
                        3.5,
                        series_colour(index),
                        title=f"{labels[place]} – {each['name']}: {fmt(values[place])}",
                    )
                )
