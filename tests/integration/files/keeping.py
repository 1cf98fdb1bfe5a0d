"""What tests of files do again and again."""

import io
import json
from pathlib import Path

from sqlalchemy import select

from app.access import SYSTEM
from app.db import db
from app.files import Purpose, StoredFile, store


def on_disk(folder: Path) -> list[str]:
    """Every file below the store, half-received ones included."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def give(
    home: str, content: bytes, name: str = "SK Tim.pdf", purpose: Purpose = Purpose.EVIDENCE
) -> StoredFile:
    return store(SYSTEM, home, io.BytesIO(content), name, purpose)


def rows() -> list[StoredFile]:
    db.session.rollback()
    return list(db.session.scalars(select(StoredFile).order_by(StoredFile.created_at)))


def check(app, *arguments: str):
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["files", "check", "--json", *arguments])
    return result.exit_code, json.loads(result.output)
