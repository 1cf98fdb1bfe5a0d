"""A scratch installation: database, files, sessions and queue in a folder that is removed at the end."""

import logging
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_babel import force_locale
from flask_security import hash_password

PASSWORD = f"{secrets.token_urlsafe(12)}-7"
FOLDER = "RENAKSI_BENCH_FOLDER"


@dataclass(frozen=True)
class Place:
    """Where the scratch installation lies."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a child process needs to be this installation."""
        return {**os.environ, FOLDER: str(self.folder)}

    def app(self) -> Flask:
        """The product, set up as in production."""
        return build(self.folder)


def build(folder: Path) -> Flask:
    """The product in a folder; its secrets are drawn once and kept beside the data."""
    from app import create_app

    kept = folder / "secret"
    if not kept.exists():
        kept.write_text(secrets.token_urlsafe(48))
    secret = kept.read_text()
    database = os.environ.get("BENCH_DATABASE_URL") or f"sqlite:///{folder / 'bench.sqlite3'}"
    overrides = {
        "DATABASE_URL": database,
        "FILES_URL": f"file://{folder / 'files'}",
        "SECRET_KEY": f"1{secret}",
        "SECURITY_PASSWORD_SALT": f"2{secret}",
        "AUDIT_KEY": f"3{secret}",
        "MAIL_BACKEND": "file",
        "MAIL_FOLDER": str(folder / "mail"),
        "JOBS_QUEUE": "none",
    }
    return create_app(overrides, str(folder))


@contextmanager
def scratch() -> Iterator[Place]:
    """A migrated, empty installation. On PostgreSQL (BENCH_DATABASE_URL) the database must be empty."""
    folder = Path(tempfile.mkdtemp(prefix="renaksi-bench-"))
    try:
        place = Place(folder)
        migrate(place)
        yield place
    finally:
        shutil.rmtree(folder)


def migrate(place: Place) -> None:
    """Bring the tables into the database."""
    from app.db import db
    from app.extensions import alembic

    app = place.app()
    logging.disable(logging.INFO)
    with app.app_context():
        alembic.upgrade()
        db.engine.dispose()


def seed(place: Place, *, governments: int, units: int, complaints: int) -> None:
    """Fill it with governments, OPD, complaints and a running round; every account has `PASSWORD`."""
    from app.cli.national.growing import grow
    from app.cli.national.size import Size
    from app.db import as_system, db

    app = place.app()
    with app.app_context(), force_locale("id"), as_system():
        grow(Size(governments, units, complaints), hash_password(PASSWORD), lambda _text: None)
        db.engine.dispose()
