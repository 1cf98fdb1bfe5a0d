"""Making an archive while the system is in use."""

import io
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import current_app

from app.backup.archive import ANCHORS, DATABASE, ArchiveWriter
from app.backup.beside import BESIDE, FOLDER
from app.backup.engines import copy_of
from app.backup.manifest import FILES, Manifest
from app.db import db, utc_now
from app.files.actions import blob_store
from app.files.storage import BlobStore


@dataclass(frozen=True)
class Made:
    """A finished archive."""

    path: Path
    size: int  # bytes
    manifest: Manifest


def create(folder: Path) -> Made:
    """Write an archive into `folder`, named by the moment (UTC).

    Files go before the database: whatever the copy of the database names was there before and is in the archive, also
    when it is discarded meanwhile. So does what other packages keep beside: what wanders into the database meanwhile is
    in both, and never in neither. Files that came while others were being read are added afterwards.
    """
    now = utc_now()
    path = folder / f"renaksi-{now:%Y%m%dT%H%M%S}Z.tar"
    blobs, copier = blob_store(), copy_of(db.engine)
    with ArchiveWriter(path) as archive:
        for blob, _written in blobs.blobs():
            _add_blob(archive, blobs, blob)
        _add_beside(archive)
        with TemporaryDirectory(dir=folder) as scratch:
            copy = Path(scratch) / DATABASE[copier.name]
            snapshot = copier.copy_to(copy)
            with copy.open("rb") as file:
                archive.add(copy.name, file)
        for blob in snapshot.files:
            if FILES + blob not in archive.members:
                _add_blob(archive, blobs, blob)
        _add_anchors(archive)
        lacking = sorted(
            blob
            for blob, sha256 in snapshot.files.items()
            if FILES + blob not in archive.members or archive.members[FILES + blob].sha256 != sha256
        )
        manifest = Manifest(
            now, copier.name, snapshot.revision, snapshot.rows, archive.members, tuple(lacking)
        )
        archive.finish(manifest)
    return Made(path, path.stat().st_size, manifest)


def _add_blob(archive: ArchiveWriter, blobs: BlobStore, blob: str) -> None:
    try:
        file = blobs.open(blob)
    except FileNotFoundError:  # discarded a moment ago, or lost long since: `flask files check` tells
        return
    with file:
        archive.add(FILES + blob, file)


def _add_beside(archive: ArchiveWriter) -> None:
    for name, beside in BESIDE.items():
        content = beside.read()
        if content is not None:
            archive.add(FOLDER + name, io.BytesIO(content))


def _add_anchors(archive: ArchiveWriter) -> None:
    path = Path(str(current_app.config["AUDIT_ANCHOR_FILE"]))
    if path.exists():
        with path.open("rb") as file:
            archive.add(ANCHORS, file)
