"""What tests ask of a drawing: its texts and boxes, and whether it can be read."""

from itertools import combinations

from app.web.charts.scales import contrast
from app.web.charts.shapes import PAPER, Circle, Drawing, Line, Mark, Path, Rect, Text
from app.web.charts.text import width_of

Box = tuple[float, float, float, float]


def fmt(value: float | None) -> str:
    """Figures as the charts write them, without Babel."""
    return "–" if value is None else f"{value:,g}".replace(",", " ").replace(".", ",").replace(" ", ".")


def percent(value: float | None) -> str:
    """Shares likewise."""
    return "–" if value is None else f"{value:.0%}"


def texts(drawing: Drawing) -> list[str]:
    """Everything written, in painting order."""
    return [mark.content for mark in drawing.marks if isinstance(mark, Text)]


def rects(drawing: Drawing, fill: str | None = None) -> list[Rect]:
    """The boxes, of one colour if asked."""
    return [each for each in drawing.marks if isinstance(each, Rect) and fill in (None, each.fill)]


def paths(drawing: Drawing, stroke: str | None = None) -> list[Path]:
    """The paths, of one colour if asked."""
    return [each for each in drawing.marks if isinstance(each, Path) and stroke in (None, each.stroke)]


def titles(drawing: Drawing) -> list[str]:
    """What a pointer reads."""
    return [each.title for each in drawing.marks if isinstance(each, Rect | Circle | Path) and each.title]


def box_of(mark: Mark) -> Box | None:
    """The room that a mark takes: left, top, right, bottom. Paths have none here."""
    if isinstance(mark, Text):
        width = width_of(mark.content, mark.size)
        left = {"start": mark.x, "middle": mark.x - width / 2, "end": mark.x - width}[mark.anchor]
        return left, mark.y - mark.size * 0.75, left + width, mark.y + mark.size * 0.2
    if isinstance(mark, Rect):
        return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
    if isinstance(mark, Circle):
        return mark.cx - mark.r, mark.cy - mark.r, mark.cx + mark.r, mark.cy + mark.r
    if isinstance(mark, Line):
        return min(mark.x1, mark.x2), min(mark.y1, mark.y2), max(mark.x1, mark.x2), max(mark.y1, mark.y2)
    return None


def assert_inside(drawing: Drawing, slack: float = 1.5) -> None:
    """No text, box or dot leaves the picture."""
    for mark in drawing.marks:
        box = box_of(mark)
        if box is None:
            continue
        assert box[0] >= -slack, mark
        assert box[1] >= -slack, mark
        assert box[2] <= drawing.width + slack, mark
        assert box[3] <= drawing.height + slack, mark


def assert_no_text_on_text(drawing: Drawing) -> None:
    """No two texts touch."""
    written = [(mark, box) for mark in drawing.marks if isinstance(mark, Text) and (box := box_of(mark))]
    for (one, first), (other, second) in combinations(written, 2):
        assert not overlapping(first, second), (one, other)


def overlapping(one: Box, other: Box, slack: float = 0.3) -> bool:
    """Whether two boxes share more than an edge."""
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


def assert_contrast(drawing: Drawing) -> None:
    """Texts stand out from what they are painted on (4,5 : 1, WCAG AA), boxes or their outlines from paper (3 : 1)."""
    painted: list[Rect] = []
    for mark in drawing.marks:
        if isinstance(mark, Rect) and mark.fill != "none":
            painted.append(mark)
            if mark.fill != PAPER and mark.height > 2:
                edges = [colour for colour in (mark.fill, mark.stroke) if colour != "none"]
                assert max(contrast(colour, PAPER) for colour in edges) >= 3, mark
        elif isinstance(mark, Text):
            assert contrast(mark.fill, _ground(mark, painted)) >= 4.5, mark


def _ground(text: Text, painted: list[Rect]) -> str:
    left, top, right, bottom = box_of(text) or (0, 0, 0, 0)
    x, y = (left + right) / 2, (top + bottom) / 2
    below = [
        each.fill
        for each in painted
        if each.x <= x <= each.x + each.width and each.y <= y <= each.y + each.height
    ]
    return below[-1] if below else PAPER


def assert_readable(drawing: Drawing) -> None:
    """Everything at once."""
    assert_inside(drawing)
    assert_no_text_on_text(drawing)
    assert_contrast(drawing)
