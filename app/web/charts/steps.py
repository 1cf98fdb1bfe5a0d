"""Values in a few classes: their colours, their heights, and the key that explains both.

A class is told by lightness and, where no number fits, by how high its box is filled: colour is never alone.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.web.charts.scales import LEVEL_COLOURS
from app.web.charts.shapes import (
    GRID_STRONG,
    INK_SOFT,
    PAPER,
    Canvas,
    Formatter,
    Mark,
    Path,
    Rect,
    Text,
    hatched,
)
from app.web.charts.text import width_of

MOST_STEPS = len(LEVEL_COLOURS)
SIZE = 11.5
SWATCH, ROW = 16.0, 22.0


@dataclass(frozen=True)
class Steps:
    """Classes by their lower bounds, ascending; the last ends at `highest`, or is open when that is None.

    `whole`: values are counts, so that a class ends one below the next ("1–9", "10–19").
    """

    bounds: tuple[float, ...]
    highest: float | None = None
    whole: bool = False

    def place(self, value: float) -> int:
        """Which class a value is in, counted from 0; values outside take the first or the last."""
        return max(0, sum(1 for bound in self.bounds if value >= bound) - 1)

    def colour(self, value: float) -> str:
        """Its colour: light to dark, evenly spread when there are fewer than five classes."""
        return self.colour_at(self.place(value))

    def colour_at(self, place: int) -> str:
        """The colour of a class."""
        return LEVEL_COLOURS[round((place + 1) * MOST_STEPS / len(self.bounds)) - 1]

    def height(self, value: float) -> float:
        """How much of a box this class fills, from a fifth (five classes) to 1."""
        return (self.place(value) + 1) / len(self.bounds)

    def name(self, place: int, fmt: Formatter) -> str:
        """A class in figures: "10–19", "100+", "20%–40%"."""
        lower = self.bounds[place]
        last = place + 1 == len(self.bounds)
        upper = self.highest if last else self.bounds[place + 1] - (1 if self.whole else 0)
        if upper is None:
            return f"{fmt(lower)}+"
        return fmt(lower) if upper == lower else f"{fmt(lower)}–{fmt(upper)}"


def count_steps(highest: float) -> Steps:
    """At most five classes for counts from 1 to `highest`, wider the larger: 1–9, 10–19, 20–49, 50–99, 100+."""
    if highest < 2:
        return Steps((1,), 1, whole=True)
    series: list[float] = []
    magnitude = 1.0
    while magnitude <= highest:
        series += [magnitude * factor for factor in (1, 2, 5) if magnitude * factor <= highest]
        magnitude *= 10
    bounds = series[-MOST_STEPS:]
    return Steps((1.0, *bounds[1:]), None if bounds[-1] < highest else highest, whole=True)


def equal_steps(minimum: float = 0, maximum: float = 1) -> Steps:
    """Five classes of equal width, for shares and for indices."""
    if not (math.isfinite(minimum) and math.isfinite(maximum)) or maximum <= minimum:
        return Steps((minimum,), minimum)
    width = (maximum - minimum) / MOST_STEPS
    return Steps(tuple(round(minimum + place * width, 10) for place in range(MOST_STEPS)), maximum)


def filled_box(
    x: float,
    y: float,
    width: float,
    height: float,
    steps: Steps,
    value: float,
    *,
    radius: float = 0,
    title: str = "",
) -> list[Mark]:
    """A box without a number: filled from below as high as its class, so that it is read without colour too."""
    inner = round(height * steps.height(value), 2)
    marks: list[Mark] = [Rect(x, y, width, height, PAPER, GRID_STRONG, radius, title)]
    marks.append(
        Rect(x, y + height - inner, width, inner, steps.colour(value), GRID_STRONG, min(radius, inner / 2))
    )
    return marks


def crossed_out(x: float, y: float, width: float, height: float) -> str:
    """Path of an empty box with one diagonal, the small mark for "no data"."""
    return (
        f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}z"
        f"M{x:.1f} {y + height:.1f}l{width:.1f} {-height:.1f}"
    )


Swatch = Callable[[float, float], Sequence[Mark]]


def step_key(
    canvas: Canvas,
    steps: Steps | None,
    fmt: Formatter,
    at: tuple[float, float],
    width: float,
    extra: Sequence[tuple[Swatch, str]] = (),
    *,
    filled: bool = False,
    size: float = SIZE,
) -> float:
    """The key of the classes from `at` (x, y of the upper left corner), wrapped; returns the y below it.

    `extra`: further marks, each painted for its corner (x, y) in a box of SWATCH × SWATCH, with their words.
    `filled`: the boxes of the picture are filled as high as their class, and so are these.
    """
    entries = [
        (_swatch(steps, place, filled=filled), steps.name(place, fmt))
        for place in range(len(steps.bounds) if steps else 0)
        if steps
    ]
    x, y = at
    for paint, words in [*entries, *extra]:
        needed = SWATCH + 6 + width_of(words, size) + 18
        if x > at[0] and x + needed - 18 > at[0] + width:
            x, y = at[0], y + ROW
        canvas.add(*paint(x, y))
        canvas.add(Text(x + SWATCH + 6, y + SWATCH - 3, words, size, "start", INK_SOFT))
        x += needed
    return y + ROW


def _swatch(steps: Steps, place: int, *, filled: bool) -> Swatch:
    def paint(x: float, y: float) -> Sequence[Mark]:
        if filled:
            return filled_box(x, y, SWATCH, SWATCH, steps, steps.bounds[place])
        return [Rect(x, y, SWATCH, SWATCH, steps.colour_at(place), GRID_STRONG)]

    return paint


def unknown_swatch(x: float, y: float) -> Sequence[Mark]:
    """How a box without a value is drawn."""
    return hatched(x, y, SWATCH, SWATCH, 5)


def crossed_swatch(x: float, y: float) -> Sequence[Mark]:
    """How a small box without a value is drawn."""
    return [Path(crossed_out(x, y, SWATCH, SWATCH), GRID_STRONG)]
