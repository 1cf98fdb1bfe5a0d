"""PostgreSQL: pg_dump in its own format, of the same snapshot that the counts are taken from."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from app.backup.engines import Snapshot
from app.backup.problems import BackupError, DamagedBackup


class PostgresqlCopy:
    """A dump. The programs must be at least as new as the server; PG_BIN names their folder if PATH has older ones."""

    name = "postgresql"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def copy_to(self, path: Path) -> Snapshot:
        """Dump into `path`, from a snapshot that is held while rows are counted and the dump runs."""
        with self._engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            exported = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
            snapshot = _snapshot(connection)
            self._run("pg_dump", "--format=custom", f"--snapshot={exported}", "--no-owner", f"--file={path}")
        return snapshot

    def inspect(self, path: Path) -> None:
        """Decode the dump to its end. What is in it, only restoring could tell."""
        try:
            self._run("pg_restore", f"--file={os.devnull}", str(path))
        except BackupError as error:
            raise DamagedBackup(f"the dump cannot be read: {error}") from error

    def is_empty(self) -> bool:
        """No table, or only empty ones."""
        with self._engine.connect() as connection:
            return not any(_rows(connection).values())

    def put_back(self, path: Path, tables: frozenset[str]) -> None:
        """Drop what a later version has added, then restore in one transaction."""
        quote = self._engine.dialect.identifier_preparer.quote
        with self._engine.begin() as connection:
            for name in set(inspect(connection).get_table_names()) - tables - {"alembic_version"}:
                connection.execute(text(f"DROP TABLE {quote(name)} CASCADE"))
        self._engine.dispose()
        self._run(
            "pg_restore",
            *("--clean", "--if-exists", "--no-owner", "--no-privileges", "--exit-on-error"),
            *("--single-transaction", f"--dbname={self._engine.url.database}", str(path)),
        )

    def _run(self, program: str, *arguments: str) -> None:
        folder = os.environ.get("PG_BIN")
        found = shutil.which(program, path=folder) if folder else shutil.which(program)
        if found is None:
            raise BackupError(f"{program} is missing (Debian: postgresql-client)")
        done = subprocess.run(
            [found, *arguments], env=self._environment(), capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise BackupError(f"{program}: {_last_words(done.stderr.splitlines())}")

    def _environment(self) -> dict[str, str]:
        """How the programs reach the server; the password is not shown on the command line."""
        url = self._engine.url
        told = {
            "PGHOST": url.host or str(url.query.get("host", "")),
            "PGPORT": str(url.port or url.query.get("port", "")),
            "PGUSER": url.username,
            "PGPASSWORD": url.password,
            "PGDATABASE": url.database,
        }
        return {**os.environ, **{name: str(value) for name, value in told.items() if value}}


def _snapshot(connection: Connection) -> Snapshot:
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    files = connection.execute(text("SELECT blob, sha256 FROM stored_file")).all()
    return Snapshot(str(revision or ""), _rows(connection), {row.blob: row.sha256 for row in files})


def _rows(connection: Connection) -> dict[str, int]:
    names = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})
    quote = connection.dialect.identifier_preparer.quote
    # Names of tables out of the schema itself.
    return {
        name: connection.execute(text(f"SELECT count(*) FROM {quote(name)}")).scalar_one()  # noqa: S608
        for name in names
    }


def _last_words(lines: Sequence[str]) -> str:
    return next(
        (line for line in reversed(lines) if "error" in line.lower()), lines[-1] if lines else "failed"
    )
