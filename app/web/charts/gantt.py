"""Gantt by quarter: in which quarters (TW I–IV) of which years an activity is carried out."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.web.charts.scales import chunks
from app.web.charts.shapes import (
    ACCENT,
    GRID,
    GRID_STRONG,
    HATCH_GROUND,
    INK_SOFT,
    Canvas,
    Drawing,
    Line,
    Rect,
    Text,
)
from app.web.charts.text import wrap

WIDTH, LABEL_WIDTH, SIZE, LEADING = 720.0, 280.0, 12.5, 1.2
QUARTERS = ("I", "II", "III", "IV")
TOP = 46.0


def gantt(years: Sequence[int], rows: Sequence[dict[str, Any]], chunk: int | None = None) -> list[Drawing]:
    """`rows`: [{"label", "quarters": {year: [1, 2, …]}}]; years as numbers or strings (JSON keys)."""
    return [_picture(years, [rows[index] for index in part]) for part in chunks(len(rows), chunk)]


def spans(years: Sequence[int], quarters: Mapping[Any, Sequence[int]]) -> list[tuple[int, int]]:
    """Neighbouring quarters joined: (first place, how many), places counted from the first year's TW I."""
    marked = [
        place
        for place in range(len(years) * 4)
        if place % 4 + 1 in (quarters.get(years[place // 4]) or quarters.get(str(years[place // 4])) or ())
    ]
    found: list[tuple[int, int]] = []
    for place in marked:
        if found and found[-1][0] + found[-1][1] == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found


def _picture(years: Sequence[int], rows: Sequence[dict[str, Any]]) -> Drawing:
    canvas = Canvas()
    slot = (WIDTH - LABEL_WIDTH) / max(len(years) * 4, 1)
    heights = []
    for row in rows:
        lines = wrap(row["label"], LABEL_WIDTH - 14, SIZE, 3)
        heights.append((lines, max(28.0, len(lines) * SIZE * LEADING + 10)))
    bottom = TOP + sum(height for _, height in heights)
    _grid(canvas, years, slot, bottom)
    y = TOP
    for row, (lines, height) in zip(rows, heights, strict=True):
        first = y + height / 2 - (len(lines) - 1) * SIZE * LEADING / 2 + SIZE * 0.36
        canvas.lines(lines, 0, first, size=SIZE, leading=LEADING)
        found = spans(years, row["quarters"])
        for place, count in found:
            x = LABEL_WIDTH + place * slot
            canvas.add(
                Rect(
                    x + 2,
                    y + height / 2 - 8,
                    count * slot - 4,
                    16,
                    ACCENT,
                    radius=3,
                    title=f"{row['label']}: {_words(years, place, count)}",
                )
            )
        if not found:
            canvas.add(Text(LABEL_WIDTH + 8, first, "–", SIZE, fill=INK_SOFT))
        y += height
        canvas.add(Line(0, y, WIDTH, y, GRID))
    return canvas.finish(WIDTH, bottom + 2, "wide")


def _grid(canvas: Canvas, years: Sequence[int], slot: float, bottom: float) -> None:
    for place, year in enumerate(years):
        x = LABEL_WIDTH + place * 4 * slot
        if place % 2 == 0:
            canvas.add(Rect(x, 22, 4 * slot, bottom - 22, HATCH_GROUND))
        canvas.add(Text(x + 2 * slot, 14, str(year), 13, "middle", weight=700))
        for quarter, name in enumerate(QUARTERS):
            canvas.add(Text(x + (quarter + 0.5) * slot, 37, name, 11, "middle", INK_SOFT))
            if quarter:
                canvas.add(Line(x + quarter * slot, TOP, x + quarter * slot, bottom, GRID, 0.75))
        canvas.add(Line(x, 4, x, bottom, GRID_STRONG, 0.75))
    canvas.add(Line(0, TOP, WIDTH, TOP, GRID_STRONG))


def _words(years: Sequence[int], place: int, count: int) -> str:
    def name(at: int) -> str:
        return f"TW {QUARTERS[at % 4]} {years[at // 4]}"

    return name(place) if count == 1 else f"{name(place)} – {name(place + count - 1)}"
