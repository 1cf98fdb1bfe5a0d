"""Complaints that close by themselves: answered, and so many working days without a reply."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from flask_babel import force_locale
from sqlalchemy import select

from app.access import SYSTEM
from app.audit import record
from app.complaints import notices
from app.complaints.actions.derived import derive
from app.complaints.events import complaint_handled
from app.complaints.judging import Judge
from app.complaints.models import Complaint, ComplaintEvent, EventKind
from app.complaints.queries.judging import judge_for
from app.db import db, utc_now
from app.db.unit_of_work import commit
from app.organisations.models import Government

BATCH = 500


def close_due(
    now: datetime | None = None,
    government_id: str | None = None,
    batch: int = BATCH,
    after_batch: Callable[[], None] | None = None,
) -> int:
    """Close every complaint whose days without a reply are over; answers how many.

    Each closes at the moment when its days were over, not when this ran: running it late, or twice, or on two machines
    at once gives the same figures. It commits batch by batch, or does `after_batch` instead. Call it with the rights of
    the system.
    """
    now = now or utc_now()
    judges: dict[str, Judge] = {}
    closed = 0
    with force_locale("id"):
        while found := _due(now, government_id, batch):
            _close(found, judges)
            _tell(found)
            closed += len(found)
            (after_batch or commit)()
    return closed


def _due(now: datetime, government_id: str | None, batch: int) -> Sequence[Complaint]:
    """Some that are due, held for this transaction; what another worker holds is left to it (SQLite has one writer).

    Those of one OPD stand together, so that it is told once.
    """
    statement = (
        select(Complaint)
        .where(Complaint.close_due <= now)
        .order_by(Complaint.government_id, Complaint.unit_id, Complaint.close_due, Complaint.id)
        .limit(batch)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if government_id is not None:
        statement = statement.where(Complaint.government_id == government_id)
    return db.session.scalars(statement).all()


def _close(complaints: Sequence[Complaint], judges: dict[str, Judge]) -> None:
    events = []
    for complaint in complaints:
        due = complaint.close_due
        complaint.closed_at = due
        complaint.closed_automatically = True
        complaint.updated_at = utc_now()
        derive(complaint, _judge_of(complaint.government_id, judges))
        events.append(
            ComplaintEvent(
                government_id=complaint.government_id,
                complaint_id=complaint.id,
                kind=EventKind.CLOSED_AUTOMATICALLY,
                at=due,
                changes={"closed": [None, due.isoformat() if due else None]},
            )
        )
    db.session.add_all(events)
    db.session.flush()
    for complaint, event in zip(complaints, events, strict=True):
        record(
            SYSTEM,
            "complaints.closed_automatically",
            complaint,
            government_id=complaint.government_id,
            after={"status": complaint.status, "closed_at": complaint.closed_at},
        )
        complaint_handled.send(complaint, event=event)


def _judge_of(government_id: str, judges: dict[str, Judge]) -> Judge:
    if government_id not in judges:
        judges[government_id] = judge_for(db.session.get_one(Government, government_id))
    return judges[government_id]


def _tell(complaints: Sequence[Complaint]) -> None:
    """One notice to each OPD, the complaints in the order of their numbers."""
    of_unit: dict[tuple[str, str], list[str]] = defaultdict(list)
    for complaint in complaints:
        if complaint.unit_id is not None:
            of_unit[complaint.government_id, complaint.unit_id].append(complaint.tracking_id)
    for (government_id, unit_id), tracking_ids in of_unit.items():
        notices.closed_automatically(government_id, unit_id, sorted(tracking_ids))
