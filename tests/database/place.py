"""Where test databases and their templates lie: in memory, if there is enough of it, as every test commits for real."""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of our own is made in it
# The template that every test of `app` starts from: all tables, no rows.
MIGRATED = "migrated"

ENOUGH_BYTES = 2 * 1024**3


def fresh_folder(prefix: str) -> Path:
    """An empty folder; whoever asks for it removes it."""
    return Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY if _is_roomy() else None))


def _is_roomy() -> bool:
    """Containers often have 64 MiB there, which a database server overruns."""
    return os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES
