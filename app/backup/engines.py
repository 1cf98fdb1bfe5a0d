"""What differs between the two engines: taking a consistent copy, checking it, putting it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from app.backup.problems import BackupError


@dataclass(frozen=True)
class Snapshot:
    """What the database held at the moment of the copy. `files` maps a blob to its SHA-256."""

    revision: str
    rows: Mapping[str, int]
    files: Mapping[str, str]


class DatabaseCopy(Protocol):
    """One engine's way of doing it."""

    name: str

    def copy_to(self, path: Path) -> Snapshot:
        """Write a consistent copy while others work, and say what is in it."""

    def inspect(self, path: Path) -> Snapshot | None:
        """Check a copy and say what is in it; None when only restoring could tell. Raises `DamagedBackup`."""

    def is_empty(self) -> bool:
        """Whether the database holds no row of ours."""

    def put_back(self, path: Path, tables: frozenset[str]) -> None:
        """Replace the database by the copy, which has these tables, in one transaction."""


def copy_of(engine: Engine) -> DatabaseCopy:
    """The way of this engine."""
    from app.backup.postgresql import PostgresqlCopy
    from app.backup.sqlite import SqliteCopy

    if engine.dialect.name == "sqlite":
        return SqliteCopy(engine)
    if engine.dialect.name == "postgresql":
        return PostgresqlCopy(engine)
    raise BackupError(f"there is no backup for {engine.dialect.name}")
