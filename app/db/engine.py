"""How connections are opened and transactions begun.

SQLite's driver default loses updates without an error; so the driver never begins a transaction itself, and a
transaction that may write takes the write lock at once (`BEGIN IMMEDIATE`). Threads of one process queue for that lock
here: SQLite itself lets whoever waits sleep, up to a tenth of a second at a time, and look again. PostgreSQL needs none
of it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, event

from app.db.turns import BUSY_SECONDS, QueueingConnection

# Writing is the safe default: only a request that promises to read (GET, HEAD, OPTIONS) begins a lighter transaction.
_read_only: ContextVar[bool] = ContextVar("read_only", default=False)


@contextmanager
def reading() -> Iterator[None]:
    """Transactions begun inside take no write lock on SQLite."""
    token = _read_only.set(True)
    try:
        yield
    finally:
        _read_only.reset(token)


def set_read_only(value: bool) -> Token[bool]:
    """Declare whether what follows in this context only reads; hand the token to `restore_read_only`."""
    return _read_only.set(value)


def restore_read_only(token: Token[bool]) -> None:
    """End what `set_read_only` began."""
    _read_only.reset(token)


@event.listens_for(Engine, "do_connect")
def _queue_up(dialect: Dialect, _record: Any, _arguments: Any, options: dict[str, Any]) -> None:
    if dialect.name == "sqlite":
        options.setdefault("factory", QueueingConnection)


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if _read_only.get():
        connection.exec_driver_sql("BEGIN")
        return
    raw: Any = connection.connection.dbapi_connection
    if isinstance(raw, QueueingConnection):
        raw.take_turn()
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except BaseException:
        if isinstance(raw, QueueingConnection):
            raw.end_turn()
        raise
