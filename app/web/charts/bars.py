"""Ranked bars: the name above its bar, so that long names of OPD stay readable on a phone."""

from collections.abc import Sequence
from typing import Any

from app.web.charts.scales import chunks, largest
from app.web.charts.shapes import (
    ACCENT,
    GRID,
    INK,
    INK_SOFT,
    UNKNOWN,
    Canvas,
    Drawing,
    Formatter,
    Line,
    Rect,
    Text,
    hatched,
)
from app.web.charts.text import wrap, width_of

WIDTH, SIZE, BAR, ROOM = 440.0, 13.0, 12.0, 16.0


def bars(
    items: Sequence[dict[str, Any]],
    fmt: Formatter,
    maximum: float | None = None,
    reference: dict[str, Any] | None = None,
    chunk: int | None = None,
) -> list[Drawing]:
    """`items`: [{"label", "value"}] in the order to draw; `reference`: {"label", "value"}, a dashed line (a target, a mean).

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
        y += 6
    start = y
    for item in items:
        lines = wrap(item["label"], WIDTH - values_width, SIZE, 2)
        canvas.lines(lines, 0, y + SIZE - 2, size=SIZE)
        text = fmt(item["value"])
        canvas.add(Text(WIDTH, y + SIZE - 2 + (len(lines) - 1) * SIZE * 1.25, text, SIZE, "end", INK, 700))
        y += len(lines) * SIZE * 1.25 + 3
        _bar(canvas, y, item, maximum, f"{item['label']}: {text}")
        y += BAR + ROOM
    if reference and reference["value"] is not None:
        _reference(canvas, reference, maximum, start, y - ROOM, fmt)
    return canvas.finish(WIDTH, max(y - ROOM + 4, 24))


def _bar(canvas: Canvas, y: float, item: dict[str, Any], maximum: float, title: str) -> None:
    value = item["value"]
    if value is None:
        canvas.add(*hatched(0, y, WIDTH, BAR, title=f"{item['label']}: {UNKNOWN}"))
        return
    share = min(max(value / maximum, 0), 1)
    canvas.add(Rect(0, y, WIDTH, BAR, GRID, radius=2))
    if share:
        canvas.add(Rect(0, y, round(WIDTH * share, 2), BAR, item.get("colour") or ACCENT, radius=2, title=title))


def _reference(
    canvas: Canvas, reference: dict[str, Any], maximum: float, top: float, bottom: float, fmt: Formatter
) -> None:
    x = WIDTH * min(max(reference["value"] / maximum, 0), 1)
    canvas.add(Line(x, top - 4, x, bottom, "#a04a00", 1.5, "4 3"))
    label = f"{reference['label']} {fmt(reference['value'])}"
    anchor = "end" if x + width_of(label, 11) / 2 > WIDTH else ("start" if x < width_of(label, 11) / 2 else "middle")
    canvas.add(Text(x, top - 8, label, 11, anchor, INK_SOFT, 600))
