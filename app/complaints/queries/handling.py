"""Who acts in a complaint, and which complaints wait for whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, false, func, literal_column, or_, select

from app.access import Actor, Permission, Reach
from app.complaints.handling import Party
from app.complaints.models import Complaint
from app.complaints.rules import OPEN, Status
from app.db import db, utc_now

# Literals, in the very words of the indexes: else neither engine sees that one fits.
IS_HERE = Complaint.origin != literal_column("'import'")
# In the words of `ix_complaint_open`.
IS_OPEN = and_(
    Complaint.status != literal_column("'finished'"), Complaint.status != literal_column("'archived'")
)
_OURS = and_(
    Complaint.closed_at.is_(None),
    Complaint.archived_at.is_(None),
    or_(IS_HERE, Complaint.declined_at.is_not(None)),
)
_MOVING = (Status.DISPOSED, Status.IN_PROCESS)
_ANSWERED_AT = func.coalesce(Complaint.last_follow_up_at, Complaint.first_follow_up_at)


def parties_of(actor: Actor, complaint: Complaint) -> frozenset[Party]:
    """For whom the actor acts in this complaint: the coordinator, the OPD in charge, both or nobody."""
    found = set()
    if actor.may(Permission.COMPLAINT_EDIT, complaint.government_id, complaint.unit_id):
        found.add(Party.COORDINATOR)
    if any(
        reach is Reach.UNIT and post.covers(reach, complaint.government_id, complaint.unit_id)
        for post, reach in actor.posts_with(Permission.COMPLAINT_HANDLE)
    ):
        found.add(Party.UNIT)
    return frozenset(found)


def waits_for(party: Party) -> ColumnElement[bool]:
    """Complaints whose next step is the coordinator's or the OPD's, as `handling.turn` says of each one."""
    # Not in the words of `ix_complaint_open`: `ix_complaint_ours` has fewer.
    is_open = and_(_OURS, Complaint.status.in_(sorted(OPEN)))
    if party is Party.COORDINATOR:
        unrouted = and_(Complaint.unit_id.is_(None), Complaint.status.in_(_MOVING))
        here = and_(IS_HERE, or_(Complaint.status == Status.UNVERIFIED, unrouted))
        return and_(is_open, or_(here, and_(~IS_HERE, Complaint.declined_at.is_not(None))))
    if party is Party.UNIT:
        replied = and_(Complaint.status == Status.IN_PROCESS, Complaint.replied_at > _ANSWERED_AT)
        waiting = or_(Complaint.status == Status.DISPOSED, replied)
        return and_(is_open, IS_HERE, Complaint.unit_id.is_not(None), waiting)
    raise ValueError(party)


def needs_action(actor: Actor, government_id: str) -> ColumnElement[bool]:
    """Complaints of a government in which this person has to do something now."""
    found: list[ColumnElement[bool]] = []
    if actor.may(Permission.COMPLAINT_EDIT, government_id):
        found.append(waits_for(Party.COORDINATOR))
    unit_ids = units_handled(actor, government_id)
    if unit_ids:
        found.append(and_(waits_for(Party.UNIT), Complaint.unit_id.in_(unit_ids)))
    return and_(Complaint.government_id == government_id, _OURS, or_(false(), *found))


def units_handled(actor: Actor, government_id: str) -> list[str]:
    """The OPD of a government for which this person answers."""
    return sorted(
        post.unit_id
        for post, reach in actor.posts_with(Permission.COMPLAINT_HANDLE)
        if reach is Reach.UNIT and post.unit_id and post.government_id == government_id
    )


@dataclass(frozen=True)
class Waiting:
    """How many complaints wait for somebody, how many are late, and the first moment at which one is or will be."""

    count: int
    due: datetime | None
    overdue: int = 0


# Until when the next step of a complaint is to be taken.
NEXT_DUE = case(
    (Complaint.status == Status.UNVERIFIED, Complaint.verify_due),
    (Complaint.status == Status.IN_PROCESS, Complaint.resolve_due),
    else_=Complaint.follow_up_due,
)


def next_due(complaint: Complaint) -> datetime | None:
    """`NEXT_DUE` of one complaint."""
    if complaint.status is Status.UNVERIFIED:
        return complaint.verify_due
    return complaint.resolve_due if complaint.status is Status.IN_PROCESS else complaint.follow_up_due


def last_day_of(due: datetime) -> datetime:
    """A moment on the last day in time: a deadline is the midnight after it."""
    return due - timedelta(seconds=1)


def waiting_for(actor: Actor, government_id: str) -> Waiting:
    """What waits for this person in a government."""
    overdue = func.count(case((utc_now() >= NEXT_DUE, 1)))
    asked = (
        select(func.count(), func.min(NEXT_DUE), overdue)
        .select_from(Complaint)
        .where(needs_action(actor, government_id))
    )
    return Waiting(*db.session.execute(asked).one())
