"""`flask backup`: make an archive of everything, check one, put one back."""

import json
import sys
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app
from flask.cli import AppGroup

from app.backup import BackupError, create, restore, verify
from app.db import as_system

backup = AppGroup("backup", help="Database and kept files in one archive.")

ARCHIVE = click.Path(dir_okay=False, path_type=Path)


@backup.command("create")
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), help="Default: instance/backups."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def create_(folder: Path | None, as_json: bool) -> None:
    """Make an archive while the system is in use."""
    try:
        with as_system():
            made = create(folder or Path(current_app.instance_path) / "backups")
    except BackupError as error:
        _stop(error, as_json=as_json)
    rows, files = sum(made.manifest.rows.values()), len(made.manifest.blobs)
    if as_json:
        told = {
            "path": str(made.path),
            "size": made.size,
            "rows": rows,
            "lacking": list(made.manifest.lacking),
        }
        click.echo(json.dumps(told))
        return
    click.echo(f"{made.path} ({made.size} bytes, {rows} rows, {files} files)")
    for blob in made.manifest.lacking:
        click.echo(f"lost or altered in the file store: {blob}", err=True)
    click.echo("The secrets in .env are not in it. Keep a copy of them apart.", err=True)


@backup.command("verify")
@click.argument("archive", type=ARCHIVE)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def verify_(archive: Path, as_json: bool) -> None:
    """Check every byte of an archive and its database; exit status 1 when it is damaged."""
    try:
        found = verify(archive)
    except BackupError as error:
        _stop(error, as_json=as_json)
    manifest = found.manifest
    rows = sum(manifest.rows.values())
    if as_json:
        told = {
            "whole": True,
            "made_at": manifest.made_at.isoformat(),
            "engine": manifest.engine,
            "revision": manifest.revision,
            "rows": rows,
            "files": found.files,
        }
        click.echo(json.dumps(told))
        return
    click.echo(
        f"whole: {manifest.engine}, {rows} rows, {found.files} files, made {manifest.made_at:%Y-%m-%d %H:%M} UTC"
    )


@backup.command("restore")
@click.argument("archive", type=ARCHIVE)
@click.option("--force", is_flag=True, help="Replace a database that is not empty.")
def restore_(archive: Path, force: bool) -> None:
    """Put an archive back; refused when it is damaged, or the target is not empty. Stop web and worker before."""
    try:
        with as_system():
            done = restore(archive, force=force)
    except BackupError as error:
        _stop(error, as_json=False)
    click.echo(f"{done.rows} rows and {done.files} files restored")
    if done.behind:
        click.echo("The archive is older than the program: run flask db upgrade.")


def _stop(error: BackupError, *, as_json: bool) -> NoReturn:
    click.echo(json.dumps({"whole": False, "error": str(error)}) if as_json else str(error), err=not as_json)
    sys.exit(1)
