"""The upload of an import: where it lies, and that it does not outlive the import."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.complaints.models import ComplaintImport
from app.db import db
from app.files import StoredFile, discard, read


@contextmanager
def uploaded_file(made: ComplaintImport) -> Iterator[Path]:
    """The upload of an import as a file on disk; `LookupError` if it is gone."""
    stored = db.session.get(StoredFile, made.file_id) if made.file_id else None
    if stored is None:
        raise LookupError("the upload of this import is gone")
    with on_disk(stored) as path:
        yield path


@contextmanager
def on_disk(stored: StoredFile) -> Iterator[Path]:
    """A kept file as a file on disk, which parsers need; wherever the store keeps it."""
    with tempfile.NamedTemporaryFile(prefix="renaksi-import-") as file:
        file.write(read(stored))
        file.flush()
        yield Path(file.name)


def forget_upload(made: ComplaintImport) -> None:
    """The upload holds what is never imported, reporters among it: it does not outlive the import."""
    stored = db.session.get(StoredFile, made.file_id) if made.file_id else None
    made.file_id = None
    db.session.flush()
    if stored is not None:
        discard(stored)
