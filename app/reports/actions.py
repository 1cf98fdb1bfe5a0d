"""Asking for a document, and keeping it."""

from sqlalchemy import Select, select

from app.access import Actor
from app.audit import record as audit
from app.db import db, utc_now
from app.files import FileKind, discard, store_generated
from app.jobs import Job, JobState, enqueue
from app.plans.models import Submission
from app.reports.document import Document, Format, Subject
from app.reports.making import Made
from app.reports.models import GeneratedDocument
from app.reports.rules import KEPT, dedupe_key
from app.reports.signing.queries import was_signed

MAKE_JOB = "reports.make"
SUBMISSION_JOB = "reports.submission"
HELP_JOB = "reports.chapters"
FILE_KINDS = {
    Format.PDF: FileKind.PDF,
    Format.XLSX: FileKind.XLSX,
    Format.ODS: FileKind.ODS,
    Format.DOCX: FileKind.DOCX,
    Format.ZIP: FileKind.ZIP,
}


def request_document(
    actor: Actor, document: Document, subject: Subject, kind: Format, language: str
) -> GeneratedDocument:
    """Ask for a document; the same wish, while it waits or runs, is the same document. The caller checked the right."""
    key = dedupe_key(document.name, kind.value, language, subject.unit_id, subject.record)
    waiting = _waiting(document, subject, kind, language)
    if waiting is not None:
        return waiting
    made = GeneratedDocument(
        government_id=subject.government_id,
        name=document.name,
        kind=kind,
        language=language,
        unit_id=subject.unit_id,
        record=subject.record,
        created_by=actor.user_id,
    )
    db.session.add(made)
    db.session.flush()
    job = enqueue(actor, subject.government_id, MAKE_JOB, {"document_id": made.id}, f"{key}|{actor.user_id}")
    made.job_id = job.id
    db.session.flush()
    audit(
        actor,
        "report.requested",
        made,
        government_id=made.government_id,
        after={"name": made.name, "kind": kind.value, "language": language, "record": made.record},
    )
    return made


def keep_document(actor: Actor, made: GeneratedDocument, result: Made) -> None:
    """Store the finished file and let go of older ones of the same subject."""
    made.file = store_generated(
        actor, made.government_id, result.content, result.file_name, FILE_KINDS[made.kind]
    )
    made.made_at = utc_now()
    db.session.flush()
    audit(
        actor,
        "report.made",
        made,
        government_id=made.government_id,
        after={"name": made.name, "kind": made.kind.value, "sha256": made.file.sha256},
    )
    _discard_older(made)


def attach_to_submission(actor: Actor, submission: Submission, result: Made) -> None:
    """Give a submission its document, once: what was attached stays."""
    if submission.pdf_file_id is not None:
        return
    stored = store_generated(actor, submission.government_id, result.content, result.file_name, FileKind.PDF)
    submission.pdf_file_id = stored.id
    db.session.flush()
    audit(
        actor,
        "report.attached",
        submission,
        government_id=submission.government_id,
        after={"receipt_number": submission.receipt_number, "sha256": stored.sha256},
    )


def _waiting(document: Document, subject: Subject, kind: Format, language: str) -> GeneratedDocument | None:
    return db.session.scalars(
        _same(document.name, subject, kind, language)
        .join(Job, Job.id == GeneratedDocument.job_id)
        .where(
            GeneratedDocument.file_id.is_(None),
            Job.state.in_((JobState.QUEUED, JobState.RUNNING)),
            Job.cancel_requested.is_(False),
        )
        .limit(1)
    ).first()


def _discard_older(made: GeneratedDocument) -> None:
    finished = db.session.scalars(
        _same(made.name, made.subject, made.kind, made.language)
        .where(GeneratedDocument.file_id.is_not(None))
        .order_by(GeneratedDocument.made_at.desc(), GeneratedDocument.id)
    ).all()
    for old in finished[KEPT:]:
        file = old.file
        if file is not None and was_signed(file):  # what was signed stays, and so does what it was signed on
            continue
        db.session.delete(old)
        db.session.flush()
        if file is not None:
            discard(file)


def _same(name: str, subject: Subject, kind: Format, language: str) -> Select[GeneratedDocument]:
    """The documents of one kind and subject."""
    return select(GeneratedDocument).where(
        GeneratedDocument.government_id == subject.government_id,
        GeneratedDocument.name == name,
        GeneratedDocument.kind == kind,
        GeneratedDocument.language == language,
        GeneratedDocument.unit_id.is_(None)
        if subject.unit_id is None
        else GeneratedDocument.unit_id == subject.unit_id,
        GeneratedDocument.record == subject.record,
    )
