"""Which government a page is about."""

from flask import abort, request
from sqlalchemy import select

from app.access import Actor
from app.db import db
from app.organisations.models import Government


def current_government(actor: Actor) -> Government:
    """The government named by `?pemerintah=<code>` if the actor reaches it, else the actor's own; 404 otherwise."""
    government = find_government(actor)
    if government is None:
        abort(404)
    return government


def find_government(actor: Actor) -> Government | None:
    """Like `current_government`, but None for somebody above all governments who has not chosen one."""
    code = request.values.get("pemerintah", "").strip()
    reach = actor.government_ids
    if code:
        chosen = db.session.scalars(select(Government).where(Government.code == code)).one_or_none()
        if chosen is None or (reach is not None and chosen.id not in reach):
            abort(404)
        return chosen
    if actor.government_id is None:
        return None
    return db.session.get(Government, actor.government_id)
