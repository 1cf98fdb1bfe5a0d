"""The frame of charts over time: value axis on the left with grid lines, labels below."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.web.charts.shapes import GRID, GRID_STRONG, INK_SOFT, Canvas, Formatter, Line, Text
from app.web.charts.text import width_of, wrap

WIDTH, TOP, HEIGHT = 720.0, 22.0, 220.0
SIZE = 12.0


@dataclass(frozen=True)
class Plot:
    """The rectangle that values are drawn in, and the value range of its height."""

    left: float
    right: float
    top: float
    bottom: float
    lowest: float
    highest: float

    @property
    def width(self) -> float:
        return self.right - self.left

    def y_of(self, value: float) -> float:
        """The height at which `value` lies; values outside are held at the edge."""
        share = (value - self.lowest) / (self.highest - self.lowest)
        return round(self.bottom - (self.bottom - self.top) * min(max(share, 0), 1), 2)


def plot_area(canvas: Canvas, ticks: Sequence[float], fmt: Formatter) -> Plot:
    """Draw grid and value axis for these ticks (ascending, at least two)."""
    names = [fmt(tick) for tick in ticks]
    left = max(width_of(name, SIZE) for name in names) + 12
    plot = Plot(left, WIDTH - 8, TOP, TOP + HEIGHT, ticks[0], ticks[-1])
    for tick, name in zip(ticks, names, strict=True):
        y = plot.y_of(tick)
        canvas.add(Line(plot.left, y, plot.right, y, GRID_STRONG if tick == ticks[0] else GRID))
        canvas.add(Text(plot.left - 8, y + 4, name, SIZE, "end", INK_SOFT))
    return plot


def label_every(canvas: Canvas, plot: Plot, labels: Sequence[str], *, on_points: bool = False) -> None:
    """Labels below the axis; when they would touch, only every second, third, … one.

    `on_points`: the first label at the left edge and the last at the right (lines); otherwise in the middle of
    slots (columns).
    """
    if not labels:
        return
    slot = plot.width / (max(len(labels) - 1, 1) if on_points else len(labels))
    fits = all(width_of(label, SIZE) + 6 <= slot for label in labels)
    written = [[label] if fits else wrap(label, _widest_word(label), SIZE, 2) for label in labels]
    widest = max(width_of(line, SIZE) for lines in written for line in lines)
    step = max(1, -(-int(widest + 6) // max(int(slot), 1)))
    for place in range(0, len(labels), step):
        x = plot.left + (place * slot if on_points else (place + 0.5) * slot)
        if on_points and len(labels) == 1:
            x = (plot.left + plot.right) / 2
        half = max(width_of(line, SIZE) for line in written[place]) / 2
        canvas.lines(
            written[place],
            min(x, WIDTH - half - 2),
            plot.bottom + 18,
            size=SIZE,
            anchor="middle",
            fill=INK_SOFT,
        )


def _widest_word(label: str) -> float:
    """Room that breaks a label after every word, so that neighbouring labels break alike ("Jan" over "2021")."""
    return max((width_of(word, SIZE) for word in label.split()), default=0.0) + 0.5
