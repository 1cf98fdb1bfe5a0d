"""Rows for a schema that no code knows: made from what the database itself says about its tables.

A migration test must fill the tables as they were at some revision, when today's models do not fit them. So the rows
come from reflection: two for every table, first with what is required, then with every other column that the
constraints accept.
"""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    Time,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from tests.migrations.schema import VERSION_TABLE, allowed_values, spelled_out

ROWS = 2

# Where the first allowed value would need a second column with it. Old revisions never change, so neither does this.
CHOSEN: dict[tuple[str, str], Any] = {
    ("api_key", "may_push"): True,
    ("appointment", "role"): "operator",
    ("assessment", "receipt_number"): "",  # none before it is submitted
    ("complaint_text_access", "kind"): "export",  # of many, so without a complaint
    ("document_number", "void_reason"): "",  # of one that is in force
    ("document_settings", "accent"): "#0b5a6e",
    ("document_signature", "way"): "scan",  # an electronic one has a certificate
    ("document_signature", "withdrawal_reason"): "",
    ("evidence", "kind"): "link",
    ("peer_band", "count"): 6,
    ("peer_band", "lower"): 20,
    ("peer_band", "median"): 30,
    ("peer_band", "upper"): 40,
    ("plan_line", "deleted_reason"): "",
    ("plan_review_comment", "answer"): "",
}

Rows = dict[str, list[dict[str, Any]]]

_known: dict[str, list[Table]] = {}  # by what the database says of itself


def fill(connection: Connection) -> Rows:
    """Put two rows into every table; returns what was written, by table."""
    tables = _in_order(_tables(connection))
    allowed = {table.name: allowed_values(connection, table.name) for table in tables}
    rows: Rows = {}
    for table in tables:
        rows[table.name] = [_required(table, number, allowed[table.name], rows) for number in range(ROWS)]
        for row in rows[table.name]:
            connection.execute(table.insert().values(row))
    for table in tables:
        for number, row in enumerate(rows[table.name]):
            _complete(connection, table, number, row, allowed[table.name], rows)
    return rows


def read(connection: Connection) -> Rows:
    """Everything that is in the database, by table."""
    return {
        table.name: [dict(row._mapping) for row in connection.execute(table.select())]
        for table in _tables(connection)
    }


def _tables(connection: Connection) -> list[Table]:
    """All tables; read anew only where the database does not say exactly what it said before: that takes long."""
    said = spelled_out(connection)
    if said not in _known:
        metadata = MetaData()
        metadata.reflect(connection)
        _known[said] = [table for name, table in sorted(metadata.tables.items()) if name != VERSION_TABLE]
    return _known[said]


def _in_order(tables: list[Table]) -> list[Table]:
    """Each table after those that its rows must point at; a key that may stay empty does not count."""
    ordered: list[Table] = []
    while waiting := [table for table in tables if table not in ordered]:
        ready = [table for table in waiting if _needed_by(table) <= {*ordered, table}]
        if not ready:
            raise ValueError(f"tables need each other: {', '.join(table.name for table in waiting)}")
        ordered += ready
    return ordered


def _needed_by(table: Table) -> set[Table]:
    return {key.referred_table for key in table.foreign_key_constraints if _is_required(key)}


def _is_required(key: ForeignKeyConstraint) -> bool:
    return all(not column.nullable for column in key.columns)


def _required(table: Table, number: int, allowed: dict[str, list[str]], rows: Rows) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for key in table.foreign_key_constraints:
        if _is_required(key):
            row |= _pointing(key, number, rows)
    for column in table.columns:
        if column.name not in row and not column.nullable:
            row[column.name] = _value(table, column, number, allowed)
    return row


def _complete(
    connection: Connection,
    table: Table,
    number: int,
    row: dict[str, Any],
    allowed: dict[str, list[str]],
    rows: Rows,
) -> None:
    """Fill the optional columns one by one, as far as checks and triggers let us."""
    offers = [_pointing(key, number, rows) for key in table.foreign_key_constraints]
    offers += [
        {column.name: _value(table, column, number, allowed)}
        for column in table.columns
        if not column.foreign_keys
    ]
    identity = [column == row[column.name] for column in table.primary_key.columns]
    for offer in offers:
        new = {name: value for name, value in offer.items() if name not in row}
        if not new:
            continue
        try:
            with connection.begin_nested():
                connection.execute(table.update().where(*identity).values(new))
        except DBAPIError:
            continue
        row |= new


def _pointing(key: ForeignKeyConstraint, number: int, rows: Rows) -> dict[str, Any]:
    """The columns of a foreign key, pointing at the row with the same number; nothing where there is none yet."""
    targets = rows.get(key.referred_table.name)
    if targets is None:
        return {}
    return {
        element.parent.name: targets[number][element.column.name]
        for element in key.elements
        if element.column.name in targets[number]
    }


def _value(table: Table, column: Column[Any], number: int, allowed: dict[str, list[str]]) -> Any:
    if (table.name, column.name) in CHOSEN:
        return CHOSEN[table.name, column.name]
    if column.name in allowed:
        return allowed[column.name][0]
    if column.name == "year":
        return 2021 + number
    place = list(table.columns).index(column)
    return _of_type(column.type, number, place, f"{table.name} {column.name}")


def _of_type(kind: TypeEngine[Any], number: int, place: int, seed: str) -> Any:
    """A value of this type; moments follow the order of the columns, so that what opens comes before what closes."""
    plain_values: tuple[tuple[type[TypeEngine[Any]], Any], ...] = (
        (Boolean, False),
        (DateTime, datetime(2021, 10, 5, 1 + number, place, tzinfo=UTC)),
        (Date, date(2021, 10, 5 + number)),
        (Time, time(8, 30)),
        (Integer, 2 + number),
        (Float, 1.0),
        (Numeric, 2 + number),
        (LargeBinary, b"row"),
        (JSON, {"row": number}),
    )
    for sort, value in plain_values:
        if isinstance(kind, sort):
            return value
    length = getattr(kind, "length", None) or 64
    return f"{number}{seed}".ljust(64, "x")[:length]
