"""Month labels below a chart: as many as fit, in steps that people count in (every month, quarter, half-year, year)."""

from collections.abc import Sequence

from app.web.charts.shapes import INK_SOFT, Canvas
from app.web.charts.text import width_of

STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
LEADING = 1.25


def month_step(labels: Sequence[str], slot: float, size: float) -> int:
    """Every which label can be written when each has `slot` of room; labels break after every word ("Jan", "2021")."""
    widest = max((width_of(word, size) for label in labels for word in label.split()), default=0.0) + 6
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
            labels[place].split()[:2],
            left + (place + 0.5) * slot,
            y,
            size=size,
            anchor="middle",
            fill=INK_SOFT,
            leading=LEADING,
        )
    return shown
