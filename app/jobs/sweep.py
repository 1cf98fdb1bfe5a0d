"""Finding jobs that nobody is doing: the queue lost them, or their worker died."""

from datetime import timedelta
from typing import cast

from flask import Flask, current_app, has_app_context
from sqlalchemy import or_, select

from app.db import as_system, db, reading, utc_now
from app.db.unit_of_work import commit
from app.jobs.board import board
from app.jobs.models import Job, JobState
from app.jobs.queue import wake
from app.jobs.runner import lease_lapsed, run_job

GRACE = timedelta(seconds=30)  # so long a job that was just asked for is left to the queue


def due_jobs(grace: timedelta = GRACE) -> list[str]:
    """Ids of jobs that wait although they should run, and of those whose worker has fallen silent, oldest first."""
    now = utc_now()
    with as_system(), reading():
        waiting = db.session.scalars(
            select(Job)
            .where(
                Job.state.in_([JobState.QUEUED, JobState.RUNNING]),
                Job.created_at <= now - grace,
                or_(Job.lease_until.is_(None), Job.lease_until <= now),
            )
            .order_by(Job.created_at)
        ).all()
        notes = board()
        found = [
            job.id for job in waiting if job.state is JobState.QUEUED or lease_lapsed(job, notes.look(job.id))
        ]
        db.session.rollback()  # ends the reading transaction
    return found


def sweep(app: Flask) -> int:
    """Wake workers for every job that is due; answers how many. Waking one twice is harmless: one claim succeeds."""
    with app.app_context():
        found = due_jobs()
    for job_id in found:
        wake(app, job_id)
    return len(found)


def run_pending_jobs(app: Flask | None = None, limit: int = 1000) -> int:
    """Run everything that waits here and now, without workers, for commands and tests; answers how many were run.

    The caller's transaction is committed first. Jobs that fail are tried again at once, until their attempts are used
    up. `app` may be left out inside an application context.
    """
    app = app or cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]
    if has_app_context():
        commit()
    run = 0
    while run < limit:
        with app.app_context():
            waiting = _queued_jobs()
        if not waiting:
            return run
        for job_id in waiting:
            run_job(app, job_id, now=True)
            run += 1
    return run


def _queued_jobs() -> list[str]:
    with as_system(), reading():
        found = db.session.scalars(
            select(Job.id).where(Job.state == JobState.QUEUED).order_by(Job.created_at, Job.id)
        )
        return list(found)
