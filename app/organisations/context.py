"""Which government a page is about."""

from typing import NoReturn

from flask import abort, redirect, request, url_for
from sqlalchemy import select

from app.access import Actor, Permission
from app.db import db
from app.organisations.models import Government


def current_government(actor: Actor) -> Government:
    """The government named by `?pemerintah=<code>` if the actor reaches it, else the actor's own.

    A foreign or unknown code ends the request with 404. Somebody above several governments who has not chosen one is
    sent to the list of governments, which leads back to the page (a page that only takes POST: 404).
    """
    government = find_government(actor)
    if government is None:
        _let_choose(actor)
    return government


def _let_choose(actor: Actor) -> NoReturn:
    if request.method == "GET" and not actor.is_anonymous and not request.path.startswith("/api/"):
        # Who comes to read finds nothing in a government that does not use Renaksi yet; the operator prepares those.
        status = "active" if actor.may(Permission.SCORES_READ) else None
        abort(redirect(url_for("governments.list_governments", tujuan=request.path, status=status)))
    abort(404)


def find_government(actor: Actor) -> Government | None:
    """Like `current_government`, but None for somebody above several governments who has not chosen one."""
    code = request.values.get("pemerintah", "").strip()
    reach = actor.government_ids
    if code:
        chosen = db.session.scalars(select(Government).where(Government.code == code)).one_or_none()
        if chosen is None or (reach is not None and chosen.id not in reach):
            abort(404)
        return chosen
    if actor.government_id is None or watches_others(actor):
        return None
    return db.session.get(Government, actor.government_id)


def watches(actor: Actor) -> bool:
    """Whether the actor looks at governments from above, instead of working in one."""
    return actor.government_ids is None or watches_others(actor)


def watches_others(actor: Actor) -> bool:
    """Whether the actor's work is in other governments than the one of the post: a province's pages would be empty."""
    reach = actor.government_ids
    return reach is not None and len(reach) > 1 and not actor.unit_ids
