"""`flask files`: compare the table of files with the store."""

import json
import sys
from dataclasses import asdict

import click
from flask.cli import AppGroup

from app.db import as_system, reading
from app.files.queries import check_files

files = AppGroup("files", help="Kept files.")


@files.command("check")
@click.option("--repair", is_flag=True, help="Remove blobs without a row and half-received files.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check(repair: bool, as_json: bool) -> None:
    """Find rows without content, altered content, content without a row; exit status 1 when there is any."""
    with as_system(), reading():
        found = check_files(repair=repair)
    if as_json:
        click.echo(json.dumps({"in_order": found.in_order, **asdict(found)}))
    else:
        click.echo(f"{found.rows} rows, {found.blobs} blobs")
        for name in ("missing", "altered", "orphans", "leftovers"):
            for item in getattr(found, name):
                click.echo(f"{name}: {item}")
    sys.exit(0 if found.in_order else 1)
