"""The code on every page that leads to the record of a document, and the mark inside the file that survives an edit."""

import io
import re
from collections.abc import Iterable
from typing import Any

from app.reports.renderers.chapters.assembly import with_code

SIZE, LEFT, TOP = 12.0, 12.0, 4.5  # mm: in the corner that is free on every page
QUIET = 2  # modules of white around the code; a reader needs a rim to find it
_POINTS = 72 / 25.4
NAME = "/RenaksiVerification"
_MARK = re.compile(rb"/ID\s*\[\s*(?:<([0-9A-Fa-f]+)>|\(([A-Za-z0-9_-]{22})\))")
_REFERENCE = re.compile(r"[A-Za-z0-9_-]{22}")


def stamp(pdf: bytes, address: str, reference: str) -> bytes:
    """The PDF with a code for `address` on each page, marked as an artifact, and `reference` as the file's own id.

    `reference` has 22 letters. It lies in the file's trailer in plain bytes, so that it can be read of an untrusted
    file without taking it apart. A joined document kept a place for the code on every page; it is filled from behind
    the end of the file, in no time at any length.
    """
    head, drawing = _code(address)
    return with_code(pdf, head, drawing, reference.encode("ascii")) or _opened(pdf, head, drawing, reference)


def placed(left: float, top: float) -> str:
    """Where the code goes on a page, as the six numbers of "cm"; `left` and `top` edge of the page in points."""
    side = SIZE * _POINTS
    return f"{side:.5f} 0 0 {side:.5f} {left + LEFT * _POINTS:.3f} {top - (TOP + SIZE) * _POINTS:.3f}"


def reference_in(pdf: bytes) -> str | None:
    """The reference that a file was stamped with; None where there is none. Reads bytes and takes nothing apart."""
    for match in reversed(list(_MARK.finditer(pdf))):
        raw = bytes.fromhex(match[1].decode()) if match[1] and len(match[1]) % 2 == 0 else match[2] or b""
        text = raw.decode("ascii", errors="replace")
        if _REFERENCE.fullmatch(text):
            return text
    return None


def _code(address: str) -> tuple[bytes, bytes]:
    """The code as a drawing one unit wide and high: the dictionary of its stream without brackets, and rectangles."""
    import segno

    matrix = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    side = len(matrix) + 2 * QUIET
    drawing = [f"1 1 1 rg 0 0 {side} {side} re f 0 0 0 rg"]
    for down, row in enumerate(matrix):
        drawing += [
            f"{QUIET + start} {side - QUIET - 1 - down} {length} 1 re" for start, length in _runs(row)
        ]
    scale = f"{1 / side:.8f}"
    head = f"/Type /XObject /Subtype /Form /BBox [0 0 {side} {side}] /Matrix [{scale} 0 0 {scale} 0 0]"
    return head.encode(), ("\n".join(drawing) + "\nf").encode()


def _opened(pdf: bytes, head: bytes, drawing: bytes, reference: str) -> bytes:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        form = pikepdf.Stream(document, drawing)
        for key, value in pikepdf.Object.parse(b"<< %s >>" % head).items():
            form[key] = value
        code = document.make_indirect(form)
        for page in document.pages:
            _place(page, code)
        identity = pikepdf.String(reference.encode("ascii"))
        document.trailer["/ID"] = pikepdf.Array([identity, identity])
        target = io.BytesIO()
        document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


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


def leave_room(pages: Iterable[Any], code: Any) -> None:
    """Let every page of a document draw `code` where its code goes: pages that have a place for one get no second."""
    listed = list(pages)
    has_place = {id(page) for page in listed if NAME in page.resources.get("/XObject", ())}
    for page in listed:  # pages may share their resources: all were looked at before the first is changed
        if id(page) in has_place:
            page.resources.XObject[NAME] = code
        else:
            _place(page, code)


def _place(page: Any, code: Any) -> None:
    left, _bottom, _right, top = (float(value) for value in page.mediabox)
    page.add_resource(code, "/XObject", NAME)
    drawn = f"Q /Artifact <</Type /Pagination /Subtype /Header>> BDC q {placed(left, top)} cm {NAME} Do Q EMC"
    # The page's own drawing may leave its coordinates turned: it is put into brackets.
    page.contents_add(b"q", prepend=True)
    page.contents_add(drawn.encode())
