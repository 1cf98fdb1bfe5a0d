"""Reading a document's layout back as the engine made it: boxes, before they are drawn.

`faults_of` finds what a reader would call broken: text that leaves the page's content box or its cell, rows of a table
torn across pages though they would have fitted on one, tables that go on without their heads.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.reports.renderers.pdf import DOCUMENT_ASSETS, Asset, engine, stylesheet

SLACK = 0.75  # CSS pixels: rounding, and the overhang of an italic letter
ROOM = 0.7  # of a page: what a row may be high beside the heads of its table, and still must not be torn


@dataclass(frozen=True)
class Fault:
    """What is wrong, on which page (from 1), and where."""

    kind: str
    page: int
    text: str

    def __str__(self) -> str:
        return f"page {self.page}: {self.kind}: {self.text[:80]!r}"


def laid_out(html: str, stylesheets: tuple[str, ...], assets: Mapping[str, Asset] | None = None) -> list[Any]:
    """The page boxes of a document."""
    laying = engine()
    own = {DOCUMENT_ASSETS + name: asset for name, asset in (assets or {}).items()}
    document = laying.weasyprint.HTML(string=html, base_url="asset:styles/", url_fetcher=laying.fetcher(own))
    rendered = document.render(
        stylesheets=[stylesheet(name) for name in stylesheets],
        font_config=laying.fonts,
        presentational_hints=False,
    )
    return [page._page_box for page in rendered.pages]


def faults_of(pages: list[Any]) -> list[Fault]:
    """Every fault of the pages."""
    found = [fault for number, page in enumerate(pages, start=1) for fault in _leaving(number, page)]
    return [*found, *_torn(pages), *_headless(pages)]


def words_of(box: Any) -> str:
    """The text inside a box."""
    return " ".join(text.text for text, _cell in _texts(box, None))


def boxes(box: Any, kind: str) -> Iterator[Any]:
    """All boxes of one kind inside a box, in reading order."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ == kind:
            yield child
        yield from boxes(child, kind)


def _leaving(number: int, page: Any) -> Iterator[Fault]:
    left, top = page.content_box_x(), page.content_box_y()
    content = (left, top, left + page.width, top + page.height)
    for box, cell in _texts(page, None):
        if _is_outside(box, content):
            yield Fault("leaves the page", number, box.text)
        if cell is not None:
            x, y = cell.border_box_x(), cell.border_box_y()
            if _is_outside(box, (x, y, x + cell.border_width(), y + cell.border_height())):
                yield Fault("leaves its cell", number, box.text)
    paper = (0, 0, page.margin_width(), page.margin_height())
    for margin in boxes(page, "MarginBox"):
        for box, _cell in _texts(margin, None):
            if _is_outside(box, paper):
                yield Fault("leaves the paper", number, box.text)


def _is_outside(box: Any, area: tuple[float, float, float, float]) -> bool:
    if not box.text.strip():
        return False
    left, top, right, bottom = area
    return bool(
        box.position_x < left - SLACK
        or box.position_y < top - SLACK
        or box.position_x + box.width > right + SLACK
        or box.position_y + box.height > bottom + SLACK
    )


def _texts(box: Any, cell: Any) -> Iterator[tuple[Any, Any]]:
    for child in getattr(box, "children", ()):
        name = type(child).__name__
        if name == "TextBox":
            yield child, cell
        elif name != "MarginBox":
            yield from _texts(child, child if name == "TableCellBox" else cell)


def _torn(pages: list[Any]) -> Iterator[Fault]:
    seen: dict[int, tuple[int, float]] = {}
    for number, page in enumerate(pages, start=1):
        for group in boxes(page, "TableRowGroupBox"):
            if group.is_header or group.is_footer:
                continue
            for row in group.children:
                before, height = seen.get(id(row.element), (number, 0.0))
                seen[id(row.element)] = (number, height + row.height)
                if before != number and height + row.height < page.height * ROOM:
                    yield Fault(f"row torn from page {before}", number, words_of(row))


def _headless(pages: list[Any]) -> Iterator[Fault]:
    headed: set[int] = set()
    for number, page in enumerate(pages, start=1):
        for table in boxes(page, "TableBox"):
            if any(group.is_header for group in table.children):
                headed.add(id(table.element))
            elif id(table.element) in headed:
                yield Fault("table goes on without its head", number, words_of(table))
