"""What a chart is made of: plain shapes that `web/charts/svg.html` writes down with presentation attributes only.

Geometry is pure Python, so that it can be tested without a browser, and one drawing looks the same on page and paper.
Lengths are in SVG user units (pixels at natural size); the origin is the upper left corner.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

INK = "#17262c"
INK_SOFT = "#4a5c64"
GRID = "#d6dfe3"
GRID_STRONG = "#7d9099"
PAPER = "#ffffff"
ACCENT = "#0b5a6e"
HATCH = "#8b9ba3"
HATCH_GROUND = "#f4f7f8"

# Series differ in lightness as well as hue: they stay apart for colour-blind readers and on a grey printer.
SERIES_COLOURS = ("#0b5a6e", "#d98032", "#7fc4c9", "#6b4c8c", "#a3aab0", "#2e2e2e")
DASHES = ("", "7 4", "2 4", "10 3 2 3", "4 2", "1 3")

Formatter = Callable[[float | None], str]
UNKNOWN = "–"


@dataclass(frozen=True)
class Rect:
    """A filled rectangle; `title` is what a pointer reads."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = "none"
    radius: float = 0
    title: str = ""
    tag: str = "rect"


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str = GRID
    width: float = 1
    dash: str = ""
    tag: str = "line"


@dataclass(frozen=True)
class Path:
    """A path in SVG path notation."""

    d: str
    stroke: str = "none"
    width: float = 1
    fill: str = "none"
    fill_opacity: float = 1
    dash: str = ""
    title: str = ""
    tag: str = "path"


@dataclass(frozen=True)
class Circle:
    """A dot, filled or hollow."""

    cx: float
    cy: float
    r: float
    fill: str
    stroke: str = PAPER
    width: float = 1.5
    title: str = ""
    tag: str = "circle"


@dataclass(frozen=True)
class Text:
    """One line of text; `anchor` is start, middle or end; `y` is the baseline."""

    x: float
    y: float
    content: str
    size: float = 13
    anchor: str = "start"
    fill: str = INK
    weight: int = 400
    tag: str = "text"


Mark = Rect | Line | Path | Circle | Text


@dataclass(frozen=True)
class Link:
    """Shapes that lead to another page; `name` is what a screen reader says. On paper only the shapes are drawn."""

    href: str
    name: str
    shapes: tuple[Mark, ...]
    tag: str = "a"


Shape = Mark | Link


@dataclass(frozen=True)
class Drawing:
    """A finished picture: its natural size, its shapes in painting order, and the narrowest width it can be read at."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    kind: str = "narrow"

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Everything that is painted, that inside links included."""
        return tuple(
            mark for shape in self.shapes for mark in (shape.shapes if isinstance(shape, Link) else (shape,))
        )

    @property
    def has_links(self) -> bool:
        return any(isinstance(shape, Link) for shape in self.shapes)


@dataclass
class Canvas:
    """Collects shapes while a chart is laid out."""

    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Paint these on top of what is there."""
        self.shapes.extend(shapes)

    def lines(
        self,
        lines: list[str],
        x: float,
        y: float,
        *,
        size: float = 13,
        anchor: str = "start",
        fill: str = INK,
        weight: int = 400,
        leading: float = 1.25,
    ) -> None:
        """Several lines of text, the first with its baseline at `y`."""
        for index, content in enumerate(lines):
            self.add(Text(x, y + index * size * leading, content, size, anchor, fill, weight))

    def finish(self, width: float, height: float, kind: str = "narrow") -> Drawing:
        """The drawing."""
        return Drawing(round(width, 2), round(height, 2), tuple(self.shapes), kind)


def series_colour(index: int) -> str:
    """Colour of the n-th series."""
    return SERIES_COLOURS[index % len(SERIES_COLOURS)]


def series_dash(index: int) -> str:
    """Dash pattern of the n-th series, so that lines differ without colour."""
    return DASHES[index % len(DASHES)]


def hatched(
    x: float,
    y: float,
    width: float,
    height: float,
    gap: float = 6,
    title: str = "",
    *,
    ground: str = HATCH_GROUND,
    stroke: str = GRID_STRONG,
    ink: str = HATCH,
    crossed: bool = False,
) -> list[Mark]:
    """A box of diagonal lines; by default the mark for "no value".

    `crossed` adds the other diagonals. Drawn line by line: fill patterns differ between renderers.
    """
    marks: list[Mark] = [Rect(x, y, width, height, ground, stroke, title=title)]
    lines = diagonals(x, y, width, height, gap)
    if crossed:
        lines += diagonals(x, y, width, height, gap, falling=True)
    if lines:
        marks.append(Path(lines, stroke=ink, width=0.75))
    return marks


@lru_cache(maxsize=4096)
def diagonals(x: float, y: float, width: float, height: float, gap: float, *, falling: bool = False) -> str:
    """Parallel diagonals that fill a box, as a path; rising to the right, or falling."""
    parts: list[str] = []
    offset = gap
    while offset < width + height:
        x1, y1 = (offset, 0.0) if offset <= width else (width, offset - width)
        length = min(offset, height) - y1
        step = -length
        if falling:
            x1, step = width - x1, length
        # Relative strokes: a row of diagonals of one length is the same few letters again, which compresses well.
        parts.append(f"M{_short(x + x1)} {_short(y + y1)}l{_short(step)} {_short(length)}")
        offset += gap
    return "".join(parts)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
