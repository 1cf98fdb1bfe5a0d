"""Checking an archive: every byte, the database itself, and that every file it names is there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.backup.archive import DATABASE, ArchiveReader
from app.backup.engines import DatabaseCopy, Snapshot, copy_of
from app.backup.manifest import FILES, Manifest
from app.backup.problems import BackupError, DamagedBackup
from app.db import db


@dataclass(frozen=True)
class Verified:
    """An archive that is whole."""

    manifest: Manifest
    files: int


@dataclass(frozen=True)
class Opened:
    """A verified archive with its database laid out, ready to be restored."""

    archive: ArchiveReader
    manifest: Manifest
    database: Path
    copier: DatabaseCopy


def verify(path: Path) -> Verified:
    """Open an archive and check it. Raises `DamagedBackup`."""
    with opened(path) as found:
        return Verified(found.manifest, len(found.manifest.blobs))


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """The archive, checked; its database lies in a scratch folder beside it."""
    with ArchiveReader(path) as archive:
        manifest = archive.check()
        copier = copy_of(db.engine)
        if copier.name != manifest.engine:
            raise BackupError(
                f"the archive was made from {manifest.engine}; DATABASE_URL names {copier.name}"
            )
        with TemporaryDirectory(prefix="renaksi-backup-") as scratch:
            database = Path(scratch) / DATABASE[manifest.engine]
            with archive.open(database.name) as packed, database.open("wb") as file:
                shutil.copyfileobj(packed, file, 1 << 20)
            snapshot = copier.inspect(database)
            if snapshot is not None:
                _compare(manifest, snapshot)
            yield Opened(archive, manifest, database, copier)


def _compare(manifest: Manifest, snapshot: Snapshot) -> None:
    if dict(snapshot.rows) != dict(manifest.rows) or snapshot.revision != manifest.revision:
        raise DamagedBackup("the database does not hold what the list of contents says")
    for blob, sha256 in snapshot.files.items():
        member = manifest.members.get(FILES + blob)
        if (member is None or member.sha256 != sha256) and blob not in manifest.lacking:
            raise DamagedBackup(f"the database names a file that is not in the archive: {blob}")
