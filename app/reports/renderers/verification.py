"""The code on every page that leads to the record of a document, and the mark inside the file that survives an edit."""

import io
import re
from typing import Any

SIZE, LEFT, TOP = 12.0, 12.0, 4.5  # mm: in the corner that is free on every page
QUIET = 2  # modules of white around the code; a reader needs a rim to find it
_POINTS = 72 / 25.4
_NAME = "/RenaksiVerification"
_MARK = re.compile(rb"/ID\s*\[\s*(?:<([0-9A-Fa-f]+)>|\(([A-Za-z0-9_-]{22})\))")
_REFERENCE = re.compile(r"[A-Za-z0-9_-]{22}")


def stamp(pdf: bytes, address: str, reference: str) -> bytes:
    """The PDF with a code for `address` on each page, marked as an artifact, and `reference` as the file's own id.

    `reference` has 22 letters. It lies in the file's trailer in plain bytes, so that it can be read of an untrusted
    file without taking it apart.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        code = _code(document, address)
        for page in document.pages:
            _place(page, code)
        identity = pikepdf.String(reference.encode("ascii"))
        document.trailer["/ID"] = pikepdf.Array([identity, identity])
        target = io.BytesIO()
        document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def reference_in(pdf: bytes) -> str | None:
    """The reference that a file was stamped with; None where there is none. Reads bytes and takes nothing apart."""
    for match in reversed(list(_MARK.finditer(pdf))):
        raw = bytes.fromhex(match[1].decode()) if match[1] and len(match[1]) % 2 == 0 else match[2] or b""
        text = raw.decode("ascii", errors="replace")
        if _REFERENCE.fullmatch(text):
            return text
    return None


def _code(document: Any, address: str) -> Any:
    """The code as a drawing of rectangles, one unit a module, used by all pages."""
    import pikepdf
    import segno

    matrix = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    side = len(matrix) + 2 * QUIET
    drawing = [f"1 1 1 rg 0 0 {side} {side} re f 0 0 0 rg"]
    for down, row in enumerate(matrix):
        drawing += [
            f"{QUIET + start} {side - QUIET - 1 - down} {length} 1 re" for start, length in _runs(row)
        ]
    form = pikepdf.Stream(document, ("\n".join(drawing) + "\nf").encode())
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = pikepdf.Array([0, 0, side, side])
    return document.make_indirect(form)


def _runs(row: list[int]) -> list[tuple[int, int]]:
    """Where dark modules begin, and how many follow one another."""
    found: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found


def _place(page: Any, code: Any) -> None:
    left, _bottom, _right, top = (float(value) for value in page.mediabox)
    scale = SIZE * _POINTS / float(code.BBox[2])
    x, y = left + LEFT * _POINTS, top - (TOP + SIZE) * _POINTS
    page.add_resource(code, "/XObject", _NAME)
    drawn = (
        "Q /Artifact <</Type /Pagination /Subtype /Header>> BDC "
        f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm {_NAME} Do Q EMC"
    )
    # The page's own drawing may leave its coordinates turned: it is put into brackets.
    page.contents_add(b"q", prepend=True)
    page.contents_add(drawn.encode())
