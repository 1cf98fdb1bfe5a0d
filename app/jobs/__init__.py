"""Work that outlasts a request: a table of jobs, workers that do them, and a page that shows how far they are.

Features register jobs with `@job`, ask for them with `enqueue`, and send people to `url_for("jobs.page", job_id=…)`.
"""

from pathlib import Path

from flask import Flask

from app.jobs.actions import cancel, enqueue, retry, set_recorder
from app.jobs.actors import set_actor_loader
from app.jobs.addresses import path_for
from app.jobs.handle import JobCancelledError, JobError, JobHandle
from app.jobs.models import Job, JobState
from app.jobs.periodic import every_hour, every_minute
from app.jobs.registry import job
from app.jobs.sweep import run_pending_jobs

__all__ = [
    "Job",
    "JobCancelledError",
    "JobError",
    "JobHandle",
    "JobState",
    "cancel",
    "enqueue",
    "every_hour",
    "every_minute",
    "job",
    "path_for",
    "register",
    "retry",
    "run_pending_jobs",
    "set_actor_loader",
    "set_recorder",
]


def register(app: Flask) -> None:
    """Add the page of a job and say where queue and notes are kept."""
    from app.jobs import ping  # noqa: F401  # workers must know the job
    from app.jobs.routes import bp

    # Under test nobody listens to the queue: tests run what waits themselves.
    app.config.setdefault("JOBS_QUEUE", "none" if app.testing else "auto")
    app.config.setdefault("JOBS_BOARD_FILE", str(Path(app.instance_path) / "jobs-progress.sqlite3"))
    app.register_blueprint(bp)
