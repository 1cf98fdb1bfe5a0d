"""Taking words away once they are past their keeping. Figures, times and the history of what changed stay."""

from datetime import date, datetime

from sqlalchemy import delete, insert, inspect, select, update

from app.access import Actor
from app.audit import record
from app.complaints.actions.findings import forget_removed
from app.complaints.models import (
    Complaint,
    ComplaintEvent,
    ComplaintReporter,
    EventKind,
    ImportBefore,
    RetentionRule,
)
from app.complaints.queries.retention import past_keeping, periods_of, reporters_past_keeping, still_has_words
from app.complaints.rules import Klass
from app.db import db, new_id, utc_now
from app.organisations.models import Government

BATCH = 500


def remove_expired(
    actor: Actor, government: Government, now: datetime | None = None, limit: int = BATCH
) -> int:
    """Remove title, text, notes and their copies, of at most `limit` complaints past their keeping; answers how many.

    Call it until it answers 0, committing in between. Doing it twice, or at once in two places, removes once.
    """
    now = now or utc_now()
    found = db.session.execute(
        select(Complaint.id, Complaint.text_removed_at, Complaint.tracking_id)
        .where(past_keeping(government, periods_of(government.id), now), still_has_words())
        .order_by(Complaint.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if not found:
        return 0
    ids = [row[0] for row in found]
    db.session.execute(
        update(Complaint)
        .where(Complaint.id.in_(ids))
        .values(title="", text="", text_removed_at=now, version=Complaint.version + 1)
        .execution_options(synchronize_session=False)
    )
    _forget_notes(ids)
    _forget_copies(government, ids, [row[2] for row in found])
    for_the_first_time = [row[0] for row in found if row[1] is None]
    _add_events(actor, government, for_the_first_time, now)
    _forget_reporters(ids)
    _reread(ids)
    record(
        actor,
        "complaints.texts_removed",
        government,
        government_id=government.id,
        after={"complaints": len(ids)},
    )
    return len(ids)


def remove_expired_reporters(
    actor: Actor, government: Government, now: datetime | None = None, limit: int = BATCH
) -> int:
    """Remove who complained where that is past its keeping; answers of how many complaints, as `remove_expired`."""
    condition = reporters_past_keeping(government, now or utc_now())
    ids = db.session.scalars(select(Complaint.id).where(condition).order_by(Complaint.id).limit(limit)).all()
    if ids:
        _forget_reporters(list(ids))
        record(
            actor,
            "complaints.reporters_removed",
            government,
            government_id=government.id,
            after={"complaints": len(ids)},
        )
    return len(ids)


def add_retention_rule(
    actor: Actor,
    government: Government | None,
    klass: Klass | None,
    months: int,
    valid_from: date,
    basis: str,
) -> RetentionRule:
    """Let a period hold from a day on, for the installation (None) or for one government."""
    rule = RetentionRule(
        government_id=government.id if government else None,
        klass=klass,
        months=months,
        valid_from=valid_from,
        basis=basis,
        created_by=actor.user_id,
    )
    db.session.add(rule)
    db.session.flush()
    record(actor, "complaints.retention_added", rule, government_id=rule.government_id, after=_told(rule))
    return rule


def remove_retention_rule(actor: Actor, rule: RetentionRule) -> None:
    """Withdraw a period; the one before it holds again. What was removed does not come back."""
    record(actor, "complaints.retention_removed", rule, government_id=rule.government_id, before=_told(rule))
    db.session.delete(rule)
    db.session.flush()


def _told(rule: RetentionRule) -> dict[str, object]:
    return {
        "klass": rule.klass,
        "months": rule.months,
        "valid_from": rule.valid_from,
        "basis": rule.basis,
    }


def _reread(ids: list[str]) -> None:
    """Let complaints and events that the session already knows be read anew: they were changed past it."""
    touched = {(Complaint, (one,), None) for one in ids}
    for known in list(db.session.identity_map.values()):
        if inspect(known).key in touched or isinstance(known, ComplaintEvent):
            db.session.expire(known)


def _forget_notes(ids: list[str]) -> None:
    """The history says what was done, no longer in which words."""
    db.session.execute(
        update(ComplaintEvent)
        .where(ComplaintEvent.complaint_id.in_(ids), ComplaintEvent.note != "")
        .values(note="")
        .execution_options(synchronize_session=False)
    )


def _forget_copies(government: Government, ids: list[str], tracking_ids: list[str]) -> None:
    """What imports keep beside: how complaints were before, and rows that were not taken."""
    db.session.execute(
        delete(ImportBefore)
        .where(ImportBefore.complaint_id.in_(ids))
        .execution_options(synchronize_session=False)
    )
    forget_removed(government.id, tracking_ids)


def _forget_reporters(ids: list[str]) -> None:
    db.session.execute(
        delete(ComplaintReporter)
        .where(ComplaintReporter.complaint_id.in_(ids))
        .execution_options(synchronize_session=False)
    )


def _add_events(actor: Actor, government: Government, ids: list[str], now: datetime) -> None:
    rows: list[dict[str, object]] = [
        {
            "id": new_id(),
            "government_id": government.id,
            "complaint_id": complaint_id,
            "kind": EventKind.TEXT_REMOVED,
            "at": now,
            "actor_user_id": actor.user_id,
            "import_id": None,
            "note": "",
            "changes": {},
        }
        for complaint_id in ids
    ]
    if rows:
        db.session.execute(insert(ComplaintEvent), rows)
