"""Keeping who complained: never, unless a government decided so and says on what basis."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import aliased

from app.access import Actor
from app.audit import record
from app.complaints.access_log import note_access
from app.complaints.actions.bulk import insert_rows
from app.complaints.models import (
    AccessKind,
    Complaint,
    ComplaintImport,
    ComplaintReporter,
    ReporterSetting,
)
from app.complaints.queries.reporters import kept_reporters
from app.complaints.queries.retention import past_reporters_keeping
from app.complaints.reporters import LONGEST, Reporter
from app.complaints.sealing import seal, unseal
from app.db import db, new_id, utc_now
from app.organisations.models import Government

_INSERTED = ("id", "government_id", "complaint_id", "import_id", "created_at", "sealed")


@dataclass(frozen=True)
class ReporterDecision:
    """What a government decides about the identity of reporters. `months` after the end of the complaint."""

    allowed: bool
    basis: str
    officer_name: str
    officer_contact: str
    months: int


def decide_on_reporters(actor: Actor, government: Government, decision: ReporterDecision) -> int:
    """Keep the decision; when it is taken back, everything that was kept is removed. Answers of how many complaints."""
    setting = db.session.get(ReporterSetting, government.id) or ReporterSetting(
        government_id=government.id, allowed=False
    )
    before = setting.allowed
    setting.allowed = decision.allowed
    setting.basis, setting.months = decision.basis, decision.months
    setting.officer_name, setting.officer_contact = decision.officer_name, decision.officer_contact
    setting.changed_at, setting.changed_by = utc_now(), actor.user_id
    db.session.add(setting)
    db.session.flush()  # first: an import under way ends its batch, whose reporters are then removed too
    removed = 0 if decision.allowed else forget_reporters(government.id)
    db.session.flush()
    record(
        actor,
        "complaints.reporters_decided",
        setting,
        government_id=government.id,
        before={"allowed": before},
        after={
            "allowed": decision.allowed,
            "months": decision.months,
            "basis": decision.basis,
            "removed": removed,
        },
    )
    return removed


def forget_reporters(government_id: str) -> int:
    """Remove who complained, of every complaint of a government; answers of how many."""
    kept = kept_reporters(government_id)
    db.session.execute(delete(ComplaintReporter).where(ComplaintReporter.government_id == government_id))
    return kept


def take_reporters_back(import_id: str) -> None:
    """Remove who complained as far as this import told it; what was told before holds again."""
    db.session.execute(
        delete(ComplaintReporter)
        .where(ComplaintReporter.import_id == import_id)
        .execution_options(synchronize_session=False)
    )


def keep_reporter(complaint: Complaint, name: str, contact: str, now: datetime | None = None) -> bool:
    """Keep who complained, sealed; answers False, and keeps nothing, unless the government decided so."""
    reporter = Reporter(name.strip()[:LONGEST], contact.strip()[:LONGEST])
    told = {complaint.tracking_id: reporter}
    return (
        not reporter.is_nobody
        and keep_reporters(complaint.government_id, complaint.source, told, now=now) == 1
    )


def keep_reporters(
    government_id: str,
    source: str,
    told: Mapping[str, Reporter],
    import_id: str | None = None,
    now: datetime | None = None,
) -> int:
    """Keep who complained (tracking id of a source → reporter), sealed; answers of how many complaints.

    Nothing is kept unless the government decided so, nor of complaints of which it would be removed again tonight.
    """
    if not told or not _is_allowed_meanwhile(government_id):
        return 0
    government = db.session.get_one(Government, government_id)
    now = now or utc_now()
    found = _complaints(government, source, told, now)
    if not found:
        return 0
    rows = [
        (new_id(), government_id, complaint_id, import_id, now, seal(government_id, told[tracking_id]))
        for complaint_id, tracking_id in found.items()
    ]
    db.session.flush()
    db.session.execute(
        delete(ComplaintReporter)
        .where(ComplaintReporter.complaint_id.in_(found), ComplaintReporter.import_id == import_id)
        .execution_options(synchronize_session=False)
    )
    insert_rows(ComplaintReporter.__table__, _INSERTED, rows)
    return len(rows)


def forget_superseded(government_id: str) -> int:
    """Remove what was told before something that can no longer be taken back; answers how many rows."""
    later = aliased(ComplaintReporter)
    for_good = (
        select(later.id)
        .outerjoin(ComplaintImport, ComplaintImport.id == later.import_id)
        .where(
            later.complaint_id == ComplaintReporter.complaint_id,
            later.created_at > ComplaintReporter.created_at,
            or_(later.import_id.is_(None), ComplaintImport.forgotten_at.is_not(None)),
        )
    )
    gone = db.session.scalars(
        delete(ComplaintReporter)
        .where(ComplaintReporter.government_id == government_id, for_good.exists())
        .returning(ComplaintReporter.id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())


def open_reporter(actor: Actor, complaint: Complaint, kept: ComplaintReporter) -> Reporter:
    """Who complained; that somebody asked is noted first. Raises `SealBrokenError`."""
    note_access(actor, complaint.government_id, AccessKind.REPORTER, complaint=complaint)
    return unseal(kept.government_id, kept.sealed)


def _is_allowed_meanwhile(government_id: str) -> bool:
    """Whether the government keeps who complained, held until this transaction ends.

    Who takes the decision back waits for it, and so removes what is written now as well.
    """
    statement = select(ReporterSetting.allowed).where(ReporterSetting.government_id == government_id)
    return bool(db.session.scalar(statement.with_for_update(read=True)))


def _complaints(
    government: Government, source: str, told: Mapping[str, Reporter], now: datetime
) -> dict[str, str]:
    """The complaints of these tracking ids of which it may be kept, id → tracking id."""
    mine = select(Complaint.id, Complaint.tracking_id).where(
        Complaint.government_id == government.id,
        Complaint.source == source,
        Complaint.tracking_id.in_(told),
        Complaint.text_removed_at.is_(None),
    )
    found = {row[0]: row[1] for row in db.session.execute(mine)}
    past = select(Complaint.id).where(Complaint.id.in_(found), past_reporters_keeping(government, now))
    for complaint_id in db.session.scalars(past):
        del found[complaint_id]
    return found
