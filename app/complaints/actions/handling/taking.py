"""What every step has in common: the right, the moment, and what is kept of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.access import Actor, Permission, check
from app.audit import record
from app.complaints.actions.derived import derive
from app.complaints.events import complaint_handled
from app.complaints.handling import Step, last_moment_of, place, require, standing_of
from app.complaints.masking import mask_personal_data
from app.complaints.models import Complaint, ComplaintEvent, EventKind
from app.complaints.queries.handling import parties_of
from app.complaints.queries.judging import judge_for
from app.db import db, utc_now
from app.organisations.models import Government

# What a step may change, by the name under which the history shows it.
_SHOWN = {
    "unit_id": "unit",
    "verified_at": "verified",
    "first_follow_up_at": "first_follow_up",
    "last_follow_up_at": "last_follow_up",
    "postponed_at": "postponed",
    "resumed_at": "resumed",
    "replied_at": "replied",
    "closed_at": "closed",
    "archived_at": "archived",
    "rating": "rating",
}


@dataclass(frozen=True)
class Taken:
    """A step that may be taken: when, with which words, and what the complaint was before."""

    at: datetime
    note: str
    before: dict[str, Any]


def begin(
    actor: Actor,
    complaint: Complaint,
    step: Step,
    note: str,
    given: datetime | None,
    permission: Permission = Permission.COMPLAINT_HANDLE,
) -> Taken:
    """See that the step may be taken, and when it happened.

    Ends the request with 403 or 404 for whoever may not. Raises `WrongStep`, `NoteMissing`, `MomentInFuture` and
    `MomentTooEarly`.
    """
    check(actor, permission, complaint.government_id, complaint.unit_id)
    require(step, standing_of(complaint), parties_of(actor, complaint), note)
    at = place(given, previous_moment(complaint), utc_now())
    return Taken(at, mask_personal_data(note.strip()), {name: getattr(complaint, name) for name in _SHOWN})


def previous_moment(complaint: Complaint) -> datetime:
    """When the last thing happened: according to the complaint itself, or to its history."""
    latest = db.session.scalar(
        select(func.max(ComplaintEvent.at)).where(ComplaintEvent.complaint_id == complaint.id)
    )
    own = last_moment_of(complaint)
    return max(own, latest) if latest is not None else own


def finish(actor: Actor, complaint: Complaint, kind: EventKind, taken: Taken) -> ComplaintEvent:
    """Keep what the step changed: derived columns, history, log; and tell whoever listens.

    A step that was taken from an older state of the complaint fails here with `StaleDataError`, which is a 409.
    """
    derive(complaint, judge_for(db.session.get_one(Government, complaint.government_id)))
    complaint.updated_at = utc_now()
    after = {name: getattr(complaint, name) for name in _SHOWN}
    changed = [name for name in _SHOWN if taken.before[name] != after[name]]
    event = ComplaintEvent(
        government_id=complaint.government_id,
        complaint_id=complaint.id,
        kind=kind,
        at=taken.at,
        actor_user_id=actor.user_id,
        note=taken.note,
        changes={_SHOWN[name]: [_plain(taken.before[name]), _plain(after[name])] for name in changed},
    )
    db.session.add(event)
    db.session.flush()
    # The words stay with the complaint: they may speak of people, and the log is kept for ever.
    record(
        actor,
        f"complaints.{kind.value}",
        complaint,
        government_id=complaint.government_id,
        before={name: taken.before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    complaint_handled.send(complaint, event=event)
    return event


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
