"""Workbooks that go out to be filled in and come back: described once, written as XLSX and as ODS, the same in both.

`model` says what a workbook is; `app/files/table` reads what came back.
"""

from flask import Response

from app.files.kinds import EXTENSIONS, MEDIA_TYPES, FileKind
from app.files.workbook.model import (
    Book,
    BookCell,
    BookColumn,
    BookRule,
    BookSheet,
    Look,
    RuleKind,
)
from app.files.workbook.ods import render_ods
from app.files.workbook.xlsx import render_xlsx

WRITERS = {FileKind.XLSX: render_xlsx, FileKind.ODS: render_ods}

__all__ = [
    "WRITERS",
    "Book",
    "BookCell",
    "BookColumn",
    "BookRule",
    "BookSheet",
    "Look",
    "RuleKind",
    "kind_of_media",
    "render",
    "send_book",
]


def render(book: Book, kind: FileKind) -> bytes:
    """The workbook as XLSX or ODS; `KeyError` for another kind."""
    return WRITERS[kind](book)


def kind_of_media(media_type: str) -> FileKind | None:
    """XLSX or ODS by the media type of a kept file; None for anything else."""
    return next((kind for kind in WRITERS if MEDIA_TYPES[kind] == media_type), None)


def send_book(book: Book, kind: FileKind, stem: str) -> Response:
    """The workbook as a download that no cache keeps, named `stem` and the extension of its kind."""
    response = Response(render(book, kind), mimetype=MEDIA_TYPES[kind])
    response.headers.set("Content-Disposition", "attachment", filename=f"{stem}{EXTENSIONS[kind][0]}")
    response.headers["Cache-Control"] = "private, no-store"
    return response
