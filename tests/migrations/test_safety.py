"""What a migration can do wrong without saying so, and that ours cannot."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import op
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app import create_app
from app.db import db
from app.db.migrations import FOLDER, OrphanedRowsError
from app.extensions import alembic
from tests.database.fixtures import SETTINGS, Database
from tests.migrations.rows import fill, read

STARTERS = 4

ADDS_A_COLUMN = """
import sqlalchemy as sa
from alembic import op

revision = "9998"
down_revision = {newest!r}


def upgrade():
    op.add_column("government", sa.Column("careless", sa.Integer()))


def downgrade():
    pass
"""

DELETES_PARENTS = """
from alembic import op

revision = "9999"
down_revision = "9998"


def upgrade():
    op.execute("DELETE FROM user_account")


def downgrade():
    pass
"""

START = """
import json, sys
from app import create_app
from app.extensions import alembic

settings, instance = json.loads(sys.argv[1]), sys.argv[2]
with create_app(settings, instance).app_context():
    alembic.upgrade()
"""


def test_copying_a_table_does_not_delete_what_cascades_from_it(bare_app: Flask):
    """SQLite alters a table by dropping the old copy; with foreign keys enforced that deletes the children."""
    alembic.upgrade()
    with db.engine.begin() as connection:
        fill(connection)
    with db.engine.connect() as connection:
        before = read(connection)

    def copy_tables(_revision, _context):
        for table in ("government", "unit", "user_account"):
            with op.batch_alter_table(table, recreate="always"):
                pass
        return []

    if db.engine.dialect.name == "sqlite":  # elsewhere a table is altered in place
        alembic.run_migrations(copy_tables)
    with db.engine.connect() as connection:
        assert read(connection) == before


def test_foreign_keys_are_enforced_again_afterwards(bare_app: Flask):
    alembic.upgrade()
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        migrating = alembic.migration_context.connection
        assert migrating is not None
        assert migrating.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_an_upgrade_that_leaves_orphans_is_undone_whole(
    bare_app: Flask, empty_database: Database, tmp_path: Path
):
    alembic.upgrade()
    with db.engine.begin() as connection:
        fill(connection)
    with db.engine.connect() as connection:
        before = read(connection)
    alembic.release()
    broken = _application_with_a_careless_migration(empty_database, tmp_path)
    with broken.app_context(), pytest.raises((OrphanedRowsError, IntegrityError)):
        alembic.upgrade()
    with db.engine.connect() as connection:
        assert read(connection) == before


def _application_with_a_careless_migration(database: Database, folder: Path) -> Flask:
    migrations = folder / "migrations"
    shutil.copytree(FOLDER, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    newest = alembic.heads()[0].revision
    (migrations / "versions" / "9998_harmless.py").write_text(ADDS_A_COLUMN.format(newest=newest))
    (migrations / "versions" / "9999_careless.py").write_text(DELETES_PARENTS)
    places = {"script_location": str(migrations), "version_locations": [str(migrations / "versions")]}
    settings = {**SETTINGS, "DATABASE_URL": database.url, "ALEMBIC": places}
    return create_app(settings, str(folder / "instance"))


def test_servers_that_start_together_migrate_once(bare_app: Flask, empty_database: Database, tmp_path: Path):
    settings = json.dumps({**SETTINGS, "DATABASE_URL": empty_database.url})
    starters = [
        subprocess.Popen(
            [sys.executable, "-c", START, settings, str(tmp_path / f"instance{number}")],
            cwd=FOLDER.parent,
            env={**os.environ, "PYTHONPATH": str(FOLDER.parent)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(STARTERS)
    ]
    complaints = [starter.communicate(timeout=100)[1] for starter in starters]
    assert [starter.returncode for starter in starters] == [0] * STARTERS, "\n".join(complaints)
    assert sum("Running upgrade  -> 0001" in said for said in complaints) == 1
    assert not alembic.needs_upgrade()
