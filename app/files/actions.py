"""Keeping files."""

import io
import logging
from functools import partial
from pathlib import Path
from typing import IO, cast

from flask import current_app
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.access import Actor
from app.db import after_commit, as_system, db
from app.files.inspection import inspect
from app.files.kinds import ACCEPTED, MEDIA_TYPES, FileKind, Purpose
from app.files.models import StoredFile
from app.files.photos import as_jpeg
from app.files.pictures import forget_picture
from app.files.rules import display_name
from app.files.scanning import scanner
from app.files.storage import BlobStore, Received

logger = logging.getLogger(__name__)

_NEW_BLOBS = "files_new_blobs"


def blob_store() -> BlobStore:
    """The store that `FILES_URL` names."""
    return BlobStore(str(current_app.config["FILES_URL"]), Path(current_app.instance_path) / "incoming")


def size_limit(purpose: Purpose) -> int:
    """The largest accepted file for a purpose, in bytes."""
    is_table = purpose in (Purpose.IMPORT, Purpose.COMPLAINTS, Purpose.WORKBOOKS)
    name = "MAX_IMPORT_BYTES" if is_table else "MAX_EVIDENCE_BYTES"
    return int(current_app.config[name])


def store(actor: Actor, government_id: str, stream: IO[bytes], filename: str, purpose: Purpose) -> StoredFile:
    """Keep an uploaded file of a government and answer its row (flushed, not committed). A HEIC photo is kept as JPEG.

    The caller has checked the actor's right. Raises `RefusedFile`, whose `message` is for the person; nothing is left
    behind then, nor when the transaction is rolled back later.
    """
    blobs = blob_store()
    with blobs.receive(stream, size_limit(purpose)) as received:
        kind = inspect(received.path, ACCEPTED[purpose], filename)
        if kind is FileKind.HEIC:
            made = io.BytesIO(as_jpeg(received.path))
            return store(actor, government_id, made, f"{Path(filename).stem}.jpg", purpose)
        state = scanner().scan(received.path)
        record = StoredFile(
            government_id=government_id,
            blob=_place(blobs, government_id, received),
            sha256=received.sha256,
            size=received.size,
            media_type=MEDIA_TYPES[kind],
            original_name=display_name(filename, kind),
            purpose=purpose.value,
            scan_state=state,
            created_by=actor.user_id,
        )
        db.session.add(record)
        db.session.flush()
    return record


def store_generated(
    actor: Actor, government_id: str, content: bytes, filename: str, kind: FileKind
) -> StoredFile:
    """Keep a document that Renaksi made itself; its bytes are trusted and not inspected, whatever their size."""
    blobs = blob_store()
    with blobs.receive(io.BytesIO(content), len(content)) as received:
        record = StoredFile(
            government_id=government_id,
            blob=_place(blobs, government_id, received),
            sha256=received.sha256,
            size=received.size,
            media_type=MEDIA_TYPES[kind],
            original_name=display_name(filename, kind),
            purpose=Purpose.DOCUMENT.value,
            created_by=actor.user_id,
        )
        db.session.add(record)
        db.session.flush()
    return record


def discard(record: StoredFile) -> None:
    """Remove a row; its blob, unless another row shares it, and its picture go after the commit.

    The caller has checked the right.
    """
    blob, sha256 = record.blob, record.sha256
    db.session.delete(record)
    db.session.flush()
    blobs = blob_store()
    after_commit(lambda: _remove_unshared(blobs, blob))
    after_commit(partial(forget_picture, sha256))


def read(record: StoredFile) -> bytes:
    """The content; `FileNotFoundError` if the blob is gone."""
    with blob_store().open(record.blob) as file:
        return file.read()


def _place(blobs: BlobStore, government_id: str, received: Received) -> str:
    shared = _shared_blob(government_id, received.sha256)
    # Giving a lost file again mends it instead of sharing the loss.
    return shared if shared is not None and blobs.has(shared) else _keep(blobs, received)


def _shared_blob(government_id: str, sha256: str) -> str | None:
    # The lock keeps a simultaneous discard of that row waiting, so that its blob is not taken from under this one.
    found = (
        select(StoredFile.blob)
        .where(StoredFile.government_id == government_id, StoredFile.sha256 == sha256)
        .order_by(StoredFile.created_at.desc())
    )
    return db.session.scalars(found.limit(1).with_for_update()).one_or_none()


def _keep(blobs: BlobStore, received: Received) -> str:
    blob = blobs.keep(received)
    new = cast(list[tuple[BlobStore, str]], db.session.info.setdefault(_NEW_BLOBS, []))
    new.append((blobs, blob))
    return blob


def _remove_unshared(blobs: BlobStore, blob: str) -> None:
    with as_system():
        shared = db.session.scalars(select(StoredFile.id).where(StoredFile.blob == blob).limit(1)).first()
        db.session.rollback()  # ends the reading transaction that this look began
    if shared is None:
        try:
            blobs.remove(blob)
        except OSError:
            # The row is gone for good; what is left of the file shows in the next check.
            logger.warning("blob %s could not be removed", blob, exc_info=True)


@event.listens_for(Session, "after_commit")
def _forget_new_blobs(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_NEW_BLOBS, None)


@event.listens_for(Session, "after_rollback")
def _remove_new_blobs(session: Session) -> None:
    if session.in_nested_transaction():  # a savepoint: what was kept before it still stands
        return
    for blobs, blob in session.info.pop(_NEW_BLOBS, []):
        blobs.remove(blob)
