"""Where a running job shows how far it is, and where one tells it to stop.

A job's own transaction commits only at its end, so progress needs another way out. On PostgreSQL that is a second
connection that updates the job's row. SQLite has one writer at a time, and the job may be it: there the notes go to a
small file beside, whose loss costs nothing.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from flask import current_app
from sqlalchemy import Engine, select, update

from app.db import db
from app.jobs.models import Job


@dataclass(frozen=True)
class Note:
    """What is known of a running job besides its row."""

    done: int
    total: int
    message: str
    lease_until: datetime | None
    cancelled: bool


class Board(Protocol):
    """Notes by job id. Nothing here waits for the job's own transaction."""

    def report(self, job_id: str, token: str, done: int, total: int, message: str) -> None: ...

    def renew(self, job_id: str, token: str, until: datetime) -> None: ...

    def ask_to_stop(self, job_id: str) -> None: ...

    def look(self, job_id: str) -> Note | None: ...

    def clear(self, job_id: str) -> None: ...


class RowBoard:
    """The job's own row, through a connection apart."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def report(self, job_id: str, token: str, done: int, total: int, message: str) -> None:
        self._update(job_id, token, {"done": done, "total": total, "message": message})

    def renew(self, job_id: str, token: str, until: datetime) -> None:
        self._update(job_id, token, {"lease_until": until})

    def ask_to_stop(self, job_id: str) -> None:
        """The request that asks has set `cancel_requested` on the row already."""

    def look(self, job_id: str) -> Note | None:
        table = Job.__table__.c
        columns = (table.done, table.total, table.message, table.lease_until, table.cancel_requested)
        with self._engine.connect() as connection:
            row = connection.execute(select(*columns).where(table.id == job_id)).one_or_none()
        return Note(*row) if row else None

    def clear(self, job_id: str) -> None:
        """Nothing beside the row."""

    def _update(self, job_id: str, token: str, values: dict[str, object]) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                update(Job.__table__)  # type: ignore[arg-type]  # a Table is accepted
                .where(Job.__table__.c.id == job_id, Job.__table__.c.lease_token == token)
                .values(**values)
            )


class FileBoard:
    """A small SQLite file of its own; not synced, because everything in it is only for the next seconds."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def report(self, job_id: str, token: str, done: int, total: int, message: str) -> None:
        del token  # a stale worker may show a wrong bar for a moment; it cannot finish
        self._write("done = ?, total = ?, message = ?", (done, total, message), job_id)

    def renew(self, job_id: str, token: str, until: datetime) -> None:
        del token
        self._write("lease_until = ?", (until.isoformat(),), job_id)

    def ask_to_stop(self, job_id: str) -> None:
        self._write("cancelled = ?", (1,), job_id)

    def look(self, job_id: str) -> Note | None:
        with self._open() as connection:
            row = connection.execute(
                "SELECT done, total, message, lease_until, cancelled FROM note WHERE job_id = ?", (job_id,)
            ).fetchone()
        if row is None:
            return None
        until = datetime.fromisoformat(row[3]) if row[3] else None
        return Note(row[0], row[1], row[2], until, bool(row[4]))

    def clear(self, job_id: str) -> None:
        with self._open() as connection:
            connection.execute("DELETE FROM note WHERE job_id = ?", (job_id,))

    def _write(self, assignments: str, values: tuple[object, ...], job_id: str) -> None:
        with self._open() as connection:
            connection.execute("INSERT OR IGNORE INTO note (job_id) VALUES (?)", (job_id,))
            # The assignments are the literals above; only values come from outside.
            connection.execute(f"UPDATE note SET {assignments} WHERE job_id = ?", (*values, job_id))  # noqa: S608

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=5)
        try:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS note (job_id TEXT PRIMARY KEY, done INTEGER NOT NULL DEFAULT 0,"
                " total INTEGER NOT NULL DEFAULT 0, message TEXT NOT NULL DEFAULT '', lease_until TEXT,"
                " cancelled INTEGER NOT NULL DEFAULT 0)"
            )
            with connection:
                yield connection
        finally:
            connection.close()


def board() -> Board:
    """The board that suits the engine in use."""
    if db.engine.dialect.name == "sqlite":
        return FileBoard(Path(str(current_app.config["JOBS_BOARD_FILE"])))
    return RowBoard(db.engine)
