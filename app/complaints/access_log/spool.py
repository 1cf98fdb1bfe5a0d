"""Entries that wait until the database has time for them, in an SQLite file of their own that survives a power cut."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import current_app

Entry = dict[str, Any]  # as JSON can hold it, with its id


class Spool:
    """A file of entries by id. Entries are removed only after they were committed elsewhere."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, entry: Entry) -> None:
        """Keep an entry; when this returns it is on the disk."""
        with self._open() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO waiting (id, content) VALUES (?, ?)",
                (entry["id"], json.dumps(entry)),
            )

    def waiting(self) -> list[Entry]:
        """All that wait, the oldest first."""
        if not self._path.exists():
            return []
        with self._open() as connection:
            rows = connection.execute("SELECT content FROM waiting ORDER BY rowid").fetchall()
        return [json.loads(row[0]) for row in rows]

    def remove(self, ids: Iterable[str]) -> None:
        """Forget entries that are in the database now."""
        with self._open() as connection:
            connection.executemany("DELETE FROM waiting WHERE id = ?", [(each,) for each in ids])

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=5)
        try:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS waiting (id TEXT PRIMARY KEY, content TEXT NOT NULL)"
            )
            with connection:
                yield connection
        finally:
            connection.close()


def to_archive() -> bytes | None:
    """All that wait, for a backup; None if nothing does."""
    waiting = spool().waiting()
    return json.dumps(waiting).encode() if waiting else None


def from_archive(content: bytes) -> None:
    """Let what waited in a backup wait again; what the database has already it passes over."""
    for entry in json.loads(content):
        spool().add(entry)


def spool() -> Spool:
    """The file of this installation (`ACCESS_LOG_SPOOL`)."""
    return Spool(Path(str(current_app.config["ACCESS_LOG_SPOOL"])))
