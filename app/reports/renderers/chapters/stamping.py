"""What each page says of itself where the chapter left room for it: "Halaman 12 dari 130", and the document's code."""

from app.reports.renderers.chapters.fonts import SharedFace
from app.reports.renderers.chapters.rendered import Stamp
from app.reports.renderers.verification import NAME, placed

SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}


def code_operations(height: float) -> bytes:
    """The drawing that is the same on every page, as an artifact. Pure. `height` of the page in points."""
    return (
        f"/Artifact <</Type /Pagination /Subtype /Header>> BDC q 1 0 0 -1 0 {height:.3f} cm "
        f"{placed(0, height)} cm {NAME} Do Q EMC"
    ).encode()


def text_operations(stamp: Stamp, face: SharedFace, text: str, height: float) -> bytes:
    """An artifact of pagination, too: readers of screens pass over it. Pure.

    The engine leaves its page upside down (y grows downwards), so the text is turned over once more.
    """
    glyphs = face.glyphs(text)
    width = sum(face.widths.get(glyph, 0) for glyph in glyphs) * stamp.size / 1000
    x = stamp.x - width * SHARES[stamp.align]
    red, green, blue = stamp.colour
    shown = "".join(f"{glyph:04x}" for glyph in glyphs)
    return (
        f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q 1 0 0 -1 0 {height:.3f} cm BT "
        f"{red} {green} {blue} rg /{stamp.face} {stamp.size} Tf 1 0 0 1 {x:.3f} {stamp.y} Tm <{shown}> Tj ET Q EMC"
    ).encode()
