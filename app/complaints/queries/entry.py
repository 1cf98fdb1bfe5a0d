"""What somebody who writes a complaint down may choose from, and the receipts they may see again."""

from flask import abort
from sqlalchemy import exists, or_, select

from app.access import Actor, Permission, within
from app.complaints.models import Complaint, ComplaintEvent, EventKind
from app.db import db
from app.organisations.models import Government, Unit, UnitKind

_DISTRICT = "Kecamatan "


def units_in_charge(government: Government) -> list[Unit]:
    """Every OPD of a government that a complaint can be forwarded to, in the government's order."""
    statement = select(Unit).where(Unit.government_id == government.id, Unit.is_active.is_(True))
    return list(db.session.scalars(statement.order_by(Unit.position, Unit.name)))


def districts(units: list[Unit]) -> list[str]:
    """The kecamatan among the units, as suggestions for where something happened."""
    return [unit.name.removeprefix(_DISTRICT) for unit in units if unit.kind is UnitKind.KECAMATAN]


def receipted(actor: Actor, complaint_id: str) -> Complaint:
    """A complaint whose receipt this person may print: one they may read, or wrote down themselves; else 404."""
    wrote_it_down = exists().where(
        ComplaintEvent.complaint_id == Complaint.id,
        ComplaintEvent.kind == EventKind.ENTERED,
        ComplaintEvent.actor_user_id == actor.user_id,
    )
    found = db.session.scalars(
        select(Complaint).where(
            Complaint.id == complaint_id,
            within(actor, Permission.COMPLAINT_ENTER, Complaint),
            or_(within(actor, Permission.COMPLAINT_READ, Complaint), wrote_it_down),
        )
    ).one_or_none()
    if found is None:
        abort(404)
    return found
