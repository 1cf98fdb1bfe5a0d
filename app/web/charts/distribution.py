"""Distribution: one bar split into its parts, each part named, counted and given as a share below."""

from collections.abc import Sequence
from typing import Any

from app.web.charts.scales import LEVEL_COLOURS, text_on
from app.web.charts.shapes import GRID_STRONG, INK_SOFT, Canvas, Drawing, Formatter, Rect, Text, hatched
from app.web.charts.text import shorten, width_of

WIDTH, HEIGHT, ROW = 440.0, 34.0, 24.0
STATUS_COLOURS = {
    "success": "#1a6b3a",
    "warning": "#f0b73f",
    "danger": "#a8231b",
    "serious": "#d97a4a",
    "info": "#1d5796",
    "neutral": "#a3aab0",
}


def distribution(parts: Sequence[dict[str, Any]], fmt: Formatter, percent: Formatter) -> Drawing:
    """`parts`: [{"label", "value", "tone"? or "level"?}] in order.

    `tone` is a status (success, warning, serious, danger, info, neutral), `level` a place on the scale from 1 (light)
    to 5 (dark), as the heatmap colours it. Without either the parts take the level colours in their order. Nothing
    counted at all gives a hatched bar.
    """
    canvas = Canvas()
    total = sum(part["value"] or 0 for part in parts)
    if not total:
        canvas.add(*hatched(0, 0, WIDTH, HEIGHT))
    x = 0.0
    for place, part in enumerate(parts):
        width = WIDTH * (part["value"] or 0) / total if total else 0
        colour = part_colour(part, place, len(parts))
        share = (part["value"] or 0) / total if total else None
        text = fmt(part["value"])
        title = f"{part['label']}: {text} ({percent(share)})"
        if width:
            canvas.add(Rect(round(x, 2), 0, round(width, 2), HEIGHT, colour, "#ffffff", title=title))
            if width_of(text, 14) + 8 <= width:
                canvas.add(Text(x + width / 2, HEIGHT / 2 + 5, text, 14, "middle", text_on(colour), 700))
        x += width
        y = HEIGHT + 14 + place * ROW
        canvas.add(Rect(0.5, y, 14, 14, colour, GRID_STRONG, 2))
        canvas.add(Text(24, y + 12, shorten(part["label"], WIDTH - 150, 13), 13))
        canvas.add(Text(WIDTH - 68, y + 12, text, 13, "end", weight=700))
        canvas.add(Text(WIDTH, y + 12, percent(share), 13, "end", INK_SOFT))
    return canvas.finish(WIDTH, HEIGHT + 14 + len(parts) * ROW)


def part_colour(part: dict[str, Any], place: int, count: int) -> str:
    """Colour of a part: its status, its level, or its place on the level scale."""
    if part.get("tone"):
        return STATUS_COLOURS[part["tone"]]
    if part.get("level"):
        return LEVEL_COLOURS[part["level"] - 1]
    return LEVEL_COLOURS[round(place * 4 / max(count - 1, 1))]
