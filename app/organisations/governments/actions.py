"""Changing what a government says about itself. Callers have checked the right."""

from typing import IO, Any

from app.access import Actor
from app.audit import record
from app.db import db
from app.files import Purpose, StoredFile, discard, store
from app.organisations.models import Government


def change_settings(actor: Actor, government: Government, values: dict[str, Any]) -> None:
    """Set the fields that `values` names (checked by the form)."""
    before = {name: getattr(government, name) for name in values}
    changed = {name: value for name, value in values.items() if before[name] != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(government, name, value)
    db.session.flush()
    record(
        actor,
        "government.settings_changed",
        government,
        government_id=government.id,
        before={name: before[name] for name in changed},
        after=changed,
    )


def set_logo(actor: Actor, government: Government, stream: IO[bytes], filename: str) -> None:
    """Take in the coat of arms (PNG or JPG). Raises `RefusedFile`."""
    stored = store(actor, government.id, stream, filename, Purpose.LOGO)
    _replace_logo(actor, government, stored)


def remove_logo(actor: Actor, government: Government) -> None:
    """Documents carry no coat of arms any more."""
    if government.logo_file_id is not None:
        _replace_logo(actor, government, None)


def _replace_logo(actor: Actor, government: Government, stored: StoredFile | None) -> None:
    old = db.session.get(StoredFile, government.logo_file_id) if government.logo_file_id else None
    government.logo_file_id = stored.id if stored else None
    db.session.flush()
    if old is not None:
        discard(old)
    record(
        actor,
        "government.logo_changed",
        government,
        government_id=government.id,
        after={"sha256": stored.sha256 if stored else None},
    )
