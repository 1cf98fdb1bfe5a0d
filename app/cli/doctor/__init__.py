"""`flask doctor`: is this installation fit to work? One line for each thing that must be right."""

import json
import sys
from dataclasses import asdict

import click
from flask.cli import with_appcontext

from app.cli.doctor.examination import examine
from app.cli.doctor.finding import State


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option(
    "--wait",
    "patience",
    type=click.FloatRange(0),
    default=10.0,
    show_default=True,
    help="Seconds a worker may take to answer.",
)
@with_appcontext
def doctor(as_json: bool, patience: float) -> None:
    """Check database, settings, machine, files and workers; exit status 1 when something is wrong."""
    findings = examine(patience)
    healthy = all(finding.state is not State.FAILED for finding in findings)
    if as_json:
        click.echo(json.dumps({"healthy": healthy, "checks": [asdict(finding) for finding in findings]}))
    else:
        for finding in findings:
            click.echo(f"{finding.state:8} {finding.name:16} {finding.detail}")
    sys.exit(0 if healthy else 1)
