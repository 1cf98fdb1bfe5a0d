"""`python -m app.jobs.worker`: two working processes and the clock, until SIGTERM.

On SIGTERM the workers finish what they have in hand; on SIGINT they drop it, and the jobs go back to the queue.
"""

import logging
import os
from collections.abc import Callable

from dotenv import load_dotenv
from flask import Flask
from huey import crontab

from app import create_app
from app.db import as_system, db, unit_of_work
from app.jobs.periodic import Periodic, periodic_tasks
from app.jobs.queue import job_queue
from app.jobs.sweep import sweep

WORKERS = int(os.environ.get("WORKERS", "2"))


def main() -> None:
    """Build the application and serve its jobs."""
    load_dotenv()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("weasyprint", "fontTools"):  # a line for every font of every document buries what matters
        logging.getLogger(chatty).setLevel(logging.WARNING)
    serve(create_app())


def serve(app: Flask) -> None:
    """Start the consumer and stay until it is stopped."""
    app.config["WORKERS"] = WORKERS  # what shares this machine's processors
    huey = job_queue(app).huey
    huey.on_startup(name="fresh_connections")(lambda: _forget_connections(app))
    huey.periodic_task(crontab(), name="sweep")(lambda: sweep(app))
    for number, task in enumerate(periodic_tasks(app).values()):
        when = crontab(minute=str((7 * number + 3) % 60)) if task.hourly else crontab()
        huey.periodic_task(when, name=task.name)(_calling(app, task))
    sweep(app)  # what the last shutdown left behind
    # The workers are forked from here: they must find no open connection to share.
    huey.storage.close()
    with app.app_context():
        db.engine.dispose()
    huey.create_consumer(
        workers=WORKERS,
        worker_type="process",
        graceful_signal="TERM",
        max_delay=2.0,
        health_check_interval=2,
    ).run()


def _forget_connections(app: Flask) -> None:
    # A forked process must not talk over its parent's connections, nor close them.
    with app.app_context():
        db.engine.dispose(close=False)


def _calling(app: Flask, task: Periodic) -> Callable[[], None]:
    def call() -> None:
        with app.app_context(), as_system(), unit_of_work():
            task.work()

    return call


if __name__ == "__main__":
    main()
