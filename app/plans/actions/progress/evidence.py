"""Files and links that prove a report."""

from datetime import datetime
from typing import IO
from urllib.parse import urlsplit

from app.access import Actor
from app.assessment.actions.evidence import checked_url
from app.audit import record
from app.db import db, utc_now
from app.files import Purpose, store
from app.plans.actions.progress.reports import writable_report
from app.plans.models import PlanLine, ProgressEvidence, ProgressPeriod


def add_proof_file(
    actor: Actor, period: ProgressPeriod, line: PlanLine, stream: IO[bytes], filename: str
) -> ProgressEvidence:
    """Keep a file. Raises `RefusedFile`, PeriodLocked, WrongReportState."""
    report = writable_report(actor, period, line)
    db.session.flush()
    kept = store(actor, period.government_id, stream, filename, Purpose.EVIDENCE)
    proof = ProgressEvidence(
        government_id=period.government_id,
        report_id=report.id,
        file_id=kept.id,
        title=kept.original_name,
        created_by=actor.user_id,
    )
    return _added(actor, proof, {"kind": "file", "sha256": kept.sha256})


def add_proof_link(
    actor: Actor, period: ProgressPeriod, line: PlanLine, url: str, title: str = ""
) -> ProgressEvidence:
    """Keep an address. Raises `InvalidLink`, PeriodLocked, WrongReportState."""
    address = checked_url(url)
    report = writable_report(actor, period, line)
    db.session.flush()
    proof = ProgressEvidence(
        government_id=period.government_id,
        report_id=report.id,
        url=address,
        title=title.strip() or urlsplit(address).netloc,
        created_by=actor.user_id,
    )
    return _added(actor, proof, {"kind": "link"})


def remove_proof(
    actor: Actor, period: ProgressPeriod, line: PlanLine, proof: ProgressEvidence, now: datetime | None = None
) -> None:
    """Take evidence from a report; doing it twice changes nothing. Raises PeriodLocked, WrongReportState."""
    writable_report(actor, period, line)
    if proof.removed_at is not None:
        return
    proof.removed_at, proof.removed_by = now or utc_now(), actor.user_id
    db.session.flush()
    record(actor, "progress.proof_removed", proof, government_id=proof.government_id)


def _added(actor: Actor, proof: ProgressEvidence, told: dict[str, str]) -> ProgressEvidence:
    db.session.add(proof)
    db.session.flush()
    record(actor, "progress.proof_added", proof, government_id=proof.government_id, after=told)
    return proof
