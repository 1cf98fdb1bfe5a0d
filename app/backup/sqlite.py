"""SQLite: the online backup interface, which copies what is committed while others go on writing."""

import gzip
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from app.backup.engines import Snapshot
from app.backup.problems import BackupError, DamagedBackup

LEVEL = 5  # of compression: tables of text shrink to a fifth, and the processor has other things to do
BUSY = 15.0  # seconds to wait for others


class SqliteCopy:
    """A database file, compressed."""

    name = "sqlite"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._path = Path(str(engine.url.database))

    def copy_to(self, path: Path) -> Snapshot:
        """Copy the database into `path`."""
        with TemporaryDirectory(dir=path.parent) as folder:
            plain = Path(folder) / "copy.sqlite3"
            with closing(_open(self._path)) as source, closing(_open(plain)) as copy:
                source.backup(copy)  # in one step: a reader of the write-ahead log holds nobody up
                snapshot = _checked(copy)
            with plain.open("rb") as file, gzip.open(path, "wb", compresslevel=LEVEL) as packed:
                shutil.copyfileobj(file, packed, 1 << 20)
        return snapshot

    def inspect(self, path: Path) -> Snapshot:
        """Unpack, check every page, and count."""
        with _unpacked(path) as plain, closing(_open(plain)) as copy:
            return _checked(copy)

    def is_empty(self) -> bool:
        """No table, or only empty ones."""
        if not self._path.exists():
            return True
        with closing(_open(self._path)) as connection:
            return not any(_rows(connection).values())

    def put_back(self, path: Path, tables: frozenset[str]) -> None:
        """Copy back by the same interface: other connections see the old database or the new one."""
        del tables  # the whole file is replaced
        self._engine.dispose()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with _unpacked(path) as plain, closing(_open(plain)) as copy, closing(_open(self._path)) as target:
            try:
                copy.backup(target)
            except sqlite3.OperationalError as error:
                raise BackupError(f"the database is in use ({error}); stop web and worker first") from error


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY, isolation_level=None)


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    with TemporaryDirectory(dir=path.parent) as folder:
        plain = Path(folder) / "copy.sqlite3"
        try:
            with gzip.open(path, "rb") as packed, plain.open("wb") as file:
                shutil.copyfileobj(packed, file, 1 << 20)
        except (OSError, EOFError) as error:
            raise DamagedBackup("the database cannot be unpacked") from error
        yield plain


def _checked(connection: sqlite3.Connection) -> Snapshot:
    try:
        said = connection.execute("PRAGMA integrity_check").fetchall()
        if said != [("ok",)]:
            raise DamagedBackup(f"the database is damaged: {said[0][0]}")
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise DamagedBackup(f"{len(orphans)} rows of the database point at nothing")
        rows = _rows(connection)
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        files = connection.execute("SELECT blob, sha256 FROM stored_file").fetchall()
    except sqlite3.DatabaseError as error:
        raise DamagedBackup(f"the database cannot be read: {error}") from error
    return Snapshot(revision[0] if revision else "", rows, dict(files))


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name <> 'alembic_version' ORDER BY name"
    ).fetchall()
    # Names of tables out of the schema itself.
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in names
    }
