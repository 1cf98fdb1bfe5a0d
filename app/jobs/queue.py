"""The queue that wakes workers. It carries ids only; whatever it loses, the sweep finds in the table."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from flask import Flask
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey

logger = logging.getLogger(__name__)

_KEY = "jobs_queue"
NAME = "renaksi"


class JobQueue:
    """Huey with one task: run the job of this id."""

    def __init__(self, huey: Huey, run: Callable[[str], None]) -> None:
        self.huey = huey
        self._task = huey.task(name="run_job")(run)

    def put(self, job_id: str, delay: int = 0) -> None:
        """Wake a worker for this job, now or after `delay` seconds."""
        if delay:
            self._task.schedule(args=(job_id,), delay=delay)
        else:
            self._task(job_id)


def job_queue(app: Flask) -> JobQueue:
    """The queue of this installation, opened at first use."""
    found = app.extensions.get(_KEY)
    if found is None:
        from app.jobs.runner import run_job

        found = app.extensions[_KEY] = JobQueue(_huey(app), lambda job_id: run_job(app, job_id))
    return cast(JobQueue, found)


def wake(app: Flask, job_id: str, delay: int = 0) -> None:
    """Tell the workers of a job. Without a queue it waits for the sweep; the request that asked for it succeeds."""
    if app.config["JOBS_QUEUE"] == "none":
        return
    try:
        job_queue(app).put(job_id, delay)
    except Exception:
        logger.warning("the queue is away; job %s waits for the sweep", job_id, exc_info=True)


def _huey(app: Flask) -> Huey:
    options: dict[str, Any] = {"name": NAME, "results": False}
    database = str(app.config["DATABASE_URL"])
    if app.config["REDIS_URL"]:
        return RedisHuey(url=app.config["REDIS_URL"], **options)
    if database.startswith("postgres"):
        scheme, _, rest = database.partition("://")
        return PostgresHuey(dsn=f"{scheme.partition('+')[0]}://{rest}", **options)
    return SqliteHuey(filename=str(Path(app.instance_path) / "queue.sqlite3"), **options)
