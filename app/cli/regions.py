"""`flask regions`: the list of governments that comes with the installation."""

import click
from flask.cli import AppGroup

from app.db import as_system, unit_of_work
from app.organisations.regions import load_regions

regions = AppGroup("regions", help="Provinces, regencies and cities.")


@regions.command("load")
def load() -> None:
    """Add what is missing and rename what was renamed; safe to run again."""
    with as_system(), unit_of_work():
        added, renamed = load_regions()
    click.echo(f"{added} added, {renamed} renamed")
