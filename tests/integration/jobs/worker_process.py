"""A worker in a process of its own, for the tests that kill it.

`python worker_process.py SETTINGS_JSON INSTANCE serve` runs the real worker; `… run JOB_ID` does one job.
The job "test.process" writes a line into the file of its payload when it begins and one when it is done; the first
attempt then waits to be killed.
"""

import json
import sys
import time
from datetime import timedelta
from pathlib import Path

from app import create_app
from app.db import db
from app.jobs import JobHandle, job, runner, set_actor_loader, worker
from app.organisations.models import Government


@job("test.process")
def process(handle: JobHandle, file: str, government_id: str) -> dict[str, str]:
    path = Path(file)
    with path.open("a") as lines:
        lines.write("begun\n")
    db.session.get_one(Government, government_id).name += "+"
    db.session.flush()
    handle.progress(1, 2, "separuh")
    if path.read_text().count("begun") == 1:
        time.sleep(120)
    return {"url": "/selesai"}


def main(settings: str, instance: str, command: str, *arguments: str) -> None:
    runner.LEASE = timedelta(seconds=2)
    app = create_app(json.loads(settings), instance)
    from app.access import Actor, Post, Role

    owner = Post(Role.MINISTRY_REVIEWER, None, None)
    set_actor_loader(app, lambda user_id: Actor(user_id, "Uji", (owner,)))
    if command == "serve":
        worker.serve(app)
    else:
        runner.run_job(app, *arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
