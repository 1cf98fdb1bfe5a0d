"""One SQLite file per test process; a test's fresh database is a copy of the migrated template file."""

import shutil
import sqlite3
from pathlib import Path


class SqliteDatabase:
    """The file under test and the template it is copied from."""

    engine_name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._file = folder / "test.sqlite3"
        self._template = folder / "template.sqlite3"

    @property
    def url(self) -> str:
        """The address to put in `DATABASE_URL`; the same for every test."""
        return f"sqlite:///{self._file}"

    def empty(self) -> None:
        """Start from nothing at all, not even tables."""
        for suffix in ("", "-wal", "-shm"):
            self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)

    def keep_as_template(self) -> None:
        """Remember the present content; no connection may be open."""
        connection = sqlite3.connect(self._file)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copyfile(self._file, self._template)

    def reset(self) -> None:
        """Go back to the template; no connection may be open."""
        self.empty()
        shutil.copyfile(self._template, self._file)

    def drop(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self._file.parent)
