"""Whose turn it is to write to an SQLite file, among the threads of this process.

Only a courtesy: the lock that keeps data whole is SQLite's own. Other processes are not in this queue, and whoever has
waited for its turn as long as SQLite would wait goes on and asks SQLite.
"""

import os
import sqlite3
import threading
from typing import Any

BUSY_SECONDS = 15  # how long a writer waits for others before it gives up

_queues: dict[str, threading.Lock] = {}


def _queue_of(path: str) -> threading.Lock:
    return _queues.setdefault(path, threading.Lock())


def _forget_turns() -> None:
    """A forked process has none of its parent's threads, so none of their turns either."""
    _queues.clear()


os.register_at_fork(after_in_child=_forget_turns)


class QueueingConnection(sqlite3.Connection):
    """A connection that waits for its turn before it asks for the write lock, and ends it with its transaction."""

    _turn: "threading.Lock | None" = None

    def __init__(self, database: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(database, *args, **kwargs)
        self._path = os.fspath(database)

    @property
    def holds_turn(self) -> bool:
        """Whether it is this connection's turn to write."""
        return self._turn is not None

    def take_turn(self) -> None:
        """Wait until the writers before are done."""
        if self._turn is None and ":memory:" not in self._path:
            queue = _queue_of(self._path)
            if queue.acquire(timeout=BUSY_SECONDS):
                self._turn = queue

    def end_turn(self) -> None:
        """Let the next one write."""
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.release()

    def commit(self) -> None:
        """End the transaction, then the turn."""
        try:
            super().commit()
        finally:
            if not self.in_transaction:
                self.end_turn()

    def rollback(self) -> None:
        """End the transaction, then the turn."""
        try:
            super().rollback()
        finally:
            self.end_turn()

    def __del__(self) -> None:
        self.end_turn()

    def close(self) -> None:
        """An unfinished transaction ends with its connection."""
        try:
            super().close()
        finally:
            self.end_turn()
