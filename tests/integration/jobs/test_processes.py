"""What real processes do: two that ask at once, and workers that are killed in the middle."""

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.access import SYSTEM, Actor
from app.db import as_system, db, reading, unit_of_work
from app.jobs import Job, JobState, enqueue, job
from app.jobs.queries import progress_of
from app.jobs.sweep import due_jobs
from app.organisations.models import Government
from tests.database.fixtures import SETTINGS

SCRIPT = Path(__file__).with_name("worker_process.py")
ROOT = Path(__file__).parents[3]
PATIENCE = 60  # seconds; machines that run tests are slow


@pytest.fixture(autouse=True)
def _known_here(_own_kinds):
    @job("test.process")
    def process(handle, file, government_id):
        """The real one is in the worker's process."""


@pytest.fixture
def start(app, tmp_path) -> Iterator[Callable[..., subprocess.Popen]]:
    """`start("serve")`, `start("run", job_id)`: a worker on this test's database."""
    settings = SETTINGS | {
        "DATABASE_URL": app.config["DATABASE_URL"],
        "FILES_URL": app.config["FILES_URL"],
        "JOBS_BOARD_FILE": app.config["JOBS_BOARD_FILE"],
        "JOBS_QUEUE": "auto",
    }
    with ExitStack() as ending:

        def begin(*arguments: str) -> subprocess.Popen:
            process = subprocess.Popen(
                [sys.executable, str(SCRIPT), json.dumps(settings), str(tmp_path / "instance"), *arguments],
                cwd=ROOT,
                env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
            )
            ending.callback(_end, process)
            return process

        yield begin


def _end(process: subprocess.Popen) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=10)


def eventually(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)


def ask(home: str, file: Path) -> str:
    with unit_of_work():
        return enqueue(
            Actor("user-1", "Uji"), home, "test.process", {"file": str(file), "government_id": home}
        ).id


def fresh(job_id: str) -> Job:
    """The job's row, read as a page reads it: while a worker may be writing."""
    db.session.rollback()
    with reading():
        found = db.session.get_one(Job, job_id)
        db.session.expunge(found)
        db.session.rollback()
    return found


def lines(file: Path) -> list[str]:
    return file.read_text().split() if file.exists() else []


def test_a_job_whose_worker_is_killed_is_done_by_the_next_one_and_once(app, home, start, tmp_path):
    file = tmp_path / "lines"
    job_id = ask(home, file)
    first = start("run", job_id)
    eventually(lambda: progress_of(fresh(job_id)).message == "separuh")
    first.send_signal(signal.SIGKILL)
    first.wait(timeout=10)
    assert fresh(job_id).state is JobState.RUNNING

    def is_due() -> bool:
        with app.app_context():
            return job_id in due_jobs(grace=timedelta(0))

    eventually(is_due)
    second = start("run", job_id)
    assert second.wait(timeout=PATIENCE) == 0
    done = fresh(job_id)
    assert (done.state, done.attempts, done.result) == (JobState.DONE, 2, {"url": "/selesai"})
    assert lines(file) == ["begun", "begun"]
    assert db.session.get_one(Government, home).name == "Kabupaten+"


def test_the_worker_serves_and_ends_when_told_to(app, home, start, tmp_path):
    file = tmp_path / "lines"
    file.write_text("begun\n")  # so that no attempt waits
    job_id = ask(home, file)
    with unit_of_work():
        db.session.get_one(Job, job_id).created_at -= timedelta(minutes=5)  # the first sweep takes it
    worker = start("serve")
    eventually(lambda: fresh(job_id).state is JobState.DONE)
    worker.terminate()
    assert worker.wait(timeout=PATIENCE) == 0


def test_many_who_ask_for_the_same_at_once_get_one_job(app, home):
    failures: list[BaseException] = []
    start_line = threading.Barrier(6)

    def press(number: int) -> None:
        try:
            with app.app_context(), as_system():
                start_line.wait(timeout=30)
                with unit_of_work():
                    enqueue(SYSTEM, home, "test.process", {"by": number}, dedupe_key="plan-1")
        except BaseException as error:  # noqa: BLE001 -- whatever ended a thread must reach the test
            failures.append(error)

    threads = [threading.Thread(target=press, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failures == []
    db.session.rollback()
    assert len(db.session.scalars(select(Job)).all()) == 1
