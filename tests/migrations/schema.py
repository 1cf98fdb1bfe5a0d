"""A database's schema as plain data, to compare two of them."""

import re
from typing import Any

from sqlalchemy import Connection, inspect, text

VERSION_TABLE = "alembic_version"
_ARRAY = re.compile(r"= ANY \(+ARRAY\[(.*?)\]\)*(::text\[\])?\)*")
_TYPE = re.compile(r"::(character varying|text|numeric|integer|bigint|double precision)(\[\])?")


def describe(connection: Connection) -> dict[str, Any]:
    """Every table with its columns, keys, unique sets, checks and indexes, in a stable order."""
    inspector = inspect(connection)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in inspector.get_columns(table)
            },
            "primary key": inspector.get_pk_constraint(table)["constrained_columns"],
            "foreign keys": sorted(
                (
                    key["name"],
                    key["constrained_columns"],
                    key["referred_table"],
                    key["referred_columns"],
                    sorted(key.get("options", {}).items()),
                )
                for key in inspector.get_foreign_keys(table)
            ),
            "unique": sorted(
                (key["name"], key["column_names"]) for key in inspector.get_unique_constraints(table)
            ),
            "checks": sorted(
                (str(check["name"]), plain(check["sqltext"]))
                for check in inspector.get_check_constraints(table)
            ),
            "indexes": sorted(
                (str(index["name"]), index["column_names"], bool(index["unique"]))
                for index in inspector.get_indexes(table)
            ),
        }
        for table in sorted(inspector.get_table_names())
        if table != VERSION_TABLE
    }


def triggers(connection: Connection) -> set[str]:
    """The names of all triggers: a table that SQLite copies loses them unless the migration makes them again."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    else:
        rows = connection.execute(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
    return {row[0] for row in rows}


SPELLED_OUT = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name",
    "postgresql": """
        SELECT concat_ws(' ', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
        UNION ALL
        SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        ORDER BY 1
    """,
}


def spelled_out(connection: Connection) -> str:
    """All tables, columns and constraints as the database itself writes them: the same text, the same schema."""
    return "\n".join(row[0] for row in connection.execute(text(SPELLED_OUT[connection.dialect.name])))


def plain(sqltext: str) -> str:
    """A check's text without the engine's own spelling."""
    shortened = _TYPE.sub("", _ARRAY.sub(r"IN (\1)", sqltext))
    return re.sub(r"[\s()\"]+", " ", shortened).strip()


def allowed_values(connection: Connection, table: str) -> dict[str, list[str]]:
    """Columns whose check lists the allowed strings, with those strings."""
    found: dict[str, list[str]] = {}
    for check in inspect(connection).get_check_constraints(table):
        match = re.fullmatch(r"(\w+) IN ((?:'[^']*'(?:, )?)+)", plain(check["sqltext"]))
        if match:
            found[match[1]] = re.findall(r"'([^']*)'", match[2])
    return found
