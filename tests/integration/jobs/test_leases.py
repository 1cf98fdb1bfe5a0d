"""Whose job it is: claims, leases that lapse, and workers that are gone."""

import pytest

from app.db import db, unit_of_work, utc_now
from app.jobs import Job, JobHandle, JobState, job, run_pending_jobs
from app.jobs.board import board
from app.jobs.runner import LEASE, run_job
from app.jobs.sweep import due_jobs
from tests.integration.jobs.working import ask, fresh, lapse, name_now, rename, seen


def test_a_job_with_a_living_lease_is_left_alone(app, actor, home):
    @job("test.any")
    def any_work(handle: JobHandle):
        seen.append(1)
        run_job(app, handle.id, now=True)  # a second worker was woken

    job_id = ask(actor, home, "test.any")
    run_pending_jobs()
    assert seen == [1]
    assert fresh(job_id).attempts == 1


def test_a_job_whose_worker_died_is_found_and_done(app, actor, home):
    @job("test.any")
    def any_work(handle: JobHandle):
        seen.append(1)

    job_id = ask(actor, home, "test.any")
    lapse(job_id)
    assert due_jobs() == [job_id]
    run_job(app, job_id)
    done = fresh(job_id)
    assert (done.state, done.attempts, seen) == (JobState.DONE, 2, [1])
    assert due_jobs() == []


def test_a_lease_renewed_on_the_board_still_holds(app, actor, home):
    @job("test.any")
    def any_work(handle: JobHandle):
        seen.append(1)

    job_id = ask(actor, home, "test.any")
    lapse(job_id)
    board().renew(job_id, "gone", utc_now() + LEASE)
    assert due_jobs() == []
    run_job(app, job_id)
    assert seen == []


def test_a_job_that_kills_every_worker_is_given_up(app, actor, home):
    @job("test.killer")
    def killer(handle: JobHandle):
        seen.append(1)

    job_id = ask(actor, home, "test.killer")
    for _ in range(3):
        lapse(job_id)
    run_job(app, job_id)
    failed = fresh(job_id)
    assert failed.state is JobState.FAILED
    assert "terhenti" in failed.message
    assert seen == []


def test_a_worker_that_lost_its_job_cannot_finish_it(app, actor, home):
    @job("test.slow")
    def slow(handle: JobHandle):
        seen.append(1)
        if len(seen) == 1:
            with handle.reading():
                pass  # ends the transaction, so that the other worker can write on SQLite
            lapse(handle.id)
            run_job(app, handle.id)  # another worker takes over and finishes
            rename("dari yang pertama")

    before = name_now()
    job_id = ask(actor, home, "test.slow")
    run_pending_jobs()
    done = fresh(job_id)
    assert len(seen) == 2
    assert done.state is JobState.DONE
    assert name_now() == before


def test_a_worker_that_lost_its_job_cannot_finish_it_while_another_still_works(app, actor, home):
    @job("test.slow")
    def slow(handle: JobHandle):
        with handle.reading():
            pass
        with unit_of_work():
            found = db.session.get_one(Job, handle.id)
            found.lease_token, found.lease_until = "somebody else's", utc_now() + LEASE
        rename("dari yang kehilangan")

    before = name_now()
    job_id = ask(actor, home, "test.slow")
    run_pending_jobs()
    assert fresh(job_id).state is JobState.RUNNING
    assert name_now() == before


def test_a_stopped_worker_puts_its_job_back(app, actor, home):
    @job("test.any")
    def any_work(handle: JobHandle):
        seen.append(1)
        if len(seen) == 1:
            raise KeyboardInterrupt

    job_id = ask(actor, home, "test.any")
    with pytest.raises(KeyboardInterrupt):
        run_job(app, job_id)
    waiting = fresh(job_id)
    assert (waiting.state, waiting.attempts) == (JobState.QUEUED, 0)
    run_pending_jobs()
    assert fresh(job_id).state is JobState.DONE
