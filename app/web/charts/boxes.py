"""Boxes: one value of one's own beside the middle half of many others, row by row on a common scale."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.web.charts.shapes import (
    ACCENT,
    GRID,
    GRID_STRONG,
    INK,
    INK_SOFT,
    Canvas,
    Drawing,
    Formatter,
    Line,
    Path,
    Rect,
    Text,
)
from app.web.charts.text import shorten, width_of

WIDTH, SIDE = 440.0, 12.0
ROW, BOX, MARK = 52.0, 14.0, 7.0
FILL = "#cbe5c8"


def boxes(
    rows: Sequence[Mapping[str, Any]],
    fmt: Formatter,
    marks: Mapping[str, str],
    minimum: int = 1,
    maximum: int = 5,
) -> Drawing:
    """`rows`: [{"label", "lower", "median", "upper", "own"}]; `own` None is left out.

    `marks` are the words of the key: "box" (the middle half), "median" and "own". The ends are not drawn, because
    nobody is told the lowest and the highest.
    """
    canvas = Canvas()
    bottom = 18 + len(rows) * ROW

    def x_of(value: float) -> float:
        share = (min(max(value, minimum), maximum) - minimum) / (maximum - minimum)
        return round(SIDE + share * (WIDTH - 2 * SIDE), 2)

    for tick in range(minimum, maximum + 1):
        canvas.add(Text(x_of(tick), 11, str(tick), 12, "middle", INK_SOFT))
    for place, row in enumerate(rows):
        top = 18 + place * ROW
        _row(canvas, row, top, x_of, fmt, marks, range(minimum, maximum + 1))
    _key(canvas, bottom + 8, marks)
    return canvas.finish(WIDTH, bottom + 8 + 18)


def _row(
    canvas: Canvas,
    row: Mapping[str, Any],
    top: float,
    x_of: Any,
    fmt: Formatter,
    marks: Mapping[str, str],
    ticks: range,
) -> None:
    middle = top + 34
    own = row["own"]
    said = f"{marks['own']} {fmt(own)}" if own is not None else ""
    canvas.add(Text(SIDE, top + 16, shorten(row["label"], WIDTH - 3 * SIDE - width_of(said, 13), 13), 13))
    if said:
        canvas.add(Text(WIDTH - SIDE, top + 16, said, 13, "end", INK, 700))
    for tick in ticks:
        canvas.add(Line(x_of(tick), middle - 11, x_of(tick), middle + 11, GRID))
    canvas.add(Line(x_of(ticks[0]), middle, x_of(ticks[-1]), middle, GRID_STRONG))
    left, right = x_of(row["lower"]), x_of(row["upper"])
    title = (
        f"{marks['box']}: {fmt(row['lower'])}–{fmt(row['upper'])}; {marks['median']}: {fmt(row['median'])}"
    )
    canvas.add(Rect(left, middle - BOX / 2, max(round(right - left, 2), 2), BOX, FILL, GRID_STRONG, 2, title))
    at = x_of(row["median"])
    canvas.add(Line(at, middle - BOX / 2, at, middle + BOX / 2, INK, 2.5))
    if own is not None:
        canvas.add(_diamond(x_of(own), middle, f"{marks['own']}: {fmt(own)}"))


def _diamond(x: float, y: float, title: str = "") -> Path:
    d = f"M{x - MARK} {y}L{x} {y - MARK}L{x + MARK} {y}L{x} {y + MARK}Z"
    return Path(d, "#ffffff", 1.5, ACCENT, title=title)


def _key(canvas: Canvas, top: float, marks: Mapping[str, str]) -> None:
    x = SIDE
    for name in ("box", "median", "own"):
        if name == "box":
            canvas.add(Rect(x, top, 16, 12, FILL, GRID_STRONG, 2))
        elif name == "median":
            canvas.add(Line(x + 8, top, x + 8, top + 12, INK, 2.5))
        else:
            canvas.add(_diamond(x + 8, top + 6))
        canvas.add(Text(x + 22, top + 11, marks[name], 12, fill=INK_SOFT))
        x += 22 + width_of(marks[name], 12) + 16
