"""Writing a complaint down that came by word of mouth, on paper, or over a telephone."""

from dataclasses import dataclass
from datetime import datetime

from app.access import Actor, Permission, check
from app.audit import record
from app.complaints.actions.derived import derive
from app.complaints.actions.numbers import LOCAL_REGISTER, next_tracking_id
from app.complaints.events import complaint_handled
from app.complaints.handling import MomentInFuture
from app.complaints.masking import mask_personal_data
from app.complaints.models import Complaint, ComplaintEvent, EventKind
from app.complaints.queries.judging import judge_for
from app.complaints.rules import Klass, Origin
from app.db import db, utc_now
from app.organisations.models import Government


@dataclass(frozen=True)
class Entry:
    """What an official writes down of a complaint. There is no field for who complained."""

    channel: str
    received_at: datetime
    title: str
    text: str
    klass: Klass | None = None
    category: str = ""
    area: str = ""
    unit_id: str | None = None


def enter_complaint(
    actor: Actor, government: Government, entry: Entry, now: datetime | None = None
) -> Complaint:
    """Put a complaint into the register under a number of its own; the coordinator checks and forwards it.

    Any OPD takes in complaints for any other one of its government ("no wrong door"). Personal data in whatever was
    typed is masked before it is stored. Raises `MomentInFuture`, and `OutsideCalendarError` for a day of another age.
    """
    check(actor, Permission.COMPLAINT_ENTER, government.id)
    now = now or utc_now()
    if entry.received_at > now:
        raise MomentInFuture
    judge = judge_for(government)
    year = judge.calendar.local_day(entry.received_at).year
    made = Complaint(
        government_id=government.id,
        source=LOCAL_REGISTER,
        tracking_id=next_tracking_id(government.id, year),
        origin=Origin.ENTRY,
        title=mask_personal_data(entry.title)[:300],
        text=mask_personal_data(entry.text),
        klass=entry.klass,
        category=mask_personal_data(entry.category)[:200],
        channel=mask_personal_data(entry.channel)[:80],
        area=mask_personal_data(entry.area)[:200],
        unit_id=entry.unit_id,
        received_at=entry.received_at,
        closed_automatically=False,
        earlier_pauses=[],
        reopen_count=0,
        content_hash="",  # no source will tell it again
        updated_at=now,
    )
    derive(made, judge)
    db.session.add(made)
    db.session.flush()
    event = ComplaintEvent(
        government_id=government.id,
        complaint_id=made.id,
        kind=EventKind.ENTERED,
        at=entry.received_at,
        actor_user_id=actor.user_id,
        changes={"unit": [None, entry.unit_id]} if entry.unit_id else {},
    )
    db.session.add(event)
    db.session.flush()
    record(
        actor,
        "complaints.entered",
        made,
        government_id=government.id,
        after={"tracking_id": made.tracking_id, "channel": made.channel, "unit_id": made.unit_id},
    )
    complaint_handled.send(made, event=event)
    return made
