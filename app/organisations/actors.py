"""From a signed-in user to the `Actor` that every rule asks."""

from collections.abc import Iterable
from datetime import date

from flask_login import current_user
from sqlalchemy import or_, select

from app.access import ANONYMOUS, Actor, Post, Role
from app.db import day_in, db
from app.organisations.models import Appointment, Government, User

_ABOVE = frozenset({Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN})
_EVERYWHERE = frozenset({Role.MINISTRY_REVIEWER, Role.OPERATOR})


def actor_of(user: User, today: date | None = None) -> Actor:
    """The user with the appointments in force on `today` (default: now in the capital, whatever the posts are)."""
    day = today or day_in()
    held = db.session.scalars(
        select(Appointment).where(
            Appointment.user_id == user.id,
            Appointment.valid_from <= day,
            or_(Appointment.valid_until.is_(None), Appointment.valid_until >= day),
        )
    )
    return Actor(user_id=user.id, name=user.name, posts=tuple(_posts(held)))


def actor_by_id(user_id: str) -> Actor:
    """The actor of a job or message, with the rights of this moment; anonymous if the account is gone or closed."""
    user = db.session.get(User, user_id)
    return actor_of(user) if user is not None and user.active else ANONYMOUS


def signed_in_actor() -> Actor:
    """Who makes the present request."""
    user = current_user._get_current_object()  # flask-login hands out a proxy
    return actor_of(user) if isinstance(user, User) and user.active else ANONYMOUS


def _posts(appointments: Iterable[Appointment]) -> Iterable[Post]:
    for appointment in appointments:
        yield Post(
            role=appointment.role,
            government_id=appointment.government_id,
            government_ids=_reached(appointment),
            unit_id=appointment.unit_id,
        )


def _reached(appointment: Appointment) -> frozenset[str] | None:
    own = appointment.government_id
    if appointment.role in _EVERYWHERE or (own is None and appointment.role is Role.OMBUDSMAN):
        return None
    if own is None:
        return frozenset()
    if appointment.role in _ABOVE:
        below = db.session.scalars(select(Government.id).where(Government.parent_id == own))
        return frozenset({own, *below})
    return frozenset({own})
