"""Flow per month: what came in above the line, what was closed below it, and what was left, on a scale of its own.

Above and below, dark and light, instead of two colours side by side: the picture reads in grey, and four years of
months keep whole columns. What is left is usually a multiple of what moves, so it has its own panel instead of a
second axis.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.web.charts.line import runs
from app.web.charts.months import month_labels
from app.web.charts.scales import largest, nice_ticks
from app.web.charts.shapes import (
    ACCENT,
    GRID,
    GRID_STRONG,
    INK,
    INK_SOFT,
    UNKNOWN,
    Canvas,
    Circle,
    Drawing,
    Formatter,
    Line,
    Path,
    Rect,
    Text,
    hatched,
)
from app.web.charts.text import width_of

WIDTH, RIGHT = 720.0, 10.0
HEAD, MOVING, GAP, LEFT_OVER, FOOT = 40.0, 190.0, 64.0, 84.0, 44.0
SIZE, VALUE = 12.0, 11.0
CLOSED, CLOSED_INK, LEFT_INK = "#f3d9c2", "#a04a00", "#2e2e2e"
MOST_WITH_DOTS = 26

Values = Sequence[float | None]


@dataclass(frozen=True)
class _Frame:
    """Where the columns stand: `zero` is the line between above and below, `unit` the height of 1."""

    left: float
    slot: float
    zero: float
    unit: float


def flow(
    labels: Sequence[str],
    incoming: Values,
    closed: Values,
    backlog: Values,
    fmt: Formatter,
    words: Mapping[str, str],
    phase: int = 0,
    axis_fmt: Formatter | None = None,
) -> Drawing:
    """One value per label; None is unknown. `words`: incoming, closed, backlog. `phase`: place of the first January."""
    canvas = Canvas()
    axis = axis_fmt or fmt
    above, below = (nice_ticks(largest(values), 4, whole=True) for values in (incoming, closed))
    step = max(above[1], below[1])
    above, below = _ticks(step, largest(incoming)), _ticks(step, largest(closed))
    remaining = nice_ticks(largest(backlog), 2, whole=True)
    left = max(width_of(axis(tick), SIZE) for tick in [*above, *below, *remaining]) + 12
    slot = (WIDTH - RIGHT - left) / max(len(labels), 1)
    unit = MOVING / (above[-1] + below[-1])
    frame = _Frame(left, slot, HEAD + above[-1] * unit, unit)
    bottom = HEAD + MOVING
    line_top = bottom + GAP
    line_bottom = line_top + LEFT_OVER

    shown = month_labels(canvas, labels, left, slot, line_bottom + 18, phase=phase)
    for place in shown:
        x = left + (place + 0.5) * slot
        canvas.add(Line(x, line_bottom, x, line_bottom + 5, GRID_STRONG))
    _grid(canvas, frame, above, below, axis)
    _heading(canvas, left, HEAD - 26, words["incoming"], filled=True)
    _heading(canvas, left, bottom + 28, words["closed"], filled=False)
    for place, label in enumerate(labels):
        _column(canvas, frame, place, incoming[place], f"{label} – {words['incoming']}", fmt, upwards=True)
        _column(canvas, frame, place, closed[place], f"{label} – {words['closed']}", fmt, upwards=False)
    canvas.add(Line(left, frame.zero, WIDTH - RIGHT, frame.zero, INK, 1.25))
    _years(canvas, frame, len(labels), phase, ((HEAD, bottom), (line_top, line_bottom)))
    _left_over(canvas, frame, labels, backlog, remaining, line_top, fmt, axis, words["backlog"])
    return canvas.finish(WIDTH, line_bottom + FOOT, "wide")


def _ticks(step: float, highest: float) -> list[float]:
    return [step * count for count in range(max(1, -int(-highest // step)) + 1)]


def _grid(
    canvas: Canvas, frame: _Frame, above: Sequence[float], below: Sequence[float], axis: Formatter
) -> None:
    for sign, ticks in ((-1, above), (1, below)):
        for tick in ticks[1:]:
            y = round(frame.zero + sign * tick * frame.unit, 2)
            canvas.add(Line(frame.left, y, WIDTH - RIGHT, y, GRID))
            canvas.add(Text(frame.left - 8, y + 4, axis(tick), SIZE, "end", INK_SOFT))
    canvas.add(Text(frame.left - 8, frame.zero + 4, axis(0), SIZE, "end", INK_SOFT))


def _years(
    canvas: Canvas, frame: _Frame, count: int, phase: int, panels: Sequence[tuple[float, float]]
) -> None:
    """A thin line where a year begins."""
    for place in range(phase % 12, count, 12):
        x = round(frame.left + place * frame.slot, 2)
        if place:
            canvas.add(*(Line(x, top, x, bottom, GRID_STRONG, 0.75, "2 3") for top, bottom in panels))


def _heading(canvas: Canvas, x: float, y: float, words: str, *, filled: bool) -> None:
    if filled:
        canvas.add(Rect(x, y - 10, 12, 12, ACCENT))
    else:
        canvas.add(Rect(x, y - 10, 12, 12, CLOSED, CLOSED_INK))
    canvas.add(Text(x + 18, y, words, SIZE, "start", INK, 600))


def _column(
    canvas: Canvas,
    frame: _Frame,
    place: int,
    value: float | None,
    title: str,
    fmt: Formatter,
    *,
    upwards: bool,
) -> None:
    x = round(frame.left + place * frame.slot + frame.slot * 0.14, 2)
    width = round(frame.slot * 0.72, 2)
    if value is None:
        y = frame.zero - 14 if upwards else frame.zero
        canvas.add(*hatched(x, y, width, 14, title=f"{title}: {UNKNOWN}"))
        return
    height = round(max(value, 0) * frame.unit, 2)
    y = frame.zero - height if upwards else frame.zero
    words = f"{title}: {fmt(value)}"
    if height and upwards:
        canvas.add(Rect(x, y, width, height, ACCENT, title=words))
    elif height:
        canvas.add(Rect(x, y, width, height, CLOSED, CLOSED_INK, title=words))
    text = fmt(value)
    if width_of(text, VALUE) + 3 <= frame.slot:
        base = y - 4 if upwards else frame.zero + height + VALUE + 1
        canvas.add(Text(x + width / 2, base, text, VALUE, "middle", INK))


def _left_over(
    canvas: Canvas,
    frame: _Frame,
    labels: Sequence[str],
    values: Values,
    ticks: Sequence[float],
    top: float,
    fmt: Formatter,
    axis: Formatter,
    words: str,
) -> None:
    bottom = top + LEFT_OVER
    canvas.add(Line(frame.left, top - 16, frame.left + 14, top - 16, LEFT_INK, 2.25))
    canvas.add(Circle(frame.left + 7, top - 16, 3, LEFT_INK))
    canvas.add(Text(frame.left + 20, top - 12, words, SIZE, "start", INK, 600))
    for tick in ticks:
        y = round(bottom - LEFT_OVER * tick / ticks[-1], 2)
        canvas.add(Line(frame.left, y, WIDTH - RIGHT, y, GRID if tick else GRID_STRONG))
        canvas.add(Text(frame.left - 8, y + 4, axis(tick), SIZE, "end", INK_SOFT))

    def spot(place: int) -> tuple[float, float]:
        value = min(max(values[place] or 0, 0), ticks[-1])
        return frame.left + (place + 0.5) * frame.slot, bottom - LEFT_OVER * value / ticks[-1]

    for run in runs(values):
        if len(run) > 1:
            d = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in map(spot, run))
            canvas.add(Path(d, stroke=LEFT_INK, width=2.25))
        for place in run:
            if len(labels) <= MOST_WITH_DOTS or len(run) == 1:
                x, y = spot(place)
                canvas.add(
                    Circle(
                        round(x, 2),
                        round(y, 2),
                        3,
                        LEFT_INK,
                        title=f"{labels[place]} – {words}: {fmt(values[place])}",
                    )
                )
    if known := [place for place, value in enumerate(values) if value is not None]:
        _last_value(canvas, spot(known[-1]), fmt(values[known[-1]]), top)


def _last_value(canvas: Canvas, spot: tuple[float, float], text: str, top: float) -> None:
    """The figure that people look for: what is left now."""
    x, y = spot
    base = y - 8 if y - 8 - VALUE > top - 8 else y + 18
    canvas.add(Text(min(x + width_of(text, VALUE) / 2, WIDTH - 1), base, text, VALUE, "end", INK, 700))
