"""Asking the workers whether they are there: a job that does nothing goes the whole way through queue and table."""

import time
from datetime import timedelta

from sqlalchemy import delete, select

from app.access import SYSTEM
from app.db import as_system, db, reading, unit_of_work, utc_now
from app.jobs.actions import enqueue
from app.jobs.handle import JobHandle
from app.jobs.models import Job, JobState
from app.jobs.registry import job

NAME = "jobs.ping"
LOOK_EVERY = 0.2  # seconds


@job(NAME)
def answer(job: JobHandle) -> None:
    """Nothing: that it was run is the answer."""


def ping(patience: float) -> float | None:
    """Seconds until a worker ran a job, or None if none did within `patience` seconds. Leaves no job behind."""
    with as_system(), unit_of_work():
        asked = enqueue(SYSTEM, None, NAME, {}).id
    started = time.monotonic()
    try:
        while (waited := time.monotonic() - started) < patience:
            if _state(asked) is JobState.DONE:
                return waited
            time.sleep(LOOK_EVERY)
        return None
    finally:
        with as_system(), unit_of_work():
            db.session.execute(delete(Job).where(Job.id == asked))


def oldest_waiting() -> timedelta | None:
    """For how long the oldest job has been waiting that no worker has begun; None when none waits."""
    with as_system(), reading():
        since = db.session.scalar(
            select(Job.created_at)
            .where(Job.state == JobState.QUEUED, Job.attempts == 0)
            .order_by(Job.created_at)
            .limit(1)
        )
        db.session.rollback()  # ends the reading transaction
    return utc_now() - since if since else None


def _state(job_id: str) -> JobState | None:
    with as_system(), reading():
        found = db.session.scalar(select(Job.state).where(Job.id == job_id))
        db.session.rollback()
    return found
