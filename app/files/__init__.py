"""Files that people give and that Renaksi makes: checked by content, kept outside the database, served as downloads.

There is no address for a file as such: whoever owns the record it belongs to checks the right to it and calls `send`.
"""

from flask import Flask

from app.files import preview, serving
from app.files.actions import discard, read, store, store_generated
from app.files.kinds import ACCEPTED, FileKind, Purpose
from app.files.models import ScanState, StoredFile
from app.files.refusal import RefusalReason, RefusedFile
from app.files.scanning import NoScanner, Scanner, set_scanner
from app.files.serving import send

__all__ = [
    "ACCEPTED",
    "FileKind",
    "Purpose",
    "RefusalReason",
    "RefusedFile",
    "ScanState",
    "Scanner",
    "StoredFile",
    "discard",
    "read",
    "register",
    "send",
    "set_scanner",
    "store",
    "store_generated",
]


def register(app: Flask) -> None:
    """Set the limits and begin without a virus scanner."""
    app.config.setdefault("MAX_EVIDENCE_BYTES", 10 * 1024 * 1024)
    app.config.setdefault("MAX_IMPORT_BYTES", 25 * 1024 * 1024)
    set_scanner(app, NoScanner())
    preview.register(app)
    serving.register(app)
