"""A complaint as its channel is told it: where it stands, never what it says."""

from datetime import datetime
from typing import Any

from app.complaints.judging import Judge
from app.complaints.labels import status_text
from app.complaints.models import Complaint
from app.db import db, utc_now
from app.organisations.models import Unit

_MOMENTS = (
    "received_at",
    "verified_at",
    "first_follow_up_at",
    "last_follow_up_at",
    "postponed_at",
    "resumed_at",
    "replied_at",
    "closed_at",
    "archived_at",
    "reopened_at",
)


def standing(complaint: Complaint) -> dict[str, Any]:
    """Status, colour, unit and times; plain data."""
    unit = db.session.get(Unit, complaint.unit_id) if complaint.unit_id else None
    return {
        "id": complaint.tracking_id,
        "status": complaint.status.value,
        "status_text": status_text(complaint.status),
        "colour": complaint.colour.value,
        "class": complaint.klass.value if complaint.klass else None,
        "unit": unit.name if unit else None,
        **{name: _iso(getattr(complaint, name)) for name in _MOMENTS},
        "closed_automatically": complaint.closed_automatically,
        "reopen_count": complaint.reopen_count,
        "closes_at": _iso(complaint.close_due),
        "updated_at": _iso(complaint.updated_at),
    }


def clocks(complaint: Complaint, judge: Judge) -> list[dict[str, Any]]:
    """The clocks as they stand now."""
    return [
        {
            "stage": clock.stage.value,
            "state": clock.state.value,
            "why": clock.why.value,
            "due": _iso(clock.due),
            "working_days": clock.working_days,
            "allowed_days": clock.allowed,
        }
        for clock in judge.clocks(complaint, utc_now())
    ]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
