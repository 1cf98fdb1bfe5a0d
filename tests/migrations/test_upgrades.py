"""Every revision goes up, down and up again, keeps the rows that it finds, and ends where the models are."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.db import Base, db
from app.extensions import alembic
from tests.migrations.conftest import REVISIONS
from tests.migrations.rows import ROWS, Rows, fill, read
from tests.migrations.schema import describe, triggers

# What a later revision put away on purpose, with its rows: their meaning went into another table.
PUT_AWAY = {"complaint_stale_month"}
# The same for columns: how documents look and who signs them has a table of its own.
MOVED = {
    ("government", name)
    for name in (
        "letterhead",
        "signatory_position",
        "signatory_name",
        "signatory_rank",
        "signatory_nip",
    )
}
Stand = Callable[[str], None]


def state() -> tuple[dict[str, Any], set[str]]:
    with db.engine.connect() as connection:
        return describe(connection), triggers(connection)


def contents() -> Rows:
    with db.engine.connect() as connection:
        return read(connection)


def put_rows() -> Rows:
    with db.engine.begin() as connection:
        fill(connection)
    return contents()


def dangling() -> list[Any]:
    """Rows that point at nothing; PostgreSQL never has any."""
    if db.engine.dialect.name != "sqlite":
        return []
    with db.engine.connect() as connection:
        return list(connection.exec_driver_sql("PRAGMA foreign_key_check"))


@pytest.mark.parametrize("revision", REVISIONS)
def test_it_goes_up_down_and_up_again(stand_at: Stand, revision: str):
    previous = REVISIONS[REVISIONS.index(revision) - 1] if revision != REVISIONS[0] else "base"
    stand_at(previous) if previous != "base" else None
    before = state()
    alembic.upgrade(revision)
    after = state()
    alembic.downgrade(previous)
    assert state() == before
    alembic.upgrade(revision)
    assert state() == after


@pytest.mark.parametrize("revision", REVISIONS)
def test_rows_survive_from_here_to_the_newest(stand_at: Stand, revision: str):
    stand_at(revision)
    rows = put_rows()
    assert all(len(found) == ROWS for found in rows.values())
    alembic.upgrade()
    kept = contents()
    for table, found in rows.items():
        if table in PUT_AWAY and table not in kept:
            continue
        stayed = [{name: row[name] for name in row if (table, name) not in MOVED} for row in found]
        assert [_same_columns(row, stayed[0]) for row in kept[table]] == stayed
    assert dangling() == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_going_back_with_rows_present_keeps_those_of_older_tables(gone_back: Stand, revision: str):
    gone_back(revision)
    assert all(len(found) == ROWS for found in contents().values())
    assert dangling() == []
    alembic.upgrade()


def test_letterheads_and_signatories_move_there_and_back(stand_at: Stand):
    stand_at("0030")
    before = put_rows()["government"]
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE government SET letterhead = '', signatory_name = ''")
        connection.exec_driver_sql(
            "UPDATE government SET signatory_position = '', signatory_rank = '', signatory_nip = ''"
        )
        connection.exec_driver_sql(
            "UPDATE government SET letterhead = 'Jalan Satu', signatory_position = 'Bupati', "
            f"signatory_nip = '1' WHERE id = '{before[0]['id']}'"
        )
    alembic.upgrade("0031")
    (moved,) = contents()["document_settings"]  # who had said nothing gets no row
    assert (moved["government_id"], moved["address"]) == (before[0]["id"], "Jalan Satu")
    assert (moved["paper"], moved["accent"], moved["version"]) == ("a4", "#0b5a6e", 1)
    assert moved["signatories"] == {"": {"position": "Bupati", "name": "", "rank": "", "nip": "1"}}
    alembic.downgrade("0030")
    back = {row["id"]: row for row in contents()["government"]}
    assert back[before[0]["id"]]["letterhead"] == "Jalan Satu"
    assert back[before[0]["id"]]["signatory_nip"] == "1"
    assert back[before[1]["id"]]["letterhead"] == ""


def _same_columns(row: dict[str, Any], model: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in model}


def test_the_newest_revision_is_what_the_models_say(bare_app: Flask):
    alembic.upgrade()
    assert alembic.compare_metadata() == []


def test_a_database_made_from_the_models_has_the_same_constraints(bare_app: Flask, empty_database):
    """Autogenerate does not compare checks, key options and names; this does."""
    alembic.upgrade()
    migrated, _ = state()
    alembic.release()
    db.engine.dispose()
    empty_database.empty()
    Base.metadata.create_all(db.engine)
    modelled, _ = state()
    assert migrated.keys() == modelled.keys()
    for table, description in modelled.items():
        assert migrated[table] == description, table
