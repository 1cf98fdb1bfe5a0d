"""Whether jobs are done."""

from datetime import timedelta

from flask import Flask, current_app

from app.cli.doctor.finding import NotAsked, Wrong
from app.jobs.ping import oldest_waiting, ping
from app.jobs.queue import job_queue

LONGEST_WAIT = timedelta(minutes=5)


def queue() -> str:
    """The queue answers."""
    _refuse_without_queue()
    application: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # behind the proxy
    huey = job_queue(application).huey
    return f"{type(huey).__name__}, {huey.pending_count()} waiting"


def nothing_stuck() -> str:
    """No job has been waiting for long."""
    age = oldest_waiting()
    if age is not None and age > LONGEST_WAIT:
        raise Wrong(
            f"a job has been waiting for {int(age.total_seconds() // 60)} minutes; is the worker running?"
        )
    return "none" if age is None else f"the oldest since {int(age.total_seconds())} s"


def alive(patience: float) -> str:
    """A worker does a job that is given to it now."""
    _refuse_without_queue()
    waited = ping(patience)
    if waited is None:
        raise Wrong(f"no worker answered within {patience:g} s; start python -m app.jobs.worker")
    return f"answered after {waited:.1f} s"


def _refuse_without_queue() -> None:
    if current_app.config["JOBS_QUEUE"] == "none":
        raise NotAsked("this installation has no queue (JOBS_QUEUE is none)")
