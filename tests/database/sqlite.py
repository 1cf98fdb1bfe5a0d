"""One SQLite file per test process; a test's fresh database is a copy of the migrated template file."""

import shutil
import sqlite3
from pathlib import Path

from tests.database.place import MIGRATED


class SqliteDatabase:
    """The file under test and the template it is copied from."""

    engine_name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._file = folder / "test.sqlite3"

    @property
    def url(self) -> str:
        """The address to put in `DATABASE_URL`; the same for every test."""
        return f"sqlite:///{self._file}"

    def empty(self) -> None:
        """Start from nothing at all, not even tables."""
        for suffix in ("", "-wal", "-shm"):
            self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)

    def keep(self, name: str = MIGRATED) -> None:
        """Remember the present content under this name; no connection may be open."""
        connection = sqlite3.connect(self._file)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copyfile(self._file, self._template(name))

    def reset(self, name: str = MIGRATED) -> None:
        """Go back to what was kept; no connection may be open."""
        self.empty()
        shutil.copyfile(self._template(name), self._file)

    def _template(self, name: str) -> Path:
        return self._file.with_name(f"{name}.sqlite3")

    def drop(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self._file.parent)
