"""Axes and colours of values."""

import itertools
import math
from collections.abc import Iterable, Sequence

# Light to dark in even steps of lightness (after ColorBrewer YlGnBu): readable by colour-blind people and in grey.
LEVEL_COLOURS = ("#fbf3d0", "#cbe5c8", "#86c8bf", "#45a0b1", "#0b5470")
DARK_TEXT, LIGHT_TEXT = "#17262c", "#ffffff"


def nice_ticks(highest: float, wanted: int = 5, *, whole: bool = False) -> list[float]:
    """Round axis values from 0 to at least `highest`, about `wanted` of them: 0, 20, 40, …

    `whole`: of counts, which have no halves.
    """
    if highest <= 0 or not math.isfinite(highest):
        return [0.0, 1.0]
    rough = highest / wanted
    magnitude = 10 ** math.floor(math.log10(rough))
    steps = (factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= rough * 0.999)
    step = next((step for step in steps if not whole or step == int(step)), 1)
    count = math.ceil(highest / step - 1e-9)
    return [round(index * step, 10) for index in range(count + 1)]


def largest(values: Iterable[float | None]) -> float:
    """The largest known value, 0 when none is known."""
    return max((value for value in values if value is not None), default=0.0)


def text_on(colour: str) -> str:
    """Dark or light text, whichever contrasts more with `colour` ("#rrggbb")."""
    light = _luminance(colour)
    dark_contrast = (light + 0.05) / (_luminance(DARK_TEXT) + 0.05)
    light_contrast = 1.05 / (light + 0.05)
    return DARK_TEXT if dark_contrast >= light_contrast else LIGHT_TEXT


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours by WCAG 2, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def chunks(count: int, size: int | None) -> list[range]:
    """Rows of each picture when a long chart is split so that it can break over pages; evenly filled."""
    if not size or count <= size:
        return [range(count)]
    pictures = -(-count // size)
    bounds = [round(index * count / pictures) for index in range(pictures + 1)]
    return [range(start, end) for start, end in itertools.pairwise(bounds)]


def _luminance(colour: str) -> float:
    channels: Sequence[float] = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
