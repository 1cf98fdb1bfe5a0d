"""Looking after the kept files: what is in the table but not in the store, and the other way round."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select

from app.db import db, utc_now
from app.files.actions import blob_store
from app.files.models import StoredFile
from app.files.storage import CHUNK, BlobStore

# What was written a moment ago may belong to a request that has not committed yet.
YOUNG = timedelta(hours=1)


@dataclass
class Findings:
    """What `flask files check` found. Rows are named by their id, blobs by their name."""

    rows: int = 0
    blobs: int = 0
    missing: list[str] = field(default_factory=list)  # rows without blob
    altered: list[str] = field(default_factory=list)  # rows whose blob has another SHA-256
    orphans: list[str] = field(default_factory=list)  # blobs without row, older than an hour
    leftovers: list[str] = field(default_factory=list)  # half-received files, older than an hour

    @property
    def in_order(self) -> bool:
        return not (self.missing or self.altered or self.orphans or self.leftovers)


def check_files(*, repair: bool = False, content: bool = True) -> Findings:
    """Compare every row with its blob. `repair` removes orphans and leftovers; lost content can only be restored.

    Without `content` the bytes are not read: a look at the names, however much is kept.
    """
    blobs, findings = blob_store(), Findings()
    known: set[str] = set()
    for row_id, blob, sha256 in _rows():
        findings.rows += 1
        known.add(blob)
        found = _digest(blobs, blob) if content else sha256 if blobs.has(blob) else None
        if found is None:
            findings.missing.append(row_id)
        elif found != sha256:
            findings.altered.append(row_id)
    _find_loose(blobs, known, findings, repair=repair)
    return findings


def _find_loose(blobs: BlobStore, known: set[str], findings: Findings, *, repair: bool) -> None:
    """What is in the store and belongs to no row."""
    before = utc_now() - YOUNG
    for blob, written in blobs.blobs():
        findings.blobs += 1
        if blob not in known and (written is None or written < before):
            findings.orphans.append(blob)
    old = [path for path, written in blobs.leftovers() if written < before]
    findings.leftovers = [path.name for path in old]
    if repair:
        for blob in findings.orphans:
            blobs.remove(blob)
        for path in old:
            path.unlink(missing_ok=True)


def _rows() -> Iterator[tuple[str, str, str]]:
    statement = select(StoredFile.id, StoredFile.blob, StoredFile.sha256).order_by(StoredFile.id)
    for row in db.session.execute(statement.execution_options(yield_per=1000)):
        yield row[0], row[1], row[2]


def _digest(blobs: BlobStore, blob: str) -> str | None:
    digest = hashlib.sha256()
    try:
        with blobs.open(blob) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return None
    return digest.hexdigest()
