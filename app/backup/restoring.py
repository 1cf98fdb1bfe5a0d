"""Putting an archive back."""

from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from app.backup.archive import ANCHORS
from app.backup.beside import BESIDE, FOLDER
from app.backup.manifest import FILES
from app.backup.problems import BackupError, TargetNotEmpty
from app.backup.verifying import Opened, opened
from app.db import db
from app.extensions import alembic
from app.files.actions import blob_store


@dataclass(frozen=True)
class Restored:
    """What was put back. `behind`: the database is older than the program and wants `flask db upgrade`."""

    rows: int
    files: int
    behind: bool


def restore(path: Path, *, force: bool = False) -> Restored:
    """Verify an archive and put it into database and file store.

    Raises `DamagedBackup`, and `TargetNotEmpty` unless `force`; nothing was changed then. Files that are in the store
    and not in the archive stay: `flask files check --repair` removes them.
    """
    with opened(path) as found:
        known = {script.revision for script in alembic.script_directory.walk_revisions()}
        if found.manifest.revision not in known:
            raise BackupError(f"the archive is newer than this program (migration {found.manifest.revision})")
        alembic.release()
        if not force:
            _refuse_full_target(found)
        # Files first: at no moment does the database name one that is not there.
        _restore_files(found)
        found.copier.put_back(found.database, frozenset(found.manifest.rows))
        _restore_anchors(found)
        _restore_beside(found)
        behind = found.manifest.revision not in {script.revision for script in alembic.heads()}
        alembic.release()
        return Restored(sum(found.manifest.rows.values()), len(found.manifest.blobs), behind)


def _refuse_full_target(found: Opened) -> None:
    if not found.copier.is_empty():
        raise TargetNotEmpty("the database is not empty; --force replaces it")
    if any(True for _blob in blob_store().blobs()):
        raise TargetNotEmpty("the file store is not empty; --force adds to it")


def _restore_files(found: Opened) -> None:
    blobs = blob_store()
    for blob in found.manifest.blobs:
        size = found.manifest.members[FILES + blob].size
        with found.archive.open(FILES + blob) as content, blobs.receive(content, size) as received:
            blobs.place(blob, received)


def _restore_beside(found: Opened) -> None:
    for name, beside in BESIDE.items():
        if FOLDER + name in found.manifest.members:
            beside.put_back(found.archive.read(FOLDER + name))


def _restore_anchors(found: Opened) -> None:
    path = Path(str(current_app.config["AUDIT_ANCHOR_FILE"]))
    # Anchors that are there already may be newer, and then they tell that the log was set back.
    if ANCHORS in found.manifest.members and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(found.archive.read(ANCHORS))
    db.engine.dispose()
