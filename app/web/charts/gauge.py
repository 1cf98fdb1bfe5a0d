"""Gauge: one index on a half circle of its predicates."""

import math
from collections.abc import Sequence
from typing import Any

from app.web.charts.scales import LEVEL_COLOURS
from app.web.charts.shapes import (
    HATCH_GROUND,
    INK,
    INK_SOFT,
    PAPER,
    UNKNOWN,
    Canvas,
    Drawing,
    Formatter,
    Path,
    Text,
)
from app.web.charts.text import wrap

WIDTH, OUTER, INNER = 340.0, 130.0, 98.0
CENTRE = (WIDTH / 2, 158.0)


def gauge(
    value: float | None,
    predicate: str,
    fmt: Formatter,
    bands: Sequence[dict[str, Any]],
    minimum: float = 1,
    maximum: float = 5,
) -> Drawing:
    """`bands`: [{"from", "label"}] ascending, the first from `minimum`; `predicate` is the word for `value`."""
    canvas = Canvas()
    bounds = [max(band["from"], minimum) for band in bands] + [maximum]
    for place, band in enumerate(bands):
        colour = (
            LEVEL_COLOURS[round(place * 4 / max(len(bands) - 1, 1))] if value is not None else HATCH_GROUND
        )
        canvas.add(
            Path(
                _arc(_share(bounds[place], minimum, maximum), _share(bounds[place + 1], minimum, maximum)),
                stroke="#7d9099",
                width=0.75,
                fill=colour,
                title=f"{band['label']}: {fmt(bounds[place])}–{fmt(bounds[place + 1])}",
            )
        )
        if place:
            share = _share(bounds[place], minimum, maximum)
            x, y = _spot(share, OUTER + 7)
            anchor = "end" if share < 0.4 else ("start" if share > 0.6 else "middle")
            canvas.add(Text(x, y + 2, fmt(bounds[place]), 11, anchor, INK_SOFT))
    for bound, share in ((minimum, 0.0), (maximum, 1.0)):
        x, y = _spot(share, (OUTER + INNER) / 2)
        canvas.add(Text(x, y + 16, fmt(bound), 11, "middle", INK_SOFT))
    if value is not None:
        canvas.add(_needle(_share(min(max(value, minimum), maximum), minimum, maximum)))
    canvas.add(
        Text(CENTRE[0], CENTRE[1] - 22, UNKNOWN if value is None else fmt(value), 44, "middle", INK, 700)
    )
    canvas.lines(
        wrap(predicate, INNER * 1.8, 15, 2), CENTRE[0], CENTRE[1] + 6, size=15, anchor="middle", weight=600
    )
    return canvas.finish(WIDTH, CENTRE[1] + 34)


def _share(value: float, minimum: float, maximum: float) -> float:
    return (value - minimum) / (maximum - minimum)


def _spot(share: float, radius: float) -> tuple[float, float]:
    angle = math.pi * (1 - share)
    return round(CENTRE[0] + radius * math.cos(angle), 2), round(CENTRE[1] - radius * math.sin(angle), 2)


def _arc(start: float, end: float) -> str:
    (ax, ay), (bx, by) = _spot(start, OUTER), _spot(end, OUTER)
    (cx, cy), (dx, dy) = _spot(end, INNER), _spot(start, INNER)
    return f"M{ax} {ay}A{OUTER} {OUTER} 0 0 1 {bx} {by}L{cx} {cy}A{INNER} {INNER} 0 0 0 {dx} {dy}Z"


def _needle(share: float) -> Path:
    """A pointer from outside onto the band; at the ends it stays above the base line."""
    share = min(max(share, 0.03), 0.97)
    tip, left, right = (
        _spot(share, INNER - 6),
        _spot(share - 0.022, OUTER + 5),
        _spot(share + 0.022, OUTER + 5),
    )
    points = "L".join(f"{x} {y}" for x, y in (tip, left, right))
    return Path(f"M{points}Z", stroke=PAPER, width=1.5, fill=INK)
