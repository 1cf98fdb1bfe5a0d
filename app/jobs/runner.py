"""Running jobs: claim, work, finish; and what happens when a worker dies in between.

A claim is a lease: while the work goes on, a thread renews it. When a worker is killed nobody does, the lease lapses,
and the next worker claims the job anew. Every claim has a token of its own, and only the newest can finish the job, in
the same transaction as the work itself: so the effect happens once, however often the job was begun.
"""

import logging
from contextvars import Context
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select, update
from werkzeug.exceptions import HTTPException

from app.access import SYSTEM, Actor, Permission
from app.db import (
    EVERYTHING,
    TenantScope,
    as_system,
    db,
    new_id,
    unit_of_work,
    utc_now,
    within_scope,
)
from app.jobs.actors import load_actor
from app.jobs.board import Note, board
from app.jobs.handle import JobCancelledError, JobError, JobHandle
from app.jobs.heartbeat import Heartbeat
from app.jobs.labels import (
    GAVE_UP,
    NO_LONGER_ALLOWED,
    NO_LONGER_THERE,
    STOPPED_TOO_OFTEN,
    UNKNOWN_JOB,
    WILL_RETRY,
)
from app.jobs.models import Job, JobState
from app.jobs.queue import wake
from app.jobs.registry import JobKind, kind_of

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
LEASE = timedelta(seconds=60)
RETRY_AFTER = 15  # seconds, times the attempts made


class LostClaimError(RuntimeError):
    """The lease lapsed and somebody else has the job: this worker's transaction must not stand."""


@dataclass(frozen=True)
class Claim:
    """A job that is this worker's to do."""

    job_id: str
    token: str
    name: str
    payload: dict[str, Any]
    government_id: str | None
    actor_user_id: str | None
    language: str
    attempt: int


def run_job(app: Flask, job_id: str, *, now: bool = False) -> None:
    """Do a job if it is to be done; otherwise nothing. `now` ignores the pause before a second attempt.

    It runs in a context of its own: neither session nor tenant scope of the caller reach into it.
    """
    Context().run(_run, app, job_id, now)


def _run(app: Flask, job_id: str, now: bool) -> None:
    with app.app_context():
        with as_system(), unit_of_work():
            claim = _claim(job_id, ignore_pause=now)
        if claim is not None:
            with force_locale(claim.language):
                _work(app, claim)


def _claim(job_id: str, *, ignore_pause: bool) -> Claim | None:
    job = db.session.scalars(
        select(Job).where(Job.id == job_id).with_for_update(skip_locked=True)
    ).one_or_none()
    if job is None or not _is_due(job, ignore_pause=ignore_pause):
        return None
    if job.cancel_requested:
        job.state, job.finished_at = JobState.CANCELLED, utc_now()
        return None
    if job.attempts >= MAX_ATTEMPTS:
        with force_locale(job.language):
            job.message = str(STOPPED_TOO_OFTEN)
        job.state, job.finished_at = JobState.FAILED, utc_now()
        return None
    board().clear(job.id)
    job.state, job.attempts, job.started_at = JobState.RUNNING, job.attempts + 1, utc_now()
    job.lease_token, job.lease_until = new_id(), utc_now() + LEASE
    return Claim(
        job.id,
        job.lease_token,
        job.name,
        dict(job.payload),
        job.government_id,
        job.actor_user_id,
        job.language,
        job.attempts,
    )


def _is_due(job: Job, *, ignore_pause: bool) -> bool:
    if job.state is JobState.QUEUED:
        return ignore_pause or job.lease_until is None or job.lease_until <= utc_now()
    return job.state is JobState.RUNNING and lease_lapsed(job, board().look(job.id))


def lease_lapsed(job: Job, note: Note | None) -> bool:
    """Whether the worker of a running job has not been heard of since its lease ended."""
    known = [moment for moment in (job.lease_until, note.lease_until if note else None) if moment]
    return not known or max(known) < utc_now()


