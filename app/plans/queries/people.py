"""Who is to be told."""

from sqlalchemy import or_, select

from app.access import Actor, Role
from app.db import day_in, db
from app.organisations.models import Appointment, User


def colleagues(actor: Actor, role: Role, government_id: str) -> list[str]:
    """The others who hold a role of this government today."""
    return [user_id for user_id in holders(role, government_id) if user_id != actor.user_id]


def holders(role: Role, government_id: str | None = None, unit_id: str | None = None) -> list[str]:
    """The users who hold a role today, of one government (and unit) or, without it, everywhere."""
    today = day_in()
    statement = (
        select(Appointment.user_id)
        .join(User, User.id == Appointment.user_id)
        .where(
            Appointment.role == role,
            Appointment.valid_from <= today,
            or_(Appointment.valid_until.is_(None), Appointment.valid_until >= today),
            User.active.is_(True),
        )
        .distinct()
    )
    if government_id is not None:
        statement = statement.where(Appointment.government_id == government_id)
    if unit_id is not None:
        statement = statement.where(Appointment.unit_id == unit_id)
    return sorted(db.session.scalars(statement))
