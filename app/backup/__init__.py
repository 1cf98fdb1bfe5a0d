"""Backups: one archive with the database, every kept file and a list of checksums; and the way back.

The secrets of the installation (`.env`) are not in it: without them a restored audit log cannot be checked, so they are
kept apart, elsewhere.
"""

from app.backup.creating import Made, create
from app.backup.problems import BackupError, DamagedBackup, TargetNotEmpty
from app.backup.restoring import Restored, restore
from app.backup.verifying import Verified, verify

__all__ = [
    "BackupError",
    "DamagedBackup",
    "Made",
    "Restored",
    "TargetNotEmpty",
    "Verified",
    "create",
    "restore",
    "verify",
]
