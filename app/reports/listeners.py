"""What documents do when a plan moves on."""

from typing import Any

from app.access import Actor
from app.jobs import enqueue
from app.plans.events import plan_submitted
from app.plans.models import Plan, Submission
from app.reports.actions import SUBMISSION_JOB


def _on_submitted(plan: Plan, *, actor: Actor, submission: Submission, **_more: Any) -> None:
    """Queue the document of the version that was sent; a worker makes it after the commit."""
    enqueue(actor, plan.government_id, SUBMISSION_JOB, {"submission_id": submission.id}, submission.id)


def connect() -> None:
    """Listen; connecting twice is connecting once."""
    plan_submitted.connect(_on_submitted)
