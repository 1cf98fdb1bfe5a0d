"""Waiting for the reporter to complete a complaint: the clocks stand still meanwhile."""

from datetime import datetime

from app.access import Actor
from app.complaints.actions.handling.taking import begin, finish
from app.complaints.handling import Step
from app.complaints.models import Complaint, ComplaintEvent, EventKind


def postpone(actor: Actor, complaint: Complaint, note: str, at: datetime | None = None) -> ComplaintEvent:
    """Wait for the reporter, because the complaint is incomplete; `note` says what is missing."""
    taken = begin(actor, complaint, Step.POSTPONE, note, at)
    keep_pause(complaint)
    complaint.postponed_at = taken.at
    return finish(actor, complaint, EventKind.POSTPONED, taken)


def resume(actor: Actor, complaint: Complaint, note: str = "", at: datetime | None = None) -> ComplaintEvent:
    """Go on without further word of the reporter."""
    taken = begin(actor, complaint, Step.RESUME, note, at)
    complaint.resumed_at = taken.at
    return finish(actor, complaint, EventKind.RESUMED, taken)


def keep_pause(complaint: Complaint) -> None:
    """Move a pause that has ended among the earlier ones, so that the next one has room."""
    start, end = complaint.postponed_at, complaint.resumed_at
    if start is not None and end is not None:
        complaint.earlier_pauses = [*complaint.earlier_pauses, [start.isoformat(), end.isoformat()]]
        complaint.postponed_at = complaint.resumed_at = None
