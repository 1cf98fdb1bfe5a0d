"""Reading jobs."""

from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import or_, select

from app.access import Actor, Permission, within
from app.db import as_system, db
from app.jobs.board import board
from app.jobs.models import Job, JobState
from app.jobs.registry import job_title


@dataclass(frozen=True)
class Progress:
    """How a job stands at this moment, as its page shows it."""

    job_id: str
    title: str
    state: JobState
    done: int
    total: int
    message: str
    result: dict[str, Any]
    stopping: bool

    @property
    def is_open(self) -> bool:
        return self.state in {JobState.QUEUED, JobState.RUNNING}


def visible_job(actor: Actor, job_id: str) -> Job:
    """The job, for the person who asked for it and for those who oversee its government; 404 for everybody else."""
    if actor.user_id is None:
        abort(404)
    mine = Job.actor_user_id == actor.user_id
    with as_system():  # a job for the whole installation has no government for the tenant filter to find
        found = db.session.scalars(
            select(Job).where(Job.id == job_id, or_(mine, within(actor, Permission.JOB_OVERSEE, Job)))
        ).one_or_none()
    if found is None:
        abort(404)
    return found


def progress_of(job: Job) -> Progress:
    """The job's row, with what its worker has noted since."""
    note = board().look(job.id) if job.is_open else None
    return Progress(
        job_id=job.id,
        title=job_title(job.name),
        state=job.state,
        done=note.done if note else job.done,
        total=note.total if note else job.total,
        message=(note.message if note else "") or job.message,
        result=job.result or {},
        stopping=job.is_open and (job.cancel_requested or bool(note and note.cancelled)),
    )
