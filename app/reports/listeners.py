"""What documents do when a plan moves on."""

from typing import Any

from app.access import Actor
from app.jobs import enqueue
from app.plans.events import plan_accepted, plan_submitted
from app.plans.models import Plan, Submission
from app.reports import ahead
from app.reports.actions import SUBMISSION_JOB, request_document
from app.reports.catalogue import DOCUMENTS, Format, Subject


def _on_submitted(plan: Plan, *, actor: Actor, submission: Submission, **_more: Any) -> None:
    """Queue the document of the version that was sent; a worker makes it after the commit."""
    enqueue(actor, plan.government_id, SUBMISSION_JOB, {"submission_id": submission.id}, submission.id)


def _on_accepted(plan: Plan, *, actor: Actor, submission: Submission, **_more: Any) -> None:
    """Queue the accepted version without the mark of a concept; the document of the submission stays as it was sent."""
    subject = Subject(plan.government_id, None, submission.id)
    request_document(actor, DOCUMENTS["action_plan"], subject, Format.PDF, "id")


def connect() -> None:
    """Listen; connecting twice is connecting once."""
    ahead.connect()
    plan_submitted.connect(_on_submitted)
    plan_accepted.connect(_on_accepted)
