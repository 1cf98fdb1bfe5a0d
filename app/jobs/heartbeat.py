"""The sign of life of a working process."""

import logging
import threading
from datetime import timedelta
from types import TracebackType
from typing import Self

from flask import Flask

from app.db import utc_now
from app.jobs.board import board

logger = logging.getLogger(__name__)

LONGEST = timedelta(hours=2)  # a job that takes longer hangs; its lease is left to lapse


class Heartbeat:
    """Renews the lease of a job three times per lease, from a thread, while the block runs."""

    def __init__(self, app: Flask, job_id: str, token: str, lease: timedelta) -> None:
        self._app = app
        self._job_id = job_id
        self._token = token
        self._lease = lease
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat-{job_id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join(timeout=10)

    def _beat(self) -> None:
        begun = utc_now()
        pause = self._lease.total_seconds() / 3
        while not self._stop.wait(pause) and utc_now() - begun < LONGEST:
            try:
                with self._app.app_context():
                    board().renew(self._job_id, self._token, utc_now() + self._lease)
            except Exception:
                logger.warning("the lease of job %s could not be renewed", self._job_id, exc_info=True)
