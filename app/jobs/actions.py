"""Asking for a job, stopping it, trying it again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from flask import Flask, current_app
from flask_babel import get_locale
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.access import Actor
from app.db import after_commit, as_system, db, utc_now
from app.jobs.board import board
from app.jobs.models import OPEN_STATES, Job, JobState
from app.jobs.queue import wake
from app.jobs.registry import kind_of

Recorder = Callable[..., None]
_RECORDER = "jobs_recorder"


def set_recorder(app: Flask, recorder: Recorder) -> None:
    """Hand in the audit log's `record`; the packages beside this one do not know each other."""
    app.extensions[_RECORDER] = recorder


def enqueue(
    actor: Actor,
    government_id: str | None,
    name: str,
    payload: dict[str, Any],
    dedupe_key: str | None = None,
    *,
    delay: int = 0,
) -> Job:
    """Ask for a job in the present transaction; workers hear of it after the commit, `delay` seconds later.

    `payload` holds JSON values (ids, not content). With a `dedupe_key`, a job of this name and government that still
    waits or runs under the same key is answered instead of a second one. Raises `LookupError` for an unknown name.
    """
    if kind_of(name) is None:
        raise LookupError(f"no job is called {name!r}")
    key = f"{name}:{government_id or '-'}:{dedupe_key}"[:200] if dedupe_key else None
    if key and (waiting := _open_job(key)):
        return waiting
    made = Job(
        government_id=government_id,
        name=name,
        payload=payload,
        actor_user_id=actor.user_id,
        language=str(get_locale() or "id"),
        dedupe_key=key,
        state=JobState.QUEUED,
        lease_until=utc_now() + timedelta(seconds=delay) if delay else None,
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        # Somebody asked for the same at this very moment (PostgreSQL); their job is visible once they committed.
        if key and (waiting := _open_job(key)):
            return waiting
        raise
    _wake_after_commit(made.id, delay)
    return made


def cancel(actor: Actor, job: Job) -> None:
    """Stop a job: at once if it waits, at its next sign of progress if it runs. A finished one stays as it is."""
    if not job.is_open:
        return
    before = job.state
    job.cancel_requested = True
    if job.state is JobState.QUEUED:
        job.state = JobState.CANCELLED
        job.finished_at = utc_now()
    db.session.flush()
    board().ask_to_stop(job.id)
    _record(actor, "job.cancelled", job, before)


def retry(actor: Actor, job: Job) -> None:
    """Try a failed or cancelled job again, with a fresh count of attempts. Others stay as they are."""
    if job.state not in {JobState.FAILED, JobState.CANCELLED}:
        return
    if job.dedupe_key and _open_job(job.dedupe_key):
        return  # the same is being done already
    before = job.state
    job.state = JobState.QUEUED
    job.attempts, job.done, job.total, job.message, job.error = 0, 0, 0, "", ""
    job.cancel_requested, job.lease_until, job.lease_token = False, None, None
    job.started_at = job.finished_at = None
    db.session.flush()
    board().clear(job.id)
    _record(actor, "job.retried", job, before)
    _wake_after_commit(job.id)


def _open_job(key: str) -> Job | None:
    with as_system():
        return db.session.scalars(
            select(Job).where(Job.dedupe_key == key, Job.state.in_(OPEN_STATES))
        ).one_or_none()


def _wake_after_commit(job_id: str, delay: int = 0) -> None:
    app = cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]  # the application behind the proxy
    after_commit(lambda: wake(app, job_id, delay))


def _record(actor: Actor, action: str, job: Job, before: JobState) -> None:
    recorder = cast(Recorder | None, current_app.extensions.get(_RECORDER))
    if recorder:
        recorder(
            actor,
            action,
            job,
            government_id=job.government_id,
            before={"state": before},
            after={"state": job.state, "name": job.name},
        )
