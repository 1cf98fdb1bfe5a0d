"""How connections are opened and transactions begun.

SQLite's driver default loses updates without an error; so the driver never begins a transaction itself, and a
transaction that may write takes the write lock at once (`BEGIN IMMEDIATE`). PostgreSQL needs none of it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from typing import Any

from sqlalchemy import Connection, Engine, event

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
        "busy_timeout=15000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _read_only.get() else "BEGIN IMMEDIATE")
