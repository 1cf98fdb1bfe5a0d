"""What is known of a submission from elsewhere, to hold it against."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from app.audit import AuditEntry
from app.db import db
from app.files import StoredFile, read
from app.organisations.models import Government
from app.plans.models import Submission
from app.plans.proof import Check, Evidence, prove

SENT, ATTACHED = "plan.submission_kept", "report.attached"


@dataclass(frozen=True)
class Proof:
    """A submission by its receipt, and how it was found."""

    receipt_number: str
    government_code: str
    checks: tuple[Check, ...]


def proof_of(submission: Submission) -> tuple[Check, ...]:
    """Recompute now whether a submission, its receipt and its PDF still fit together."""
    stored = db.session.get(StoredFile, submission.pdf_file_id) if submission.pdf_file_id else None
    return prove(
        Evidence(
            content=submission.content,
            sha256=submission.sha256,
            receipt_number=submission.receipt_number,
            number=submission.number,
            government_id=submission.government_id,
            logged_sha256=_logged(submission, SENT),
            file_sha256=stored.sha256 if stored else None,
            file_found=_fingerprint(stored) if stored else None,
            logged_file_sha256=_logged(submission, ATTACHED),
        )
    )


def proofs(government_code: str = "") -> Iterator[Proof]:
    """The proof of every submission (of one government), one at a time. For commands: the rights are the system's."""
    statement = select(Submission.id, Government.code).join(
        Government, Government.id == Submission.government_id
    )
    if government_code:
        statement = statement.where(Government.code == government_code)
    for submission_id, code in db.session.execute(
        statement.order_by(Government.code, Submission.number)
    ).all():
        submission = db.session.get_one(Submission, submission_id)
        yield Proof(submission.receipt_number, code, proof_of(submission))
        db.session.expunge(submission)  # its text is large and no longer needed


def _logged(submission: Submission, action: str) -> str | None:
    """The fingerprint that the log noted of an event for this very receipt."""
    after = db.session.scalars(
        select(AuditEntry.after)
        .where(
            AuditEntry.record_type == Submission.__tablename__,
            AuditEntry.record_id == submission.id,
            AuditEntry.action == action,
            AuditEntry.chain == submission.government_id,
        )
        .order_by(AuditEntry.sequence)
        .limit(1)
    ).one_or_none()
    if after is None:
        return None
    of_this = after.get("receipt_number") == submission.receipt_number
    return str(after.get("sha256", "")) if of_this else ""


def _fingerprint(stored: StoredFile) -> str:
    """Of the bytes that are there now; empty when they are gone."""
    try:
        return hashlib.sha256(read(stored)).hexdigest()
    except OSError:
        return ""
