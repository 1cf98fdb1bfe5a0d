"""What tests of jobs do again and again."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.access import Actor
from app.db import db, unit_of_work, utc_now
from app.jobs import Job, JobState, enqueue
from app.jobs.board import board
from app.organisations.models import Government

seen: list[object] = []  # what the jobs of a test noted; emptied before each test


def ask(actor: Actor, home: str | None, name: str, payload: dict[str, Any] | None = None, **more: Any) -> str:
    with unit_of_work():
        return enqueue(actor, home, name, payload or {}, **more).id


def fresh(job_id: str) -> Job:
    db.session.rollback()
    return db.session.get_one(Job, job_id)


def rename(text: str) -> None:
    db.session.scalars(select(Government)).one().name = text


def name_now() -> str:
    db.session.rollback()
    return db.session.scalars(select(Government)).one().name


def lapse(job_id: str) -> None:
    """As if the worker had been killed a while ago."""
    with unit_of_work():
        found = db.session.get_one(Job, job_id)
        found.state, found.attempts, found.lease_token = JobState.RUNNING, found.attempts + 1, "gone"
        found.lease_until = utc_now() - timedelta(seconds=1)
        found.created_at = utc_now() - timedelta(hours=1)
    board().clear(job_id)
