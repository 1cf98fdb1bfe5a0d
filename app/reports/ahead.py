"""Plans laid out before anybody asks: whoever opens a document that was made before waits for its joining alone.

A change of a plan marks it, and so does what its chapters tell of: assessments, complaints, OPD, looks. When nobody
has changed it for a while, a worker makes its document and throws it away: what stays are the chapters. Only plans
whose document was asked for at some time are worth it.
"""

from typing import Any

from flask import current_app, has_app_context
from sqlalchemy import event, exists, select
from sqlalchemy.orm import Session

from app.access import SYSTEM
from app.assessment.models import Assessment
from app.complaints.models import Complaint, ComplaintImport
from app.db import as_system, db
from app.jobs import Job, JobState, enqueue
from app.organisations.models import DocumentSettings, Unit
from app.plans.models import Chapter, LineOrigin, Plan, PlanGoal, PlanLine, PlanLineUnit
from app.reports.document import Format
from app.reports.models import GeneratedDocument

AHEAD_JOB = "reports.ahead"
DOCUMENT = "action_plan"
QUIET = 45  # seconds after the first of several changes: people save every few seconds while they write

_MARKING = (
    *(Plan, Chapter, PlanGoal, PlanLine, PlanLineUnit, LineOrigin),
    *(Assessment, Complaint, ComplaintImport, Unit, DocumentSettings),
)
_MARKED = "reports_changed_plans"


def connect() -> None:
    """Listen; connecting twice is connecting once."""
    for name, listener in (("after_flush", _mark), ("before_commit", _ask), ("after_rollback", _forget)):
        if not event.contains(Session, name, listener):
            event.listen(Session, name, listener)


def languages_of(government_id: str) -> list[str]:
    """In which languages the working copy's PDF was made before."""
    return sorted(
        db.session.scalars(select(GeneratedDocument.language).where(_made_before(government_id)).distinct())
    )


def _mark(session: Session, _flushing: Any) -> None:
    changed = (thing for group in (session.new, session.dirty, session.deleted) for thing in group)
    governments = {thing.government_id for thing in changed if isinstance(thing, _MARKING)}
    if governments:
        session.info.setdefault(_MARKED, set()).update(governments)


def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_MARKED, None)


def _ask(session: Session) -> None:
    if session.in_nested_transaction() or not session.info.get(_MARKED):
        return
    for government_id in session.info.pop(_MARKED):
        if has_app_context() and current_app.config["RENDER_AHEAD"]:
            _ask_for(government_id)


def _ask_for(government_id: str) -> None:
    waiting = exists().where(
        Job.name == AHEAD_JOB, Job.government_id == government_id, Job.state == JobState.QUEUED
    )
    with as_system():
        worth_it = db.session.scalar(select(exists().where(_made_before(government_id)) & ~waiting))
    if worth_it:
        enqueue(SYSTEM, government_id, AHEAD_JOB, {}, delay=QUIET)


def _made_before(government_id: str) -> Any:
    return (
        (GeneratedDocument.government_id == government_id)
        & (GeneratedDocument.name == DOCUMENT)
        & (GeneratedDocument.record == "")
        & (GeneratedDocument.kind == Format.PDF)
        & GeneratedDocument.file_id.is_not(None)
    )
