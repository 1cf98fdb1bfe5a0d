"""Ranked bars: the name above its bar, so that long names of OPD stay readable on a phone."""

from collections.abc import Sequence
from typing import Any

from app.web.charts.scales import chunks, largest
from app.web.charts.shapes import (
    ACCENT,
    GRID,
    INK,
    INK_SOFT,
    PAPER,
    UNKNOWN,
    Canvas,
    Drawing,
    Formatter,
    Line,
    Rect,
    Text,
    hatched,
)
from app.web.charts.text import width_of, wrap

WIDTH, SIZE, BAR, ROOM = 440.0, 13.0, 12.0, 16.0
MARK = "#a04a00"


def bars(
    items: Sequence[dict[str, Any]],
    fmt: Formatter,
    maximum: float | None = None,
    reference: dict[str, Any] | None = None,
    chunk: int | None = None,
) -> list[Drawing]:
    """`items`: [{"label", "value"}] in the order to draw; `reference`: {"label", "value"}, a mark on each bar.

    `maximum` is the value of a full bar; default: the largest value. Values below 0 are drawn as 0.
    """
    top = maximum or largest([*(item["value"] for item in items), (reference or {}).get("value")]) or 1
    return [
        _picture([items[index] for index in part], fmt, top, reference) for part in chunks(len(items), chunk)
    ]


def _picture(
    items: Sequence[dict[str, Any]], fmt: Formatter, maximum: float, reference: dict[str, Any] | None
) -> Drawing:
    canvas = Canvas()
    values_width = max([width_of(fmt(item["value"]), SIZE) for item in items], default=20) + 10
    y = ROOM
    if reference and reference["value"] is not None:
        y += 10
    start = y
    tops: list[float] = []
    for item in items:
        lines = wrap(item["label"], WIDTH - values_width, SIZE, 2)
        canvas.lines(lines, 0, y + SIZE - 2, size=SIZE)
        text = fmt(item["value"])
        canvas.add(Text(WIDTH, y + SIZE - 2 + (len(lines) - 1) * SIZE * 1.25, text, SIZE, "end", INK, 700))
        y += len(lines) * SIZE * 1.25 + 3
        _bar(canvas, y, item, maximum, f"{item['label']}: {text}")
        tops.append(y)
        y += BAR + ROOM
    if reference and reference["value"] is not None:
        _reference(canvas, reference, maximum, start, tops, fmt)
    return canvas.finish(WIDTH, max(y - ROOM + 4, 24))


def _bar(canvas: Canvas, y: float, item: dict[str, Any], maximum: float, title: str) -> None:
    value = item["value"]
    if value is None:
        canvas.add(*hatched(0, y, WIDTH, BAR, title=f"{item['label']}: {UNKNOWN}"))
        return
    share = min(max(value / maximum, 0), 1)
    canvas.add(Rect(0, y, WIDTH, BAR, GRID, radius=2))
    if share:
        canvas.add(
            Rect(0, y, round(WIDTH * share, 2), BAR, item.get("colour") or ACCENT, radius=2, title=title)
        )


def _reference(
    canvas: Canvas,
    reference: dict[str, Any],
    maximum: float,
    top: float,
    bars_at: list[float],
    fmt: Formatter,
) -> None:
    """A mark on every bar rather than one line through the names."""
    x = WIDTH * min(max(reference["value"] / maximum, 0), 1)
    for y in bars_at:
        canvas.add(Line(x, y - 3, x, y + BAR + 3, PAPER, 4.5), Line(x, y - 3, x, y + BAR + 3, MARK, 2))
    label = f"{reference['label']} {fmt(reference['value'])}"
    half = width_of(label, 11.5) / 2
    anchor = "end" if x + half > WIDTH else ("start" if x < half else "middle")
    canvas.add(Line(x, top - 6, x, top - 1, MARK, 2))
    canvas.add(Text(x, top - 10, label, 11.5, anchor, INK_SOFT, 600))
