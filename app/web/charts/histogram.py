"""Histogram of working days: how long a stage took, with its deadlines, median and 90th percentile marked.

In time is solid, late is hatched, and what is still open after its deadline stands apart in a crossed block: it has no
length yet, and leaving it out would flatter.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.web.charts.scales import largest, nice_ticks
from app.web.charts.shapes import (
    ACCENT,
    GRID,
    GRID_STRONG,
    INK,
    INK_SOFT,
    PAPER,
    Canvas,
    Drawing,
    Formatter,
    Line,
    Path,
    Rect,
    Text,
    hatched,
)
from app.web.charts.text import width_of, wrap

WIDTH, RIGHT, BLOCK, BLOCK_GAP = 720.0, 6.0, 86.0, 22.0
HEIGHT, LABEL_ROW = 150.0, 16.0
SIZE, VALUE = 12.0, 11.0
LATE, LATE_INK = "#f6d9c4", "#a04a00"
OPEN, OPEN_INK = "#f1e3e2", "#a8231b"
MOST_BINS = 24
BIN_WIDTHS = (1, 2, 5, 10, 20, 30, 50, 100, 250, 500, 1000)


@dataclass(frozen=True)
class Bin:
    """Whole days from `first` to `last` (None: and more), and how many took that long."""

    first: int
    last: int | None
    in_time: int
    late: int

    @property
    def total(self) -> int:
        return self.in_time + self.late

    @property
    def name(self) -> str:
        """ "3", "10–14", "60+"."""
        if self.last is None:
            return f"{self.first}+"
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def day_bins(
    in_time: Mapping[int, int], late: Mapping[int, int], deadlines: Sequence[int] = (), most: int = MOST_BINS
) -> list[Bin]:
    """Days grouped into at most `most` equal bins and, for the longest percent, one open bin at the end.

    `in_time` and `late` say how many took so many days. The bins reach at least to the last deadline that anything
    came near (half of it), so that the picture shows what was allowed. Nothing counted gives no bins.
    """
    counted = sorted(day for days in (in_time, late) for day, n in days.items() if n)
    if not counted:
        return []
    every = {day: in_time.get(day, 0) + late.get(day, 0) for day in counted}
    near = [deadline for deadline in deadlines if deadline <= 2 * counted[-1]]
    end = max([_reached_by(every, 0.99), *near])
    width = next(
        (width for width in BIN_WIDTHS if (end + 1) / width <= most - 1), -(-(end + 1) // (most - 1))
    )
    edges = list(range(0, end + 1, width))
    bins = [_bin(first, first + width - 1, in_time, late) for first in edges]
    beyond = edges[-1] + width
    if counted[-1] >= beyond:
        bins.append(_bin(beyond, None, in_time, late))
    return bins


def _reached_by(days: Mapping[int, int], fraction: float) -> int:
    total, seen = sum(days.values()), 0
    for day in sorted(days):
        seen += days[day]
        if seen >= fraction * total:
            return day
    return 0


def _bin(first: int, last: int | None, in_time: Mapping[int, int], late: Mapping[int, int]) -> Bin:
    def within(days: Mapping[int, int]) -> int:
        return sum(n for day, n in days.items() if day >= first and (last is None or day <= last))

    return Bin(first, last, within(in_time), within(late))


@dataclass(frozen=True)
class _Frame:
    left: float
    slot: float
    top: float
    bottom: float
    highest: float
    totals: tuple[int, ...]

    def y_of(self, value: float) -> float:
        return round(self.bottom - (self.bottom - self.top) * min(value / self.highest, 1), 2)


def histogram(
    bins: Sequence[Bin],
    deadlines: Sequence[Mapping[str, Any]],
    marks: Sequence[Mapping[str, Any]],
    open_late: int,
    fmt: Formatter,
    words: Mapping[str, str],
) -> Drawing:
    """`deadlines`, `marks`: [{"label", "value"}] in working days; `words`: in_time, late, open_late, days, none."""
    canvas = Canvas()
    ticks = nice_ticks(largest(each.total for each in bins), 4, whole=True)
    left = max(width_of(fmt(tick), SIZE) for tick in ticks) + 12
    room = WIDTH - RIGHT - BLOCK - BLOCK_GAP
    slot = (room - left) / max(len(bins), 1)
    lines = [*({**each, "deadline": True} for each in deadlines), *marks]
    labels = _placed(bins, lines, left, slot, room)
    rows = max((row for *_, row in labels), default=-1) + 1
    top = rows * LABEL_ROW + 22
    frame = _Frame(left, slot, top, top + HEIGHT, ticks[-1], tuple(each.total for each in bins))
    for tick in ticks:
        y = frame.y_of(tick)
        canvas.add(Line(left, y, room, y, GRID if tick else GRID_STRONG))
        canvas.add(Text(left - 8, y + 4, fmt(tick), SIZE, "end", INK_SOFT))
    for place, each in enumerate(bins):
        _column(canvas, frame, place, each, fmt, words)
    for x, _, _, is_deadline, row in labels:
        _mark(canvas, frame, x, row, is_deadline=is_deadline)
    for place, each in enumerate(bins):
        _total(canvas, frame, place, fmt(each.total) if each.total else "")
    if not bins:
        canvas.add(Text((left + room) / 2, (top + frame.bottom) / 2, words["none"], SIZE, "middle", INK_SOFT))
    _bin_names(canvas, frame, bins)
    for x, anchor, text, _, row in labels:
        _mark_name(canvas, x, anchor, text, row)
    canvas.add(Text((left + room) / 2, frame.bottom + 36, words["days"], SIZE, "middle", INK_SOFT))
    _block(canvas, frame, open_late, fmt, words)
    bottom = _key(canvas, bins, left, frame.bottom + 58, fmt, words)
    return canvas.finish(WIDTH, bottom, "wide")


def _column(
    canvas: Canvas, frame: _Frame, place: int, each: Bin, fmt: Formatter, words: Mapping[str, str]
) -> None:
    x, width = frame.left + (place + 0.1) * frame.slot, frame.slot * 0.8
    title = f"{each.name} {words['days']}: {words['in_time']} {fmt(each.in_time)}, {words['late']} {fmt(each.late)}"
    middle, upper = frame.y_of(each.in_time), frame.y_of(each.total)
    if each.in_time:
        canvas.add(Rect(x, middle, width, frame.bottom - middle, ACCENT, title=title))
    if each.late:
        canvas.add(
            *hatched(x, upper, width, middle - upper, 5, title, ground=LATE, stroke=LATE_INK, ink=LATE_INK)
        )


def _total(canvas: Canvas, frame: _Frame, place: int, text: str) -> None:
    """How many over a column that has room for it, on paper of its own where a line passes."""
    width = width_of(text, VALUE)
    if not text or width + 3 > frame.slot:
        return
    x, y = frame.left + (place + 0.5) * frame.slot, frame.y_of(frame.totals[place]) - 4
    canvas.add(Rect(x - width / 2 - 1, y - 9, width + 2, 11, PAPER), Text(x, y, text, VALUE, "middle", INK))


def _bin_names(canvas: Canvas, frame: _Frame, bins: Sequence[Bin]) -> None:
    widest = max((width_of(each.name, VALUE) for each in bins), default=0) + 6
    step = next((step for step in itertools.count(1) if step * frame.slot >= widest), 1) if bins else 1
    last = len(bins) - 1
    for place, each in enumerate(bins):
        is_tail = place == last and each.last is None
        if is_tail or (place % step == 0 and not (bins[last].last is None and last - place < step)):
            x = frame.left + (place + 0.5) * frame.slot
            canvas.add(Text(x, frame.bottom + 17, each.name, VALUE, "middle", INK_SOFT))


def place_of(bins: Sequence[Bin], days: float) -> float:
    """Where so many days lie, in bins from the left: the middle of their day; in an open bin its middle."""
    for place, each in enumerate(bins):
        if each.last is None:
            return place + 0.5
        if days <= each.last + 0.5 or (place + 1 == len(bins)):
            return place + min(max((days - each.first + 0.5) / (each.last - each.first + 1), 0), 1)
    return 0.0


def end_of(bins: Sequence[Bin], days: float) -> float | None:
    """Where the last of so many allowed days ends, in bins from the left; None when it lies beyond what is drawn."""
    for place, each in enumerate(bins):
        if each.last is not None and each.first <= days <= each.last:
            return place + (days + 1 - each.first) / (each.last - each.first + 1)
    return None


Placed = tuple[float, str, str, bool, int]


def _placed(
    bins: Sequence[Bin], lines: Sequence[Mapping[str, Any]], left: float, slot: float, right: float
) -> list[Placed]:
    """Lines that can be drawn, with their labels in as many rows as they need to stay clear of each other."""
    found: list[Placed] = []
    taken: list[list[tuple[float, float]]] = []
    for line in lines:
        is_deadline = bool(line.get("deadline"))
        if line["value"] is None or not bins:
            continue
        at = end_of(bins, line["value"]) if is_deadline else place_of(bins, line["value"])
        if at is None:
            continue
        x = round(left + at * slot, 2)
        width = width_of(line["label"], VALUE) + 10
        anchor = "start" if x + width <= right else "end"
        span = (x, x + width) if anchor == "start" else (x - width, x)
        row = next(
            (
                row
                for row, spans in enumerate(taken)
                if all(span[1] <= start or span[0] >= end for start, end in spans)
            ),
            len(taken),
        )
        if row == len(taken):
            taken.append([])
        taken[row].append((span[0] - 2, span[1] + 2))
        found.append((x, anchor, line["label"], is_deadline, row))
    return found


def _mark(canvas: Canvas, frame: _Frame, x: float, row: int, *, is_deadline: bool) -> None:
    y = 3 + row * LABEL_ROW
    colour, dash = (OPEN_INK, "") if is_deadline else (INK, "4 3")
    canvas.add(Line(x, frame.top - 10, x, frame.bottom, PAPER, 3.5 if is_deadline else 2.5))
    canvas.add(Line(x, y, x, frame.bottom, colour, 2 if is_deadline else 1.5, dash))


def _mark_name(canvas: Canvas, x: float, anchor: str, text: str, row: int) -> None:
    """The label, on paper of its own: the lines of labels above run through its row."""
    y, width = 12 + row * LABEL_ROW, width_of(text, VALUE)
    canvas.add(Rect(x + 3 if anchor == "start" else x - 7 - width, y - 10, width + 4, 13, PAPER))
    canvas.add(Text(x + (5 if anchor == "start" else -5), y, text, VALUE, anchor, INK, 600))


def _block(canvas: Canvas, frame: _Frame, open_late: int, fmt: Formatter, words: Mapping[str, str]) -> None:
    """What is open after its deadline: on the same scale, and broken where it would leave it."""
    x = WIDTH - RIGHT - BLOCK
    inner, width = x + 18, BLOCK - 36
    canvas.add(Line(x, frame.bottom, x + BLOCK, frame.bottom, GRID_STRONG))
    upper = frame.y_of(open_late)
    title = f"{words['open_late']}: {fmt(open_late)}"
    if open_late:
        canvas.add(
            *hatched(
                inner,
                upper,
                width,
                frame.bottom - upper,
                7,
                title,
                ground=OPEN,
                stroke=OPEN_INK,
                ink=OPEN_INK,
                crossed=True,
            )
        )
    if open_late > frame.highest:
        y = upper + 26
        canvas.add(Path(f"M{inner - 6} {y}l{width + 12} -8", stroke=PAPER, width=5))
        canvas.add(
            Path(f"M{inner - 6} {y - 4}l{width + 12} -8M{inner - 6} {y + 4}l{width + 12} -8", stroke=OPEN_INK)
        )
    canvas.add(Text(x + BLOCK / 2, upper - 4, fmt(open_late), VALUE, "middle", INK, 700))
    lines = wrap(words["open_late"], BLOCK, VALUE, 3)
    canvas.lines(lines, x + BLOCK / 2, frame.bottom + 15, size=VALUE, anchor="middle", leading=1.2)


def _key(
    canvas: Canvas, bins: Sequence[Bin], x: float, y: float, fmt: Formatter, words: Mapping[str, str]
) -> float:
    in_time = f"{words['in_time']}: {fmt(sum(each.in_time for each in bins))}"
    late = f"{words['late']}: {fmt(sum(each.late for each in bins))}"
    canvas.add(Rect(x, y - 11, 14, 14, ACCENT), Text(x + 20, y, in_time, SIZE))
    second = x + 20 + width_of(in_time, SIZE) + 24
    canvas.add(*hatched(second, y - 11, 14, 14, 5, ground=LATE, stroke=LATE_INK, ink=LATE_INK))
    canvas.add(Text(second + 20, y, late, SIZE))
    return y + 12
