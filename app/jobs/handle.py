"""What a job's function gets in hand."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from app.access import Actor
from app.db import db, reading
from app.db.unit_of_work import commit
from app.jobs.board import Board

PROGRESS_EVERY = 0.5  # seconds; more often nobody can see
HOLD = 3.0  # seconds for which one job may keep all others from writing; they wait for fifteen
GIVE_WAY = 0.1  # seconds in which those who wait see that they can write


class JobError(Exception):
    """Raise it to end a job with a sentence for the person; it is not tried again."""


class JobCancelledError(Exception):
    """The person asked to stop."""


class JobHandle:
    """The running job: in whose name it runs, and how it tells how far it is."""

    def __init__(
        self, job_id: str, token: str, actor: Actor, government_id: str | None, board: Board
    ) -> None:
        self.id = job_id
        self.actor = actor
        self.government_id = government_id
        self._token = token
        self._board = board
        self._shown_at = float("-inf")
        self._since = time.monotonic()

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Show how far the job is, at once and apart from its own transaction.

        Call it as often as is convenient. Raises `JobCancelledError` when the person asked to stop: let it pass.
        """
        now = time.monotonic()
        if done < total and now - self._shown_at < PROGRESS_EVERY:
            return
        self._shown_at = now
        self._board.report(self.id, self._token, done, total, message)
        note = self._board.look(self.id)
        if note is not None and note.cancelled:
            raise JobCancelledError

    @contextmanager
    def reading(self) -> Iterator[None]:
        """For the long part of a job: read and compute without keeping others from writing (SQLite has one writer).

        What was written before is committed; write nothing inside.
        """
        commit()
        with reading():
            yield
            db.session.rollback()  # ends the reading transaction

    def give_way(self) -> bool:
        """Where there is one writer at a time: commit what was done so far, now and then, and let others write.

        Only for work that goes on where it stopped when it is begun again. Answers whether it committed; elsewhere the
        work stays one transaction.
        """
        if db.engine.dialect.name != "sqlite" or time.monotonic() - self._since < HOLD:
            return False
        commit()
        time.sleep(GIVE_WAY)
        self._since = time.monotonic()
        return True
