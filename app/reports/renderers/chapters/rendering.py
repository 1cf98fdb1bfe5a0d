"""One chunk, laid out: HTML in, pages and notes out. The engine is used as it is, through its own `Document`."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.reports.renderers.chapters.cut import ELSEWHERE, Chunk, Look
from app.reports.renderers.chapters.folding import fold
from app.reports.renderers.chapters.rendered import Bookmark, Face, Notes, Rendered, Stamp
from app.reports.renderers.pdf import DOCUMENT_ASSETS, VARIANT, Asset, engine, stylesheet

POINTS = 0.75  # of a CSS pixel
STYLES = ("normal", "oblique", "italic")  # as Pango counts them


class TooManyPagesError(ValueError):
    """The chapter is longer than allowed."""


def render(chunk: Chunk, most_pages: int) -> Rendered:
    """Lay the chunk out. Raises `TooManyPagesError`, and whatever the engine raises."""
    return _written(chunk, _laid(chunk.html, chunk.look.styles, chunk.assets, most_pages))


def print_whole(html: str, styles: tuple[str, ...], assets: Mapping[str, Asset], most_pages: int) -> bytes:
    """A short document in one piece, with its numbers and contents as the engine finds them; raises as `render`."""
    laid = _laid(html, styles, assets, most_pages)
    pdf: bytes = laid.write_pdf(
        finisher=lambda _document, made: fold(made), pdf_variant=VARIANT, presentational_hints=False
    )
    return pdf


def _laid(html: str, styles: tuple[str, ...], assets: Mapping[str, Asset], most_pages: int) -> Any:
    loaded = engine()
    own = {DOCUMENT_ASSETS + name: asset for name, asset in assets.items()}
    page = loaded.weasyprint.HTML(string=html, base_url="asset:styles/", url_fetcher=loaded.fetcher(own))
    sheets = [stylesheet(name) for name in styles]
    laid = page.render(stylesheets=sheets, font_config=loaded.fonts, presentational_hints=False)
    if len(laid.pages) > most_pages:
        raise TooManyPagesError(len(laid.pages))
    return laid


def _written(chunk: Chunk, laid: Any) -> Rendered:
    stamps = [
        _taken_stamp(page, place, len(laid.pages), chunk.look) for place, page in enumerate(laid.pages, 1)
    ]
    kept = laid.pages[:-1] if chunk.more else laid.pages
    rows = sum(row in page.anchors for page in kept for row in chunk.row_ids)
    if not kept:  # all rows on one page: the caller asks again with more of them
        return Rendered(b"-", Notes(pages=0))
    document = laid.copy(kept)
    pdf = document.write_pdf(
        finisher=lambda _document, made: fold(made),
        pdf_variant=chunk.look.variant,
        presentational_hints=False,
    )
    notes = Notes(
        pages=len(kept),
        rows=rows,
        anchors=_anchors(kept),
        bookmarks=tuple(_bookmarks(kept)),
        stamps=tuple(stamps[: len(kept)]),
        faces={font.hash: _face(font) for font in document.fonts.values()},
        links=any(target.startswith(ELSEWHERE) for page in kept for _kind, target, *_ in page.links),
    )
    return Rendered(pdf, notes)


def _anchors(pages: list[Any]) -> dict[str, tuple[int, float, float]]:
    found: dict[str, tuple[int, float, float]] = {}
    for place, page in enumerate(pages):
        for name, (x, y, *_) in page.anchors.items():
            found.setdefault(name, (place, round(x * POINTS, 2), round((page.height - y) * POINTS, 2)))
    return found


def _bookmarks(pages: list[Any]) -> Iterator[Bookmark]:
    for place, page in enumerate(pages):
        for level, label, (x, y), _state in page.bookmarks:
            yield Bookmark(level, label, place, round(x * POINTS, 2), round((page.height - y) * POINTS, 2))


def _face(font: Any) -> Face:
    return Face(font.family, int(font.weight), STYLES[int(font.style)], dict(font.to_unicode))


def _taken_stamp(page: Any, number: int, count: int, look: Look) -> Stamp | None:
    """Where the page says its number; the box with it is taken away, since the number is not known yet."""
    from weasyprint.formatting_structure import boxes

    wanted = f"{look.page_word} {number} {look.of_word} {count}"
    page_box = page._page_box
    for margin in page_box.children:
        if not isinstance(margin, boxes.MarginBox):
            continue
        texts = [box for box in margin.descendants() if isinstance(box, boxes.TextBox)]
        if "".join(box.text for box in texts).strip() == wanted:
            page_box.children = [box for box in page_box.children if box is not margin]
            return _stamp(page, margin, texts)
    return None


def _stamp(page: Any, margin: Any, texts: list[Any]) -> Stamp:
    first, last = texts[0], texts[-1]
    left, right = first.position_x, last.position_x + last.width
    align = {"right": "right", "end": "right", "center": "center"}.get(margin.style["text_align_all"], "left")
    x = {"left": left, "right": right, "center": (left + right) / 2}[align]
    colour = first.style["color"].to("srgb").coordinates
    return Stamp(
        x=round(x * POINTS, 3),
        y=round((page.height - first.position_y - first.baseline) * POINTS, 3),
        size=round(first.style["font_size"] * POINTS, 3),
        align=align,
        face=_face_name(first),
        colour=(round(colour[0], 4), round(colour[1], 4), round(colour[2], 4)),
    )


def _face_name(text: Any) -> str:
    from weasyprint.text.fonts import get_pango_font_key

    text.pango_layout.reactivate(text.style)
    line, _rest = text.pango_layout.get_first_line()
    pango_font = line.runs[0].data.item.analysis.font
    _key, description, size = get_pango_font_key(pango_font)
    name = _named(_said(description), pango_font, description, size)
    text.pango_layout.deactivate()
    return name


def _said(description: Any) -> str:
    from weasyprint.text.ffi import ffi, pango

    return str(ffi.string(pango.pango_font_description_to_string(description)).decode())


_NAMES: dict[str, str] = {}


def _named(said: str, pango_font: Any, description: Any, size: float) -> str:
    from weasyprint.pdf.fonts import Font

    if said not in _NAMES:
        _NAMES[said] = Font(pango_font, description, size).hash
    return _NAMES[said]


def warm() -> None:
    """Load what every chapter needs: engine, stylesheets, fonts, the words by which lines are broken."""
    for name in ("paper.css", "action_plan.css"):
        stylesheet(name)
    look = Look("id", ("paper.css", "action_plan.css"), "", "pdf/ua-1", "", "")
    body = '<div class="prose"><p>Menghangatkan <b>mesin</b> <i>penata</i> halaman sebelum bab yang pertama.</p></div>'
    render(
        Chunk("warm", "", f'<html lang="id"><body data-number="" data-page="">{body}</body></html>', look), 10
    )
