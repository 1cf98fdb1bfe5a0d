"""Who is to be told, and what those are called who did something."""

from collections.abc import Iterable

from sqlalchemy import select

from app.access import Role
from app.db import db
from app.organisations.models import Appointment, User
from app.organisations.people.queries import in_force


def holders(role: Role, government_id: str, unit_id: str | None = None) -> list[str]:
    """The users who hold a role of a government (and OPD) today."""
    statement = (
        select(Appointment.user_id)
        .join(User, User.id == Appointment.user_id)
        .where(
            in_force(),
            Appointment.role == role,
            Appointment.government_id == government_id,
            User.active.is_(True),
        )
        .distinct()
    )
    if unit_id is not None:
        statement = statement.where(Appointment.unit_id == unit_id)
    return sorted(db.session.scalars(statement))


def user_names(user_ids: Iterable[str | None]) -> dict[str, str]:
    """The names of some users in one query, by id."""
    wanted = {user_id for user_id in user_ids if user_id}
    if not wanted:
        return {}
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(sorted(wanted))))
    return {row.id: row.name for row in rows}
