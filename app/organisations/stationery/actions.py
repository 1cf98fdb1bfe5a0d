"""Changing how a government's documents look. Callers have checked the right."""

from typing import Any

from sqlalchemy.exc import IntegrityError

from app.access import Actor
from app.audit import record
from app.db import db
from app.organisations.models import DocumentSettings, Government


def change_document_settings(
    actor: Actor, government: Government, settings: DocumentSettings | None, values: dict[str, Any]
) -> DocumentSettings | None:
    """Set the fields that `values` names, as the form checked them; the row is made when it is needed first.

    `None` when somebody else made it a moment before.
    """
    if settings is None:
        settings = DocumentSettings(government_id=government.id)
        try:
            with db.session.begin_nested():
                db.session.add(settings)
        except IntegrityError:
            return None
    before = {name: getattr(settings, name) for name in values}
    changed = {name: value for name, value in values.items() if before[name] != value}
    if not changed:
        return settings
    for name, value in changed.items():
        setattr(settings, name, value)
    db.session.flush()
    record(
        actor,
        "government.documents_changed",
        settings,
        government_id=government.id,
        before={name: _logged(name, before[name]) for name in changed},
        after={name: _logged(name, value) for name, value in changed.items()},
    )
    return settings


def _logged(name: str, value: Any) -> Any:
    """Signatories are named on published documents; still the log only notes for which of them they changed."""
    return sorted(kind or "main" for kind in value) if name == "signatories" else value
