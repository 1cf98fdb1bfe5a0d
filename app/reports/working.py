"""Jobs of this package."""

from typing import Any

from flask_babel import gettext as _

from app.access import Permission
from app.db import db
from app.jobs import JobError, JobHandle, job, path_for
from app.plans.models import Submission
from app.reports.actions import MAKE_JOB, SUBMISSION_JOB, attach_to_submission, keep_document
from app.reports.catalogue import Format, NothingToPrintError, Subject, find
from app.reports.catalogue.action_plan import SubmittedPlan
from app.reports.labels import JOB_MAKE, JOB_SUBMISSION, failure_text
from app.reports.making import STEPS, make_document
from app.reports.models import GeneratedDocument
from app.reports.queries import may_make
from app.reports.renderers.chapters.process import ChapterFailedError


@job(MAKE_JOB, label=JOB_MAKE, permission=Permission.REPORT_CREATE)
def make(handle: JobHandle, document_id: str) -> dict[str, Any]:
    """Make a document that somebody asked for; the rights are those of this moment."""
    made = db.session.get(GeneratedDocument, document_id)
    document = find(made.name) if made is not None else None
    if made is None or document is None or not may_make(handle.actor, document, made.subject):
        raise JobError(_("Dokumen ini tidak ditemukan atau tidak lagi boleh Anda buat."))
    try:
        result = make_document(
            document,
            made.subject,
            made.kind,
            made.language,
            report=handle.progress,
            reading=handle.reading,
        )
    except NothingToPrintError as error:
        raise JobError(str(error)) from error
    kept = db.session.get_one(GeneratedDocument, document_id)
    keep_document(handle.actor, kept, result)
    handle.progress(STEPS, STEPS, _("Dokumen siap diunduh"))
    return {"url": path_for("reports.download", document_id=document_id), "label": _("Unduh dokumen")}


@job(SUBMISSION_JOB, label=JOB_SUBMISSION)
def make_submission(handle: JobHandle, submission_id: str) -> dict[str, Any]:
    """The PDF of a submitted version, exactly as it was sent; attached to it once."""
    submission = db.session.get(Submission, submission_id)
    if submission is None:
        raise JobError(_("Kiriman rencana aksi ini tidak ditemukan."))
    url = path_for("plans.submission", submission_id=submission_id)
    if submission.pdf_file_id is None:
        subject = Subject(submission.government_id, None, submission.id)
        try:
            result = make_document(
                SubmittedPlan(),
                subject,
                Format.PDF,
                "id",
                report=handle.progress,
                reading=handle.reading,
                strict=True,
            )
        except ChapterFailedError as error:
            raise JobError(failure_text(error.chunk.title, error.kind)) from error
        attach_to_submission(handle.actor, db.session.get_one(Submission, submission_id), result)
        handle.progress(STEPS, STEPS, _("Dokumen siap diunduh"))
    return {"url": url, "label": _("Lihat tanda terima")}
