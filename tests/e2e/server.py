"""The application as the browser tests run it: the real server and the real worker, on a database of their own.

Settings come as JSON in `RENAKSI_E2E`: `{"settings": {...}, "instance": "/path"}`.
`gunicorn tests.e2e.server:application` serves; `python -m tests.e2e.server` works off the jobs.
"""

import json
import os

from flask import Flask

from app import create_app

VARIABLE = "RENAKSI_E2E"


def build() -> Flask:
    """The application that the environment describes."""
    wanted = json.loads(os.environ[VARIABLE])
    return create_app(wanted["settings"], wanted["instance"])


if __name__ == "__main__":
    from app.jobs.worker import serve

    serve(build())
elif VARIABLE in os.environ:
    application = build()
