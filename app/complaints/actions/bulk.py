"""Many rows into one table, past the ORM and past per-value type conversion: an import's largest cost otherwise."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, Table, insert

from app.db import UtcDateTime, db


def insert_rows(table: Any, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows whose values stand in the order of `names`; moments are aware and in UTC.

    PostgreSQL takes them by COPY, SQLite by one prepared statement; any other engine by SQLAlchemy's own
    executemany.
    """
    if not rows:
        return
    connection = db.session.connection()
    match connection.dialect.name:
        case "postgresql":
            _copy(connection, table, names, rows)
        case "sqlite":
            _prepared(connection, table, names, rows)
        case _:
            connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


def _copy(connection: Any, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    from psycopg import sql

    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with connection.connection.cursor().copy(statement) as copy:
        for row in rows:
            copy.write_row([value.value if isinstance(value, StrEnum) else value for value in row])


def _prepared(connection: Any, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    # A cache of two megabytes, SQLite's own default, makes every insert under a random key a walk to the
    # disk; with 64 a million rows would take more memory than an import may have (300 MB).
    connection.exec_driver_sql("PRAGMA cache_size = -32768")
    moments = [place for place, name in enumerate(names) if isinstance(table.c[name].type, UtcDateTime)]
    days = [place for place, name in enumerate(names) if isinstance(table.c[name].type, Date)]
    values = []
    for row in rows:
        value = list(row)
        for place in moments:
            if value[place] is not None:
                # As SQLAlchemy's dialect writes it: in UTC, and without saying so.
                value[place] = value[place].isoformat(" ", "microseconds")[:26]
        for place in days:
            value[place] = value[place].isoformat()
        values.append(tuple(value))
    columns, marks = ", ".join(names), ", ".join("?" * len(names))
    # Names of our own columns, never a value.
    statement = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608
    connection.exec_driver_sql(statement, values)
