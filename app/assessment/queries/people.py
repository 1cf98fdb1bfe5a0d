"""Names and recipients."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, or_, select

from app.access import Role
from app.db import db
from app.organisations.models import Appointment, User


def user_names(user_ids: Iterable[str | None]) -> dict[str, str]:
    """The names of some users in one query, by id."""
    wanted = {user_id for user_id in user_ids if user_id}
    if not wanted:
        return {}
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(sorted(wanted))))
    return dict(rows.all())


def opd_admin_ids(government_id: str, unit_ids: Iterable[str], today: date) -> dict[str, list[str]]:
    """The users who are admin of each unit today, by unit id, in one query."""
    rows = db.session.execute(
        _in_office(government_id, today).where(
            Appointment.role == Role.OPD_ADMIN, Appointment.unit_id.in_(sorted(set(unit_ids)))
        )
    )
    found: dict[str, list[str]] = {}
    for user_id, unit_id in rows:
        if unit_id is not None:
            found.setdefault(unit_id, []).append(user_id)
    return found


def coordinator_ids(government_id: str, today: date) -> list[str]:
    """The users who coordinate this government today."""
    rows = db.session.execute(_in_office(government_id, today).where(Appointment.role == Role.COORDINATOR))
    return sorted({user_id for user_id, _ in rows})


def _in_office(government_id: str, today: date) -> Select[str, str | None]:
    return (
        select(Appointment.user_id, Appointment.unit_id)
        .join(User, User.id == Appointment.user_id)
        .where(
            Appointment.government_id == government_id,
            Appointment.valid_from <= today,
            or_(Appointment.valid_until.is_(None), Appointment.valid_until >= today),
            User.active.is_(True),
        )
    )
