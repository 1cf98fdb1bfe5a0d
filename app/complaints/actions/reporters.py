"""Keeping who complained: never, unless a government decided so and says on what basis."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select

from app.access import Actor
from app.audit import record
from app.complaints.access_log import note_access
from app.complaints.models import AccessKind, Complaint, ComplaintReporter, ReporterSetting
from app.complaints.sealing import Reporter, seal, unseal
from app.db import db, utc_now
from app.organisations.models import Government

LONGEST = 200


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


def kept_reporters(government_id: str) -> int:
    """Of how many complaints it is kept who complained."""
    statement = select(func.count()).select_from(ComplaintReporter)
    return db.session.scalar(statement.where(ComplaintReporter.government_id == government_id)) or 0


def may_keep_reporters(government_id: str) -> bool:
    """Whether the government decided to keep who complained; nobody else may."""
    setting = db.session.get(ReporterSetting, government_id)
    return setting is not None and setting.allowed


def keep_reporter(complaint: Complaint, name: str, contact: str) -> bool:
    """Keep who complained, sealed; answers False, and keeps nothing, unless the government decided so."""
    reporter = Reporter(name.strip()[:LONGEST], contact.strip()[:LONGEST])
    if reporter.is_nobody or not may_keep_reporters(complaint.government_id):
        return False
    known = db.session.get(ComplaintReporter, complaint.id)
    kept = known or ComplaintReporter(complaint_id=complaint.id, government_id=complaint.government_id)
    kept.sealed = seal(complaint.government_id, reporter)
    db.session.add(kept)
    db.session.flush()
    return True


def open_reporter(actor: Actor, complaint: Complaint, kept: ComplaintReporter) -> Reporter:
    """Who complained; that somebody asked is noted first. Raises `SealBrokenError`."""
    note_access(actor, complaint.government_id, AccessKind.REPORTER, complaint=complaint)
    return unseal(kept.government_id, kept.sealed)
