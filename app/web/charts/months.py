"""Month labels below a chart: as many as fit, in steps that people count in (every month, quarter, half-year, year)."""

from collections.abc import Sequence

from app.web.charts.shapes import INK_SOFT, Canvas
from app.web.charts.text import width_of

STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
LEADING = 1.25


def two_lines(label: str) -> list[str]:
    """ "Jan 2021" → "Jan" over "2021"; "TW II 2021" → "TW II" over "2021"."""
    return label.rsplit(" ", 1)


def month_step(labels: Sequence[str], slot: float, size: float) -> int:
    """Every which label can be written when each has `slot` of room."""
    widest = max((width_of(line, size) for label in labels for line in two_lines(label)), default=0.0) + 6
    return next((step for step in STEPS if step * slot >= widest), len(labels) or 1)


def shown_months(count: int, step: int, phase: int) -> range:
    """Places of the labels that are written: every `step`-th, place `phase` (the first January) among them."""
    return range(phase % step, count, step)


def month_labels(
    canvas: Canvas,
    labels: Sequence[str],
    left: float,
    slot: float,
    y: float,
    *,
    size: float = 12,
    phase: int = 0,
) -> range:
    """Write them with the first baseline at `y`, each in the middle of its slot; returns which were written."""
    shown = shown_months(len(labels), month_step(labels, slot, size), phase)
    for place in shown:
        canvas.lines(
            two_lines(labels[place]),
            left + (place + 0.5) * slot,
            y,
            size=size,
            anchor="middle",
            fill=INK_SOFT,
            leading=LEADING,
        )
    return shown
