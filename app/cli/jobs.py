"""`flask jobs`: do what waits without a worker."""

import click
from flask import current_app
from flask.cli import AppGroup

from app.jobs import run_pending_jobs
from app.jobs.sweep import sweep

jobs = AppGroup("jobs", help="Work that outlasts a request.")


@jobs.command("run")
def run() -> None:
    """Run every waiting job here and now, one after the other."""
    click.echo(f"{run_pending_jobs()} jobs run")


@jobs.command("sweep")
def wake_due() -> None:
    """Wake the workers for jobs that nobody is doing."""
    click.echo(f"{sweep(current_app._get_current_object())} jobs woken")  # type: ignore[attr-defined]
