"""Which accent colours a document may carry. Contrast is that of WCAG 2.2 (relative luminance of sRGB)."""

import re

DEFAULT_ACCENT = "#0b5a6e"
# White text stands on the accent, accent lines stand on white paper: both ways the same ratio (AA: 4.5).
LEAST_CONTRAST = 4.5
# Proposals, each dark enough: the house's own blue-green, navy, leaf green, maroon, brown, violet, charcoal.
PALETTE = (DEFAULT_ACCENT, "#1f3f7a", "#1e6b3a", "#8a1c2b", "#7a4a12", "#5b3a86", "#3a4650")
_HEX = re.compile(r"#[0-9a-f]{6}")


class NotAColourError(ValueError):
    """The text is not "#" and six hexadecimal digits."""


class TooPaleError(NotAColourError):
    """The colour cannot be read on white paper; `contrast` is what it reaches."""

    def __init__(self, contrast: float) -> None:
        super().__init__(f"{contrast:.1f}")
        self.contrast = contrast


def accent(text: str) -> str:
    """The colour as "#rrggbb" in small letters.

    `NotAColourError` for anything that is not exactly that, `TooPaleError` for less contrast than 4.5 against white.
    """
    found = text.strip().lower()
    if not _HEX.fullmatch(found):
        raise NotAColourError(text)
    reached = contrast_with_white(found)
    if reached < LEAST_CONTRAST:
        raise TooPaleError(reached)
    return found


def contrast_with_white(colour: str) -> float:
    """From 1 (white itself) to 21 (black); `colour` is "#rrggbb"."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def tint(colour: str, share: float) -> str:
    """`share` (0 to 1) of the colour "#rrggbb" on white paper, as "#rrggbb"."""
    mixed = (round(255 - (255 - int(colour[at : at + 2], 16)) * share) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
