"""Saying that somebody has something open, and hearing who else has.

A feature brings its own table, with `user_id`, `seen_at`, and the columns that name what is open; these are unique
together with the user. It is no change of anything, so the log does not have it, and a day later it is forgotten.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.exc import IntegrityError

from app.access import Actor
from app.db import TenantOwned, db, utc_now
from app.organisations.models import User
from app.organisations.rules.presence import FORGOTTEN, PRESENT


def note_seen(actor: Actor, table: type[TenantOwned], government_id: str, what: Mapping[str, str]) -> None:
    """Note that the actor has it open now; `what` are the columns that name it."""
    if actor.user_id is None:
        return
    model: Any = table
    now = utc_now()
    row = db.session.scalars(
        select(model).where(_named(model, what), model.user_id == actor.user_id)
    ).one_or_none()
    if row is not None:
        row.seen_at = now
    else:
        try:
            with db.session.begin_nested():
                db.session.add(model(government_id=government_id, user_id=actor.user_id, seen_at=now, **what))
        except IntegrityError:
            return  # the same person in another window was a moment faster
    db.session.flush()
    db.session.execute(delete(model).where(_named(model, what), model.seen_at < now - FORGOTTEN))


def others_seen(
    actor: Actor, table: type[TenantOwned], what: Mapping[str, str], *more: str
) -> Sequence[tuple[str, ...]]:
    """(name, …) of other people who have it open, by name; `more` are further columns of the table."""
    model: Any = table
    rows = db.session.execute(
        select(User.name, *(getattr(model, each) for each in more))
        .join(model, model.user_id == User.id)
        .where(
            _named(model, what), model.seen_at > utc_now() - PRESENT, model.user_id != (actor.user_id or "")
        )
        .order_by(User.name, *(getattr(model, each) for each in more))
    )
    return [tuple(row) for row in rows]


def _named(model: Any, what: Mapping[str, str]) -> ColumnElement[bool]:
    return and_(*(getattr(model, column) == value for column, value in what.items()))
