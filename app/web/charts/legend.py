"""The names of the series beside their marks."""

from app.web.charts.shapes import Canvas, Circle, Line, Rect, Text, series_colour, series_dash
from app.web.charts.text import shorten, width_of

SIZE = 13
ROW = 22


def legend(canvas: Canvas, names: list[str], x: float, y: float, width: float, *, as_lines: bool) -> float:
    """Draw the legend from baseline `y`, wrapped over rows; returns the y below its last row."""
    left, row = x, y
    for index, full_name in enumerate(names):
        name = shorten(full_name, width - 32, SIZE)
        needed = 30 + width_of(name, SIZE) + 18
        if left > x and left + needed - 18 > x + width:
            left, row = x, row + ROW
        if as_lines:
            canvas.add(Line(left, row - 4, left + 24, row - 4, series_colour(index), 2.5, series_dash(index)))
            canvas.add(Circle(left + 12, row - 4, 3.5, series_colour(index)))
        else:
            canvas.add(Rect(left + 4, row - 11, 14, 14, series_colour(index), radius=2))
        canvas.add(Text(left + 30, row, name, SIZE))
        left += needed
    return row + ROW
