""" "Halaman 12 dari 130" on a page, where the chapter left room for it."""

from pikepdf import Array, Object, Pdf

from app.reports.renderers.chapters.fonts import SharedFace
from app.reports.renderers.chapters.rendered import Stamp

SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}


def stamp_page(made: Pdf, page: Object, stamp: Stamp, face: SharedFace, text: str) -> None:
    """Add the text to the page as an artifact of pagination: readers of screens pass over it."""
    operations = text_operations(stamp, face, text, float(page.MediaBox[3]))
    added = made.make_stream(operations)
    contents = page.Contents
    page.Contents = Array([*contents, added]) if isinstance(contents, Array) else Array([contents, added])


def text_operations(stamp: Stamp, face: SharedFace, text: str, height: float) -> bytes:
    """Pure. The engine leaves its page upside down (y grows downwards), so the text is turned over once more."""
    glyphs = face.glyphs(text)
    width = sum(face.widths.get(glyph, 0) for glyph in glyphs) * stamp.size / 1000
    x = stamp.x - width * SHARES[stamp.align]
    red, green, blue = stamp.colour
    shown = "".join(f"{glyph:04x}" for glyph in glyphs)
    return (
        f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q 1 0 0 -1 0 {height:.3f} cm BT "
        f"{red} {green} {blue} rg /{stamp.face} {stamp.size} Tf 1 0 0 1 {x:.3f} {stamp.y} Tm <{shown}> Tj ET Q EMC"
    ).encode()
