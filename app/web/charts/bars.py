"""Ranked bars: the name above its bar, so that long names of OPD stay readable on a phone."""

from collections.abc import Sequence
from typing import Any

from app.web.charts.rows import REST, REST_INK
from app.web.charts.scales import chunks, largest
from app.web.charts.shapes import (
    ACCENT,
    GRID,
    GRID_STRONG,
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
    width: float = WIDTH,
) -> list[Drawing]:
    """`items`: [{"label", "value", "note"?, "heading"?, "is_rest"?}] in the order to draw.

    `note` is written after the value ("12,4%"), `heading` over a bar that begins a group, and `is_rest` hatches the bar
    of what was summed up. `reference`: {"label", "value"}, a mark on each bar. `maximum` is the value of a full bar;
    default: the largest value. Values below 0 are drawn as 0. A smaller `width` makes letters larger on a phone.
    """
    top = maximum or largest([*(item["value"] for item in items), (reference or {}).get("value")]) or 1
    return [
        _picture([items[index] for index in part], fmt, top, reference, width)
        for part in chunks(len(items), chunk)
    ]


def _picture(
    items: Sequence[dict[str, Any]],
    fmt: Formatter,
    maximum: float,
    reference: dict[str, Any] | None,
    width: float,
) -> Drawing:
    canvas = Canvas()
    notes_width = max((width_of(item.get("note", ""), SIZE) for item in items), default=0)
    notes_width += 12 if notes_width else 0
    values_width = max([width_of(fmt(item["value"]), SIZE) for item in items], default=20) + 10 + notes_width
    y = ROOM
    if reference and reference["value"] is not None:
        y += 10
    start = y
    tops: list[float] = []
    for item in items:
        if item.get("heading"):
            y += _heading(canvas, y, width, item["heading"])
        lines = wrap(item["label"], width - values_width, SIZE, 2)
        canvas.lines(lines, 0, y + SIZE - 2, size=SIZE)
        text = fmt(item["value"])
        last = y + SIZE - 2 + (len(lines) - 1) * SIZE * 1.25
        canvas.add(Text(width - notes_width, last, text, SIZE, "end", INK, 700))
        if item.get("note"):
            canvas.add(Text(width, last, item["note"], SIZE, "end", INK_SOFT))
        y += len(lines) * SIZE * 1.25 + 3
        _bar(canvas, y, width, item, maximum, f"{item['label']}: {text}")
        tops.append(y)
        y += BAR + ROOM
    if reference and reference["value"] is not None:
        _reference(canvas, width, reference, maximum, start, tops, fmt)
    return canvas.finish(width, max(y - ROOM + 4, 24))


def _bar(canvas: Canvas, y: float, width: float, item: dict[str, Any], maximum: float, title: str) -> None:
    value = item["value"]
    if value is None:
        canvas.add(*hatched(0, y, width, BAR, title=f"{item['label']}: {UNKNOWN}"))
        return
    share = min(max(value / maximum, 0), 1)
    canvas.add(Rect(0, y, width, BAR, GRID, radius=2))
    filled = round(width * share, 2)
    if share and item.get("is_rest"):
        canvas.add(*hatched(0, y, filled, BAR, 5, title, ground=REST, stroke=REST_INK, ink=REST_INK))
    elif share:
        canvas.add(Rect(0, y, filled, BAR, item.get("colour") or ACCENT, radius=2, title=title))


def _heading(canvas: Canvas, y: float, width: float, words: str) -> float:
    """The name of a group over its first bar, with a line; returns the height it takes."""
    before = 0 if y <= ROOM else 8
    lines = wrap(words, width, SIZE - 0.5, 2)
    canvas.lines(lines, 0, y + before + SIZE - 2, size=SIZE - 0.5, fill=INK_SOFT, weight=700)
    bottom = y + before + len(lines) * SIZE * 1.25 + 2
    canvas.add(Line(0, bottom, width, bottom, GRID_STRONG))
    return bottom - y + 8


def _reference(
    canvas: Canvas,
    width: float,
    reference: dict[str, Any],
    maximum: float,
    top: float,
    bars_at: list[float],
    fmt: Formatter,
) -> None:
    """A mark on every bar rather than one line through the names."""
    x = width * min(max(reference["value"] / maximum, 0), 1)
    for y in bars_at:
        canvas.add(Line(x, y - 3, x, y + BAR + 3, PAPER, 4.5), Line(x, y - 3, x, y + BAR + 3, MARK, 2))
    label = f"{reference['label']} {fmt(reference['value'])}"
    half = width_of(label, 11.5) / 2
    anchor = "end" if x + half > width else ("start" if x < half else "middle")
    canvas.add(Line(x, top - 6, x, top - 1, MARK, 2))
    canvas.add(Text(x, top - 10, label, 11.5, anchor, INK_SOFT, 600))
