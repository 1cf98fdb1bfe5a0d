"""Charts: pure geometry here, one macro per chart in `web/charts/`. The same drawing stands on page and paper."""

from collections.abc import Sequence
from typing import Any

from flask import Flask

from app.web.charts.bars import bars
from app.web.charts.boxes import boxes
from app.web.charts.columns import columns
from app.web.charts.distribution import distribution
from app.web.charts.flow import flow
from app.web.charts.gantt import gantt
from app.web.charts.gauge import gauge
from app.web.charts.heatmap import heatmap
from app.web.charts.histogram import day_bins, histogram
from app.web.charts.line import line
from app.web.charts.markup import svg_shapes
from app.web.charts.radar import radar
from app.web.charts.ranking import ranked
from app.web.charts.rows import rows
from app.web.charts.shapes import Drawing, Formatter
from app.web.charts.steps import count_steps, equal_steps
from app.web.charts.tile_map import nation_map, province_map, regency_strips
from app.web.filters import FILTERS

__all__ = [
    "bars",
    "boxes",
    "columns",
    "distribution",
    "flow",
    "gantt",
    "gauge",
    "heatmap",
    "histogram",
    "line",
    "nation_map",
    "province_map",
    "radar",
    "regency_strips",
    "register",
]


def chart_number(format_name: str) -> Formatter:
    """The filter of this name ("number", "decimal1", "decimal2", "percent1", "rupiah_short"), for axes and labels."""
    return FILTERS[format_name]


def chart_axis_number(format_name: str) -> Formatter:
    """The shorter form for axis values: no decimals where the ticks have none."""
    return chart_number(
        {"percent1": "percent0", "decimal1": "number", "decimal2": "number"}.get(format_name, format_name)
    )


def radar_or_bars(
    axes: Sequence[str], series: Sequence[dict[str, Any]], fmt: Formatter, maximum: float
) -> Drawing:
    """A radar; with one or two axes, where it would be a line, the bars of the first series."""
    if len(axes) >= 3:
        return radar(axes, series, fmt, maximum)
    values = series[0]["values"] if series else [None] * len(axes)
    items = [{"label": axis, "value": value} for axis, value in zip(axes, values, strict=True)]
    return bars(items, fmt, maximum)[0]


def register(app: Flask) -> None:
    """Let the macros call the geometry."""
    app.jinja_env.globals.update(
        chart_axis_number=chart_axis_number,
        chart_bars=bars,
        chart_boxes=boxes,
        chart_columns=columns,
        chart_count_steps=count_steps,
        chart_day_bins=day_bins,
        chart_distribution=distribution,
        chart_equal_steps=equal_steps,
        chart_flow=flow,
        chart_gantt=gantt,
        chart_gauge=gauge,
        chart_heatmap=heatmap,
        chart_histogram=histogram,
        chart_line=line,
        chart_number=chart_number,
        chart_nation_map=nation_map,
        chart_province_map=province_map,
        chart_radar=radar_or_bars,
        chart_ranked=ranked,
        chart_rows=rows,
        chart_strips=regency_strips,
        svg_shapes=svg_shapes,
    )
