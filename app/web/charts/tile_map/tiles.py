"""What all tile maps share: what a tile is, its shape, its marks and the key."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.web.charts.scales import text_on
from app.web.charts.shapes import (
    GRID_STRONG,
    HATCH,
    HATCH_GROUND,
    INK,
    INK_SOFT,
    PAPER,
    UNKNOWN,
    Canvas,
    Formatter,
    Link,
    Mark,
    Path,
    Rect,
    Text,
    diagonals,
)
from app.web.charts.steps import SIZE, SWATCH, Steps, Swatch, crossed_swatch, step_key, unknown_swatch
from app.web.charts.text import width_of

ROUND = 0.32  # corner of a city's tile, as a part of its shorter side
NOTCH = 0.2  # the mark of a small number


class Kind(StrEnum):
    """What a tile stands for; each has its shape."""

    PROVINCE = "province"
    REGENCY = "regency"  # square corners
    CITY = "city"  # round corners


@dataclass(frozen=True)
class Tile:
    """One government (or a province with all of its own). `value` None: not known; `words` say the value in a sentence.

    `small`: counted from so few complaints that it should not be compared. `href` leads to what stands behind it.
    `label` is written on the tile where the name is too long ("Sinjai").
    """

    code: str
    name: str
    kind: Kind
    value: float | None
    words: str = ""
    small: bool = False
    href: str = ""
    label: str = ""

    @property
    def province(self) -> str:
        """The code of its province."""
        return self.code[:2]

    @property
    def title(self) -> str:
        """Name, code and value in words."""
        return f"{self.name} ({self.code}): {self.words or UNKNOWN}"


def grouped(tiles: Iterable[Tile]) -> dict[str, list[Tile]]:
    """The tiles of each province, in the order of their codes, the province's own government first."""
    found: dict[str, list[Tile]] = {}
    for tile in sorted(tiles, key=lambda tile: tile.code):
        found.setdefault(tile.province, []).append(tile)
    return found


def box(
    tile: Tile, at: tuple[float, float], size: tuple[float, float], steps: Steps
) -> tuple[list[Mark], str]:
    """The tile without its texts, and the colour that they stand on."""
    (x, y), (width, height) = at, size
    radius = min(width, height) * ROUND if tile.kind is Kind.CITY else 0.0
    if tile.value is None:
        return _unknown(x, y, width, height, radius, tile.title), PAPER
    colour = steps.colour(tile.value)
    found: list[Mark] = [Rect(x, y, width, height, colour, GRID_STRONG, radius, tile.title)]
    if tile.small:
        found.append(notch(x + width, y, min(width, height) * NOTCH))
    return found, colour


def _unknown(x: float, y: float, width: float, height: float, radius: float, title: str) -> list[Mark]:
    """A hatched tile; the diagonals keep clear of round corners."""
    inset = radius * 0.3
    lines = diagonals(x + inset, y + inset, width - 2 * inset, height - 2 * inset, 7)
    return [
        Rect(x, y, width, height, HATCH_GROUND, GRID_STRONG, radius, title),
        Path(lines, HATCH, 0.75),
    ]


def notch(right: float, top: float, size: float) -> Path:
    """The mark of a small number: a corner cut off, dark with a light edge, so that it shows on every colour."""
    return Path(f"M{right - size:.1f} {top:.1f}h{size:.1f}v{size:.1f}z", PAPER, 1, INK)


def linked(tile: Tile, marks: Sequence[Mark]) -> Link | None:
    """The tile as a link, if it leads anywhere."""
    return Link(tile.href, tile.title, tuple(marks)) if tile.href else None


def add(canvas: Canvas, tile: Tile, marks: Sequence[Mark]) -> None:
    """Paint a tile, as a link if it leads anywhere."""
    link = linked(tile, marks)
    canvas.add(*([link] if link else marks))


def plate(x: float, y: float, text: str, size: float) -> Rect:
    """Paper under a text on hatching, for a text whose middle is at `x` and baseline at `y`."""
    width = width_of(text, size) + 4
    return Rect(x - width / 2, y - size + 1, width, size + 2, PAPER, radius=2)


def centred(text: str, x: float, y: float, size: float, ground: str, weight: int = 400) -> list[Mark]:
    """A text in the middle of a tile; on hatching (`ground` is paper) with a plate below it."""
    if ground == PAPER:
        return [plate(x, y, text, size), Text(x, y, text, size, "middle", INK, weight)]
    return [Text(x, y, text, size, "middle", text_on(ground), weight)]


def key(
    canvas: Canvas,
    tiles: Sequence[Tile],
    steps: Steps,
    fmt: Formatter,
    words: Mapping[str, str],
    at: tuple[float, float],
    width: float,
    *,
    filled: bool = False,
    size: float = SIZE,
) -> float:
    """Classes, what hatching and notch mean, and the shapes of regency and city, as far as they occur.

    `words`: none, small, regency, city.
    """
    extra: list[tuple[Swatch, str]] = []
    if any(tile.value is None for tile in tiles):
        extra.append((crossed_swatch if filled else unknown_swatch, words["none"]))
    if any(tile.small and tile.value is not None for tile in tiles):
        extra.append((_small_swatch, words["small"]))
    if any(tile.kind is Kind.CITY for tile in tiles):
        extra += [(_regency_swatch, words["regency"]), (_city_swatch, words["city"])]
    known = any(tile.value is not None for tile in tiles)
    return step_key(canvas, steps if known else None, fmt, at, width, extra, filled=filled, size=size)


def _small_swatch(x: float, y: float) -> list[Mark]:
    return [Rect(x, y, SWATCH, SWATCH, PAPER, GRID_STRONG), notch(x + SWATCH, y, 7)]


def _regency_swatch(x: float, y: float) -> list[Mark]:
    return [Rect(x, y, SWATCH, SWATCH, PAPER, INK_SOFT)]


def _city_swatch(x: float, y: float) -> list[Mark]:
    return [Rect(x, y, SWATCH, SWATCH, PAPER, INK_SOFT, SWATCH * ROUND)]
