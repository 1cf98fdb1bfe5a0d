"""Jobs: asked for once, done once, seen while they run, stopped and tried again."""

import threading
from contextvars import Context

import pytest
from flask_babel import get_locale
from sqlalchemy import select

from app.db import as_system, db, reading, unit_of_work, utc_now
from app.jobs import (
    Job,
    JobError,
    JobHandle,
    JobState,
    cancel,
    enqueue,
    job,
    retry,
    run_pending_jobs,
)
from app.jobs.board import board
from app.jobs.queries import progress_of
from app.jobs.runner import run_job
from app.organisations.models import Government
from tests.integration.jobs.working import ask, fresh, name_now, rename, seen


def test_a_job_runs_with_its_payload_and_keeps_its_result(actor, home):
    @job("test.echo")
    def echo(handle: JobHandle, text: str):
        handle.progress(1, 2, "separuh")
        handle.progress(2, 2, "selesai")
        return {"url": f"/hasil/{text}"}

    job_id = ask(actor, home, "test.echo", payload={"text": "a"})
    assert fresh(job_id).state is JobState.QUEUED
    assert run_pending_jobs() == 1
    done = fresh(job_id)
    assert done.state is JobState.DONE
    assert done.result == {"url": "/hasil/a"}
    assert (done.done, done.total, done.message, done.attempts) == (2, 2, "selesai", 1)
    assert done.finished_at is not None


def test_an_unknown_name_is_refused_when_asked_for(actor, home):
    with pytest.raises(LookupError):
        enqueue(actor, home, "test.nobody", {})


def test_a_job_that_was_rolled_back_does_not_exist(actor, home):
    @job("test.never")
    def never(handle: JobHandle):
        seen.append(1)

    enqueue(actor, home, "test.never", {})
    db.session.rollback()
    assert run_pending_jobs() == 0
    assert seen == []


def test_asking_twice_for_the_same_gives_the_same_job(actor, home):
    @job("test.once")
    def once(handle: JobHandle):
        seen.append(1)

    first = ask(actor, home, "test.once", dedupe_key="plan-1")
    assert ask(actor, home, "test.once", dedupe_key="plan-1") == first
    assert ask(actor, home, "test.once", dedupe_key="plan-2") != first
    run_pending_jobs()
    assert len(seen) == 2
    assert ask(actor, home, "test.once", dedupe_key="plan-1") != first


def test_the_work_and_the_end_of_the_job_are_one_transaction(actor, home):
    @job("test.half")
    def half(handle: JobHandle):
        rename("setengah jadi")
        db.session.flush()
        raise RuntimeError("power gone")

    before = name_now()
    job_id = ask(actor, home, "test.half")
    run_pending_jobs()
    assert name_now() == before
    failed = fresh(job_id)
    assert failed.state is JobState.FAILED
    assert failed.attempts == 3
    assert "power gone" not in failed.message
    assert failed.error.startswith("RuntimeError ")
    assert failed.error.split()[1] in failed.message


def test_a_job_that_fails_once_is_tried_again_after_a_pause(app, actor, home):
    @job("test.shaky")
    def shaky(handle: JobHandle):
        seen.append(1)
        if len(seen) == 1:
            raise OSError

    job_id = ask(actor, home, "test.shaky")
    run_job(app, job_id)
    waiting = fresh(job_id)
    assert waiting.state is JobState.QUEUED
    assert waiting.lease_until is not None
    assert waiting.lease_until > utc_now()
    db.session.rollback()
    run_job(app, job_id)  # too early
    assert len(seen) == 1
    run_job(app, job_id, now=True)
    assert fresh(job_id).state is JobState.DONE


def test_a_refusal_reaches_the_person_and_is_not_tried_again(actor, home):
    @job("test.refuse")
    def refuse(handle: JobHandle):
        seen.append(1)
        raise JobError("Berkas ini kosong.")

    job_id = ask(actor, home, "test.refuse")
    run_pending_jobs()
    failed = fresh(job_id)
    assert (failed.state, failed.message, len(seen)) == (JobState.FAILED, "Berkas ini kosong.", 1)


