"""Ranked bars for paper: name, bar, value and share in one line, so that a dozen take a third of a page."""

from collections.abc import Sequence
from typing import Any

from app.web.charts.scales import chunks, largest
from app.web.charts.shapes import (
    ACCENT,
    GRID_STRONG,
    INK,
    INK_SOFT,
    Canvas,
    Drawing,
    Formatter,
    Line,
    Rect,
    Text,
    hatched,
)
from app.web.charts.text import width_of, wrap

WIDTH, LABEL, GAP = 720.0, 270.0, 10.0
SIZE, LEADING, BAR, ROW = 12.0, 1.2, 12.0, 22.0
REST, REST_INK = "#eef2f4", "#4a5c64"


def rows(items: Sequence[dict[str, Any]], fmt: Formatter, chunk: int | None = None) -> list[Drawing]:
    """`items` as for `bars`: [{"label", "value", "note"?, "heading"?, "is_rest"?}] in the order to draw."""
    top = largest(item["value"] for item in items) or 1
    return [_picture([items[index] for index in part], fmt, top) for part in chunks(len(items), chunk)]


def _picture(items: Sequence[dict[str, Any]], fmt: Formatter, maximum: float) -> Drawing:
    canvas = Canvas()
    notes = max((width_of(item.get("note", ""), SIZE) for item in items), default=0) + GAP
    values = max((width_of(fmt(item["value"]), SIZE) for item in items), default=0) * 1.08 + GAP
    room = WIDTH - LABEL - values - notes
    y = 2.0
    for item in items:
        if item.get("heading"):
            y = _heading(canvas, y, item["heading"])
        lines = wrap(item["label"], LABEL - GAP, SIZE, 2)
        height = max(ROW, len(lines) * SIZE * LEADING + 6)
        middle = y + height / 2
        first = middle - (len(lines) - 1) * SIZE * LEADING / 2 + SIZE * 0.36
        canvas.lines(lines, 0, first, size=SIZE, leading=LEADING)
        text = fmt(item["value"])
        _bar(canvas, (LABEL, middle - BAR / 2), room, item, maximum, f"{item['label']}: {text}")
        canvas.add(Text(WIDTH - notes, middle + SIZE * 0.36, text, SIZE, "end", INK, 700))
        if item.get("note"):
            canvas.add(Text(WIDTH, middle + SIZE * 0.36, item["note"], SIZE, "end", INK_SOFT))
        y += height
    return canvas.finish(WIDTH, max(y + 4, ROW), "wide")


def _heading(canvas: Canvas, y: float, words: str) -> float:
    before = 0 if y < ROW else 8
    canvas.add(Text(0, y + before + SIZE, words, SIZE - 0.5, "start", INK_SOFT, 700))
    bottom = y + before + SIZE * 1.5
    canvas.add(Line(0, bottom, WIDTH, bottom, GRID_STRONG))
    return bottom + 3


def _bar(
    canvas: Canvas,
    at: tuple[float, float],
    room: float,
    item: dict[str, Any],
    maximum: float,
    title: str,
) -> None:
    x, y = at
    width = round(room * min(max((item["value"] or 0) / maximum, 0), 1), 2)
    if item["value"] is None:
        canvas.add(*hatched(x, y, 30, BAR, 5, title))
    elif item.get("is_rest"):
        canvas.add(*hatched(x, y, width, BAR, 5, title, ground=REST, stroke=REST_INK, ink=REST_INK))
    else:
        canvas.add(Rect(x, y, width, BAR, ACCENT, title=title))
    canvas.add(Line(x, y - 3, x, y + BAR + 3, GRID_STRONG))