def _work(app: Flask, claim: Claim) -> None:
    try:
        with Heartbeat(app, claim.job_id, claim.token, LEASE):
            with as_system():
                actor = load_actor(claim.actor_user_id)
                db.session.rollback()
            _do(claim, _allowed_kind(claim, actor), actor)
    except JobCancelledError:
        _end(claim, JobState.CANCELLED, "")
    except JobError as error:
        _end(claim, JobState.FAILED, str(error))
    except HTTPException as error:  # what `check` and `fetch` raise
        gone = error.code == 404
        _end(claim, JobState.FAILED, str(NO_LONGER_THERE if gone else NO_LONGER_ALLOWED))
    except LostClaimError:
        logger.warning("job %s was taken over by another worker", claim.job_id)
    except Exception as error:  # noqa: BLE001 -- a job may fail in any way; none may take the worker along
        _failed(app, claim, error)
    except BaseException:  # the worker is being stopped
        _end(claim, JobState.QUEUED, "", attempts=claim.attempt - 1)
        raise
    finally:
        board().clear(claim.job_id)


def _allowed_kind(claim: Claim, actor: Actor) -> JobKind:
    kind = kind_of(claim.name)
    if kind is None:
        raise JobError(str(UNKNOWN_JOB))
    if actor == SYSTEM:
        return kind
    if actor.is_anonymous:
        raise JobError(str(NO_LONGER_ALLOWED))
    if kind.permission is not None and not _may(actor, kind.permission, claim.government_id):
        raise JobError(str(NO_LONGER_ALLOWED))
    return kind


def _may(actor: Actor, permission: Permission, government_id: str | None) -> bool:
    units: list[str | None] = [None, *sorted(actor.unit_ids)]
    return any(actor.may(permission, government_id, unit_id) for unit_id in units)


def _do(claim: Claim, kind: JobKind, actor: Actor) -> None:
    scope = EVERYTHING if actor == SYSTEM else TenantScope(actor.government_ids)
    handle = JobHandle(claim.job_id, claim.token, actor, claim.government_id, board())
    with within_scope(scope), unit_of_work():
        result = kind.work(handle, **claim.payload)
        note = board().look(claim.job_id)
        _write(
            claim,
            {
                "state": JobState.DONE,
                "result": result,
                "finished_at": utc_now(),
                "done": note.total if note else 0,
                "total": note.total if note else 0,
                "message": note.message if note else "",
                "error": "",
            },
        )


def _end(claim: Claim, state: JobState, message: str, **more: object) -> None:
    values: dict[str, Any] = {"state": state, "message": message, "lease_until": None, **more}
    if state is not JobState.QUEUED:
        values["finished_at"] = utc_now()
    try:
        with unit_of_work():
            _write(claim, values)
    except LostClaimError:
        logger.warning("job %s was taken over by another worker", claim.job_id)


def _failed(app: Flask, claim: Claim, error: Exception) -> None:
    reference = new_id()[:8]
    logger.error("job %s (%s) failed, reference %s", claim.job_id, claim.name, reference, exc_info=error)
    note = f"{type(error).__name__} {reference}"
    if claim.attempt < MAX_ATTEMPTS:
        pause = RETRY_AFTER * claim.attempt
        _end(
            claim,
            JobState.QUEUED,
            str(WILL_RETRY),
            error=note,
            lease_until=utc_now() + timedelta(seconds=pause),
        )
        wake(app, claim.job_id, pause + 1)
    else:
        text = str(GAVE_UP) % {"attempts": claim.attempt, "reference": reference}
        _end(claim, JobState.FAILED, text, error=note)


def _write(claim: Claim, values: dict[str, Any]) -> None:
    """Change the job's row if this worker still has it; the row may lie outside the actor's tenant scope."""
    with as_system():
        changed = db.session.execute(
            update(Job)
            .where(Job.id == claim.job_id, Job.lease_token == claim.token, Job.state == JobState.RUNNING)
            .values(**values)
            .returning(Job.id)
            .execution_options(synchronize_session=False)
        ).all()
    if not changed:
        raise LostClaimError(claim.job_id)