def test_progress_is_seen_while_the_job_still_runs(app, actor, home):
    @job("test.slow")
    def slow(handle: JobHandle):
        rename("belum jadi")  # on SQLite this holds the one write lock
        db.session.flush()
        handle.progress(3, 10, "Membaca")
        seen.append(board().look(handle.id))
        assert progress_note(app, handle.id) == (3, 10, "Membaca")

    job_id = ask(actor, home, "test.slow")
    run_pending_jobs()
    assert fresh(job_id).state is JobState.DONE


def progress_note(app, job_id: str) -> tuple[int, int, str]:
    """What the page would show, asked from another context as a request does."""

    def look() -> tuple[int, int, str]:
        with app.app_context(), as_system(), reading():
            found = progress_of(db.session.get_one(Job, job_id))
            return found.done, found.total, found.message

    return Context().run(look)


def test_a_running_job_stops_at_its_next_sign_when_asked_to(actor, home):
    @job("test.long")
    def long(handle: JobHandle):
        rename("tidak boleh tersimpan")
        db.session.flush()
        board().ask_to_stop(handle.id)
        ask_in_row(handle)
        handle.progress(1, 1)
        seen.append("went on")

    def ask_in_row(handle: JobHandle) -> None:
        if db.engine.dialect.name == "postgresql":
            with db.engine.begin() as connection:
                connection.exec_driver_sql(
                    "UPDATE job SET cancel_requested = true WHERE id = %s", (handle.id,)
                )

    before = name_now()
    job_id = ask(actor, home, "test.long")
    run_pending_jobs()
    assert fresh(job_id).state is JobState.CANCELLED
    assert name_now() == before
    assert seen == []


def test_a_waiting_job_is_cancelled_at_once_and_can_be_asked_for_again(actor, home):
    @job("test.any")
    def any_work(handle: JobHandle):
        seen.append(1)

    job_id = ask(actor, home, "test.any")
    with unit_of_work():
        cancel(actor, db.session.get_one(Job, job_id))
    assert run_pending_jobs() == 0
    assert fresh(job_id).state is JobState.CANCELLED
    with unit_of_work():
        retry(actor, db.session.get_one(Job, job_id))
    assert run_pending_jobs() == 1
    assert fresh(job_id).state is JobState.DONE


def test_a_finished_job_cannot_be_cancelled_or_run_again(actor, home):
    @job("test.any")
    def any_work(handle: JobHandle):
        seen.append(1)

    job_id = ask(actor, home, "test.any")
    run_pending_jobs()
    with unit_of_work():
        cancel(actor, db.session.get_one(Job, job_id))
        retry(actor, db.session.get_one(Job, job_id))
    assert fresh(job_id).state is JobState.DONE
    assert run_pending_jobs() == 0


def test_a_failed_job_tried_again_gets_all_its_attempts(actor, home):
    @job("test.broken")
    def broken(handle: JobHandle):
        seen.append(1)
        raise OSError

    job_id = ask(actor, home, "test.broken")
    run_pending_jobs()
    with unit_of_work():
        retry(actor, db.session.get_one(Job, job_id))
    run_pending_jobs()
    assert len(seen) == 6
    assert fresh(job_id).state is JobState.FAILED


def test_others_can_write_while_a_job_reads_and_computes(app, actor, home):
    @job("test.reader")
    def reader(handle: JobHandle):
        with handle.reading():
            seen.append(db.session.scalars(select(Government)).one().name)
            written_by_somebody_else(app, "sementara itu")
        seen.append(db.session.scalars(select(Government)).one().name)

    before = name_now()
    ask(actor, home, "test.reader")
    run_pending_jobs()
    assert seen == [before, "sementara itu"]


def written_by_somebody_else(app, text: str) -> None:
    def write() -> None:
        with app.app_context(), as_system(), unit_of_work():
            rename(text)

    thread = threading.Thread(target=write)
    thread.start()
    thread.join(timeout=30)
    assert not thread.is_alive()


def test_messages_are_in_the_language_of_who_asked(actor, home, monkeypatch):
    @job("test.language")
    def language(handle: JobHandle):
        seen.append(str(get_locale()))

    with unit_of_work():
        enqueue(actor, home, "test.language", {}).language = "en"
    run_pending_jobs()
    assert seen == ["en"]
