"""Whose business a complaint is: checked and forwarded, forwarded to another OPD, declined."""

from datetime import datetime

from app.access import Actor, Permission
from app.complaints import notices
from app.complaints.actions.handling.taking import begin, finish
from app.complaints.handling import Step
from app.complaints.models import Complaint, ComplaintEvent, EventKind
from app.organisations.models import Unit


class SameUnit(Exception):
    """The complaint is with this OPD already."""


def verify(
    actor: Actor, complaint: Complaint, unit: Unit, note: str = "", at: datetime | None = None
) -> ComplaintEvent:
    """Find a complaint in order and forward it, for the first time. `unit` is one of the complaint's government."""
    taken = begin(actor, complaint, Step.VERIFY, note, at, Permission.COMPLAINT_EDIT)
    complaint.verified_at = taken.at
    complaint.unit_id = unit.id
    event = finish(actor, complaint, EventKind.VERIFIED, taken)
    notices.forwarded(complaint, unit)
    return event


def route(
    actor: Actor, complaint: Complaint, unit: Unit, note: str = "", at: datetime | None = None
) -> ComplaintEvent:
    """Decide that another OPD is in charge; with the reason where one was before. Raises `SameUnit`.

    The first forwarding stays the one that the clocks know: looking for the right OPD is the government's own time.
    """
    taken = begin(actor, complaint, Step.ROUTE, note, at, Permission.COMPLAINT_EDIT)
    if complaint.unit_id == unit.id:
        raise SameUnit
    complaint.unit_id = unit.id
    complaint.declined_at = None
    event = finish(actor, complaint, EventKind.ROUTED, taken)
    notices.forwarded(complaint, unit)
    return event


def decline(actor: Actor, complaint: Complaint, note: str, at: datetime | None = None) -> ComplaintEvent:
    """Say as an OPD that the complaint is not its business ("bukan wewenang"): the coordinator routes it on."""
    taken = begin(actor, complaint, Step.DECLINE, note, at)
    unit_id = complaint.unit_id
    complaint.unit_id = None
    complaint.declined_at = taken.at
    event = finish(actor, complaint, EventKind.DECLINED, taken)
    notices.declined(complaint, unit_id)
    return event
