"""Reachable, migrated, and set so that what was confirmed is on disk."""

from sqlalchemy import text

from app.cli.doctor.finding import NotAsked, Wrong
from app.db import db
from app.extensions import alembic

# What db/engine.py sets on every connection; 2 is FULL.
SQLITE = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
POSTGRESQL = {"fsync": {"on"}, "full_page_writes": {"on"}, "synchronous_commit": {"on", "remote_apply"}}


def reachable() -> str:
    """A question is answered."""
    statement = (
        "SELECT sqlite_version()" if _engine() == "sqlite" else "SELECT current_setting('server_version')"
    )
    version = db.session.scalar(text(statement))
    return f"{_engine()} {version}, {db.engine.url.render_as_string(hide_password=True)}"


def migrated() -> str:
    """The database is where the program is."""
    try:
        if alembic.needs_upgrade():
            raise Wrong("the database is not at the newest migration; run flask db upgrade")
        return ", ".join(script.revision for script in alembic.heads())
    finally:
        alembic.release()


def durable() -> str:
    """A commit survives a power failure, and foreign keys hold."""
    wrong = _sqlite_settings() if _engine() == "sqlite" else _postgresql_settings()
    if wrong:
        raise Wrong("; ".join(wrong))
    return "commits are on disk before they are confirmed"


def intact() -> str:
    """SQLite's pages hang together; PostgreSQL has checksums and tools of its own."""
    if _engine() != "sqlite":
        raise NotAsked("see pg_amcheck")
    said = db.session.scalar(text("PRAGMA quick_check"))
    if said != "ok":
        raise Wrong(f"the database file is damaged: {said}; restore a backup")
    return "quick_check says ok"


def _engine() -> str:
    return db.engine.dialect.name


def _sqlite_settings() -> list[str]:
    found = {name: str(db.session.scalar(text(f"PRAGMA {name}"))) for name in SQLITE}
    return [
        f"{name} is {found[name]} instead of {wanted}"
        for name, wanted in SQLITE.items()
        if found[name] != wanted
    ]


def _postgresql_settings() -> list[str]:
    names = [*POSTGRESQL, "server_encoding"]
    found = {name: str(db.session.scalar(text(f"SHOW {name}"))) for name in names}
    wrong = [
        f"{name} is {found[name]} instead of on"
        for name, good in POSTGRESQL.items()
        if found[name] not in good
    ]
    if found["server_encoding"] != "UTF8":
        wrong.append(f"the database is in {found['server_encoding']} instead of UTF8")
    return wrong
