"""Beginning an upload, adding a piece, reading the whole, sweeping what nobody finished."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import IO

from sqlalchemy import func, select

from app.access import Actor
from app.db import after_commit, db, utc_now
from app.files.actions import blob_store, size_limit
from app.files.kinds import ACCEPTED, EXTENSIONS, Purpose
from app.files.labels import kinds_text, size_text
from app.files.pieces.models import Upload
from app.files.refusal import RefusalReason, RefusedFile
from app.files.storage import CHUNK

PIECE = 256 * 1024  # bytes; some seconds on a poor line
KEPT = timedelta(days=1)
MOST_UNDER_WAY = 40  # unfinished uploads of one person


class OutOfStep(Exception):
    """The piece does not begin where the last one ended; `received` says where to go on."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


class PiecesGone(Exception):
    """The pieces are not in the store any more (swept, or a restored backup): begin again."""


def begin_upload(
    actor: Actor, government_id: str, target: str, filename: str, size: int, purpose: Purpose
) -> Upload:
    """Note that a file is coming. Raises `RefusedFile` for what could only be refused at the end."""
    limit = size_limit(purpose)
    if size <= 0:
        raise RefusedFile(RefusalReason.EMPTY)
    if size > limit:
        raise RefusedFile(RefusalReason.TOO_LARGE, limit=size_text(limit))
    kinds = sorted(kind.value for kind in ACCEPTED[purpose])
    if not any(filename.lower().endswith(EXTENSIONS[kind]) for kind in ACCEPTED[purpose]):
        raise RefusedFile(RefusalReason.TYPE_NOT_ALLOWED, accepted=kinds_text(kinds))
    mine = (Upload.created_by == actor.user_id, Upload.finished_as.is_(None))
    if (db.session.scalar(select(func.count()).select_from(Upload).where(*mine)) or 0) >= MOST_UNDER_WAY:
        oldest = db.session.scalars(select(Upload).where(*mine).order_by(Upload.created_at).limit(1)).one()
        _forget(oldest)
    upload = Upload(
        government_id=government_id,
        created_by=actor.user_id,
        target=target,
        filename=filename[-200:],
        size=size,
        received=0,
        pieces=0,
    )
    db.session.add(upload)
    db.session.flush()
    return upload


def add_piece(upload: Upload, offset: int, stream: IO[bytes]) -> None:
    """Keep the next piece. A piece that came twice raises `OutOfStep` with the place to go on; nothing is doubled."""
    upload = _locked(upload)
    if offset != upload.received or upload.finished_as is not None:
        raise OutOfStep(upload.received)
    blobs = blob_store()
    with blobs.receive(stream, min(PIECE, upload.size - upload.received)) as received:
        # A crash before the commit leaves a piece that the next try replaces.
        blobs.place(_name(upload, upload.pieces), received)
        upload.received += received.size
        upload.pieces += 1
    db.session.flush()


class Whole:
    """The pieces of a complete upload, one after the other, to be read like a file. Raises `PiecesGone`."""

    def __init__(self, upload: Upload) -> None:
        if upload.received != upload.size:
            raise OutOfStep(upload.received)
        self._parts = self._read(upload)

    def read(self, _size: int = CHUNK) -> bytes:
        """The next bytes, none at the end."""
        return next(self._parts, b"")

    @staticmethod
    def _read(upload: Upload) -> Iterator[bytes]:
        blobs = blob_store()
        for number in range(upload.pieces):
            try:
                with blobs.open(_name(upload, number)) as piece:
                    yield piece.read()
            except FileNotFoundError as error:
                raise PiecesGone(upload.id) from error


def finish_upload(upload: Upload, record_id: str) -> None:
    """Note what the file became; asking again finds it. The pieces go after the commit."""
    upload.finished_as = record_id
    db.session.flush()
    _remove_pieces(upload)


def sweep_uploads() -> int:
    """Forget uploads that began more than a day ago, finished or not; how many."""
    old = db.session.scalars(select(Upload).where(Upload.created_at < utc_now() - KEPT)).all()
    for upload in old:
        _forget(upload)
    return len(old)


def _forget(upload: Upload) -> None:
    db.session.delete(upload)
    db.session.flush()
    _remove_pieces(upload)


def _remove_pieces(upload: Upload) -> None:
    # One more than is known: a piece may have been placed by a request that never committed.
    names = [_name(upload, number) for number in range(upload.pieces + 1)]
    blobs = blob_store()

    def remove() -> None:
        for name in names:
            blobs.remove(name)
        if blobs.is_local:
            folder = Path(blobs.root) / names[0]
            if folder.parent.is_dir() and not any(folder.parent.iterdir()):
                folder.parent.rmdir()

    after_commit(remove)


def _locked(upload: Upload) -> Upload:
    return db.session.scalars(
        select(Upload)
        .where(Upload.id == upload.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _name(upload: Upload, number: int) -> str:
    return f"uploads/{upload.id}/{number:05d}"
