"""What people do to their own account. Passwords and second steps are Flask-Security's."""

from uuid import uuid4

from app.access import Actor
from app.audit import record
from app.db import db
from app.organisations.models import User


def update_profile(actor: Actor, user: User, *, name: str, phone: str, language: str) -> None:
    """Change name, telephone and language of the own account."""
    before = {"name": user.name, "phone": user.phone, "language": user.language}
    user.name, user.phone, user.language = name.strip(), phone.strip(), language
    after = {"name": user.name, "phone": user.phone, "language": user.language}
    if after == before:
        return
    db.session.flush()
    # The log says which fields changed; names and numbers themselves are personal.
    changed = {field: "…" for field in after if after[field] != before[field]}
    record(actor, "account.profile_changed", user, government_id=actor.government_id, after=changed)


def sign_out_everywhere(actor: Actor, user: User) -> None:
    """End every session of the account, this one too."""
    user.fs_uniquifier = uuid4().hex
    db.session.flush()
    record(actor, "account.signed_out_everywhere", user, government_id=actor.government_id)
