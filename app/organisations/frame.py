"""What the frame of every page says about the signed-in person: where from, in which role, on which clock."""

from flask import has_request_context, request
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from sqlalchemy import select
from werkzeug.exceptions import RequestEntityTooLarge

from app.access import ROLE_LABELS, Actor, Role
from app.db import db
from app.organisations.models import Government, Unit


def government_name(actor: Actor) -> str | None:
    """The government the page is about, else the person's own."""
    government = _present(actor)
    return government.name if government else None


def time_zone(actor: Actor) -> str | None:
    """The zone of that government."""
    government = _present(actor)
    return government.time_zone.value if government else None


def role_label(actor: Actor) -> str | LazyString | None:
    """The first role held, with the OPD or the coordinating unit that goes with it."""
    if not actor.posts:
        return _("Tanpa penugasan")
    post = actor.posts[0]
    if post.role in (Role.OPD_ADMIN, Role.CONTRIBUTOR) and post.unit_id:
        unit = db.session.get(Unit, post.unit_id)
        return (
            _("%(role)s · %(unit)s", role=ROLE_LABELS[post.role], unit=(unit.short_name or unit.name))
            if unit
            else ROLE_LABELS[post.role]
        )
    if post.role is Role.COORDINATOR and post.government_id:
        government = db.session.get(Government, post.government_id)
        if government is not None:
            return _("Koordinator (%(unit)s)", unit=government.lead_unit_label)
    return ROLE_LABELS[post.role]


def _present(actor: Actor) -> Government | None:
    code = _asked_for()
    if code:
        chosen = db.session.scalars(select(Government).where(Government.code == code)).one_or_none()
        reach = actor.government_ids
        if chosen is not None and (reach is None or chosen.id in reach):
            return chosen
    return db.session.get(Government, actor.government_id) if actor.government_id else None


def _asked_for() -> str:
    if not has_request_context():
        return ""
    try:
        return request.values.get("pemerintah", "").strip()
    except RequestEntityTooLarge:
        # The page that says so has this frame too, and must not stumble over the same body.
        return request.args.get("pemerintah", "").strip()
