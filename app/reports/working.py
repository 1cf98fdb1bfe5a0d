"""Jobs of this package."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from app.access import SYSTEM, Actor, Permission
from app.db import db
from app.db.unit_of_work import commit
from app.jobs import JobError, JobHandle, enqueue, job, path_for
from app.plans.models import Submission
from app.reports.actions import HELP_JOB, MAKE_JOB, SUBMISSION_JOB, attach_to_submission, keep_document
from app.reports.ahead import AHEAD_JOB, DOCUMENT, languages_of
from app.reports.catalogue import DOCUMENTS, Document, Format, NothingToPrintError, Subject, find
from app.reports.catalogue.action_plan import ActionPlan, SubmittedPlan
from app.reports.collection import Collection, Part
from app.reports.issuing import issue
from app.reports.labels import JOB_AHEAD, JOB_HELP, JOB_MAKE, JOB_SUBMISSION, failure_text
from app.reports.making import STEPS, Made, make_collection, make_document
from app.reports.models import GeneratedDocument
from app.reports.queries import may_make
from app.reports.renderers.chapters.process import ChapterFailedError
from app.reports.workshop import help_along

FEW = 4  # chapters that are not worth another worker


@job(MAKE_JOB, label=JOB_MAKE, permission=Permission.REPORT_CREATE)
def make(handle: JobHandle, document_id: str) -> dict[str, Any]:
    """Make a document that somebody asked for; the rights are those of this moment."""
    made = db.session.get(GeneratedDocument, document_id)
    document = find(made.name) if made is not None else None
    if made is None or document is None or not may_make(handle.actor, document, made.subject):
        raise JobError(_("Dokumen ini tidak ditemukan atau tidak lagi boleh Anda buat."))
    try:
        result = _made(handle, document, made)
    except NothingToPrintError as error:
        raise JobError(str(error)) from error
    except ChapterFailedError as error:
        raise JobError(failure_text(error.chunk.title or str(document.title), error.kind)) from error
    kept = db.session.get_one(GeneratedDocument, document_id)
    result = issue(handle.actor, kept.name, kept.subject, kept.kind, kept.language, result)
    keep_document(handle.actor, kept, result)
    handle.progress(STEPS, STEPS, ready_text(result))
    return {"url": path_for("reports.download", document_id=document_id), "label": _("Unduh dokumen")}


def _made(handle: JobHandle, document: Document, made: GeneratedDocument) -> Made:
    """The finished file; of a collection each document in turn."""
    if isinstance(document, Collection):
        return make_collection(
            document,
            made.subject,
            made.kind,
            made.language,
            report=handle.progress,
            reading=handle.reading,
            issue=partial(_issue_part, handle.actor, made.language),
        )
    return make_document(
        document,
        made.subject,
        made.kind,
        made.language,
        report=handle.progress,
        reading=handle.reading,
        strict=bool(made.record),  # a version that was sent is whole or not made
        call=calling(made.government_id),
    )


def _issue_part(actor: Actor, language: str, part: Part, made: Made) -> Made:
    if part.subject is None:
        return made
    return issue(actor, part.document.name, part.subject, Format.PDF, language, made)


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
                call=calling(submission.government_id),
            )
        except ChapterFailedError as error:
            title = error.chunk.title or str(SubmittedPlan.title)
            raise JobError(failure_text(title, error.kind)) from error
        result = issue(handle.actor, ActionPlan.name, subject, Format.PDF, "id", result)
        attach_to_submission(handle.actor, db.session.get_one(Submission, submission_id), result)
        handle.progress(STEPS, STEPS, _("Dokumen siap diunduh"))
    return {"url": url, "label": _("Lihat tanda terima")}


@job(HELP_JOB, label=JOB_HELP)
def help_make(handle: JobHandle, batch: str) -> dict[str, Any] | None:
    """Lay out chapters of a document that another worker makes."""
    if handle.government_id is not None:
        help_along(handle.government_id, batch, handle.progress)
    return None


@job(AHEAD_JOB, label=JOB_AHEAD)
def make_ahead(handle: JobHandle) -> dict[str, Any] | None:
    """Lay out what changed in a plan, for whoever opens its document next."""
    subject = Subject(str(handle.government_id))
    with handle.reading():
        languages = languages_of(subject.government_id)
    for language in languages:
        with suppress(NothingToPrintError):
            make_document(
                DOCUMENTS[DOCUMENT],
                subject,
                Format.PDF,
                language,
                report=handle.progress,
                reading=handle.reading,
            )
    return None


def ready_text(result: Made) -> str:
    """What the person reads at the end: also what is missing from the document."""
    if not result.missing:
        return str(_("Dokumen siap diunduh"))
    titles = "; ".join(result.missing)
    return str(_("Dokumen siap diunduh, tetapi bagian ini tidak dapat dibuat: %(titles)s", titles=titles))


def calling(government_id: str) -> Callable[[str, int], None]:
    """Asks other workers for help with missing chapters, while the caller's job goes on."""

    def call(batch: str, missing: int) -> None:
        listening = current_app.config["JOBS_QUEUE"] != "none"
        helpers = min(int(current_app.config["RENDER_HELPERS"]), missing // FEW) if listening else 0
        for _number in range(helpers):
            enqueue(SYSTEM, government_id, HELP_JOB, {"batch": batch})
        if helpers:
            commit()

    return call
