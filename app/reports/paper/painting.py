"""Charts on paper in the colour of the government. Pure.

Charts are drawn once, for page and paper; on paper the colour of their first series is exchanged for the accent of the
look, which is dark enough to be read (`organisations/rules/colours.py`). Where another series comes too near, that
one takes the colour that has become free. What the colours mean stands in words, patterns and tables beside them.
"""

import re
from collections.abc import Mapping

from app.web.charts.shapes import ACCENT, SERIES_COLOURS

NEAR = 55.0  # distance of two colours, 0 to 441, below which they are hard to tell apart side by side
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_COLOUR = re.compile(r'(?<==")#[0-9a-f]{6}(?=")')


def painted(html: str, accent: str) -> str:
    """The HTML with its drawings in `accent` ("#rrggbb"); everything else stays as it is."""
    if accent == ACCENT:
        return html
    exchange = exchanged(accent)
    return _DRAWING.sub(
        lambda drawing: _COLOUR.sub(
            lambda colour: exchange.get(colour.group(), colour.group()), drawing.group()
        ),
        html,
    )


def exchanged(accent: str) -> Mapping[str, str]:
    """Which colours of a drawing become which."""
    others = [colour for colour in SERIES_COLOURS if colour != ACCENT]
    nearest = min(others, key=lambda colour: distance(colour, accent))
    found = {ACCENT: accent}
    if distance(nearest, accent) < NEAR:
        found[nearest] = ACCENT
    return found


def distance(one: str, other: str) -> float:
    """How far apart two colours "#rrggbb" are: 0 for the same, 441 for black and white."""
    parts = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return float(sum((a - b) ** 2 for a, b in parts) ** 0.5)
