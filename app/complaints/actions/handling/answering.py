"""What officials and the reporter say to each other, and how a complaint ends."""

from datetime import datetime

from app.access import Actor, Permission
from app.complaints import notices
from app.complaints.actions.handling.taking import begin, finish
from app.complaints.actions.handling.waiting import keep_pause
from app.complaints.handling import Step
from app.complaints.models import Complaint, ComplaintEvent, EventKind
from app.complaints.rules import resolved_at


def follow_up(actor: Actor, complaint: Complaint, note: str, at: datetime | None = None) -> ComplaintEvent:
    """Answer the reporter. Without a reply the complaint closes by itself after the days that the rule gives."""
    taken = begin(actor, complaint, Step.FOLLOW_UP, note, at)
    complaint.first_follow_up_at = complaint.first_follow_up_at or taken.at
    complaint.last_follow_up_at = taken.at
    return finish(actor, complaint, EventKind.FOLLOWED_UP, taken)


def reply(actor: Actor, complaint: Complaint, note: str, at: datetime | None = None) -> ComplaintEvent:
    """Write down what the reporter said. It ends the waiting for them, and opens a closed complaint again."""
    taken = begin(actor, complaint, Step.REPLY, note, at)
    kind = EventKind.REPLIED
    if complaint.closed_at is not None:
        kind = EventKind.REOPENED
        _reopen(complaint, complaint.closed_at, taken.at)
    elif complaint.postponed_at is not None and complaint.resumed_at is None:
        complaint.resumed_at = taken.at
    complaint.replied_at = taken.at
    event = finish(actor, complaint, kind, taken)
    notices.replied(actor, complaint)
    return event


def _reopen(complaint: Complaint, closed_at: datetime, at: datetime) -> None:
    """Open a closed complaint. Between the end of the agency's work and the reply the time is nobody's."""
    ended = resolved_at(
        closed_at,
        complaint.closed_automatically,
        complaint.last_follow_up_at,
        complaint.first_follow_up_at,
    )
    start = max(filter(None, (ended or closed_at, complaint.resumed_at)))
    keep_pause(complaint)
    complaint.earlier_pauses = [*complaint.earlier_pauses, [start.isoformat(), at.isoformat()]]
    complaint.closed_at = None
    complaint.closed_automatically = False
    complaint.reopened_at = at
    complaint.reopen_count += 1


def close(
    actor: Actor,
    complaint: Complaint,
    note: str = "",
    at: datetime | None = None,
    rating: int | None = None,
) -> ComplaintEvent:
    """Finish an answered complaint; `rating` (1–5) if the reporter gave one."""
    taken = begin(actor, complaint, Step.CLOSE, note, at)
    complaint.closed_at = taken.at
    complaint.closed_automatically = False
    if rating is not None:
        complaint.rating = rating
    return finish(actor, complaint, EventKind.CLOSED, taken)


def archive(actor: Actor, complaint: Complaint, note: str, at: datetime | None = None) -> ComplaintEvent:
    """Put a complaint away that nobody will follow up, with the reason."""
    taken = begin(actor, complaint, Step.ARCHIVE, note, at, Permission.COMPLAINT_EDIT)
    complaint.archived_at = taken.at
    return finish(actor, complaint, EventKind.ARCHIVED, taken)
