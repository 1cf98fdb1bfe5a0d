"""Alembic as Renaksi uses it: numbered files, one transaction per upgrade, and no row lost on the way.

Three things that a plain set-up gets wrong:

- SQLite changes a table by copying it. With foreign keys enforced, dropping the old copy deletes the rows of every
  table that cascades from it, without an error. So they are off while migrations run (the pragma has no effect inside
  a transaction, hence before it), and every step ends with `PRAGMA foreign_key_check` instead.
- Several web servers may start at once and all call `flask db upgrade`. The first takes a lock, the others wait and
  then find nothing left to do.
- Two people may each add a migration. `head.txt` names the newest one, so that their branches conflict when merged.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import Script
from flask import Flask
from flask_alembic import Alembic
from sqlalchemy import JSON, Column, Connection
from sqlalchemy.types import TypeDecorator

FOLDER = Path(__file__).parents[2] / "migrations"
VERSIONS = FOLDER / "versions"
HEAD_FILE = FOLDER / "head.txt"

# Any constant will do, as long as no other program on the same database uses it: "renaksi" in ASCII.
_ADVISORY_LOCK = 0x72656E616B7369


class OrphanedRowsError(RuntimeError):
    """A migration left rows that point at nothing; the whole upgrade is rolled back."""


class Migrations(Alembic):
    """The `flask db` commands."""

    def init_app(self, app: Flask) -> None:
        """Bind to the application; its own `ALEMBIC` and `ALEMBIC_CONTEXT` settings win over these."""
        app.config["ALEMBIC"] = {
            "script_location": str(FOLDER),
            "version_locations": [str(VERSIONS)],
            "file_template": "%%(rev)s_%%(slug)s",
        } | app.config.get("ALEMBIC", {})
        app.config["ALEMBIC_CONTEXT"] = {
            "render_as_batch": True,
            "compare_type": True,
            "compare_server_default": _defaults_differ,
            # The engine emits BEGIN itself (engine.py), so SQLite rolls back schema changes like PostgreSQL does.
            "transactional_ddl": True,
            "render_item": _without_own_types,
            "on_version_apply": _refuse_orphans,
        } | app.config.get("ALEMBIC_CONTEXT", {})
        super().init_app(app)

    def rev_id(self) -> str:
        """The next free number, four digits."""
        newest = max((int(script.revision) for script in self.heads()), default=0)
        return f"{newest + 1:04d}"

    def revision(self, message: str, *args: Any, **kwargs: Any) -> list[Script | None]:
        """Write a new migration and name it in the head file. There is one line of migrations, so no branches."""
        options = dict(
            zip(("empty", "branch", "parent", "splice", "depend", "label", "path"), args, strict=False)
        )
        options |= kwargs
        options["branch"] = ""
        options["path"] = options.get("path") or str(VERSIONS)
        scripts = super().revision(message, **options)
        for script in scripts:
            if script is not None:
                HEAD_FILE.write_text(f"{Path(script.path).stem}\n")
        return scripts

    def release(self) -> None:
        """Let go of the database before the application context ends, which does the same."""
        self._get_cache().clear()

    def run_migrations(
        self,
        fn: Callable[[str | list[str] | tuple[str, ...], MigrationContext], list[MigrationStep]],
        **kwargs: Any,
    ) -> None:
        """Run what `fn` chooses, alone, with nothing cascading on SQLite."""
        connection = self.migration_context.connection
        if connection is None:
            raise RuntimeError("migrations need a database connection")
        with _alone(connection), _nothing_cascades(connection):
            super().run_migrations(fn, **kwargs)


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """On PostgreSQL one migration run at a time; on SQLite `BEGIN IMMEDIATE` already sees to it."""
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.exec_driver_sql(f"SELECT pg_advisory_lock({_ADVISORY_LOCK})")
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_ADVISORY_LOCK})")
        connection.commit()


@contextmanager
def _nothing_cascades(connection: Connection) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.rollback()
    _set_foreign_keys(connection, "OFF")
    try:
        yield
    finally:
        connection.rollback()
        _set_foreign_keys(connection, "ON")


def _set_foreign_keys(connection: Connection, state: Literal["ON", "OFF"]) -> None:
    """Past SQLAlchemy, which would begin a transaction, in which the pragma is silently ignored."""
    raw = connection.connection.dbapi_connection
    if raw is None:
        raise RuntimeError("the migration connection is closed")
    cursor = raw.cursor()
    cursor.execute(f"PRAGMA foreign_keys={state}")
    if cursor.execute("PRAGMA foreign_keys").fetchone()[0] != (state == "ON"):
        raise RuntimeError("SQLite did not change foreign_keys; is a transaction open?")
    cursor.close()


def _refuse_orphans(ctx: MigrationContext, **_details: Any) -> None:
    if ctx.connection is None or ctx.connection.dialect.name != "sqlite":
        return
    orphans = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        tables = ", ".join(sorted({f"{row[0]} → {row[2]}" for row in orphans}))
        raise OrphanedRowsError(f"{len(orphans)} rows point at nothing after this migration: {tables}")


def _defaults_differ(
    _context: MigrationContext,
    _inspected: Any,
    column: Column[Any],
    in_database: str | None,
    _in_model: Any,
    rendered: str | None,
) -> bool | None:
    """Of JSON only the text is compared: PostgreSQL cannot tell whether two JSON values are equal. None: as usual."""
    if not isinstance(column.type, JSON) or in_database is None or rendered is None:
        return None
    return in_database.partition("::")[0].strip("'") != rendered.strip("'")


def _without_own_types(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Migrations stand alone: they name the plain type under our own and Flask-Security's column types."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False
