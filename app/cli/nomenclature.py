"""`flask nomenclature`: the list of programs, activities and sub-activities with their budget codes."""

from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import SYSTEM
from app.db import as_system, db, unit_of_work
from app.files.inspection import inspect
from app.files.kinds import ACCEPTED, FileKind, Purpose
from app.files.refusal import RefusedFile
from app.files.table import TableLimits, UnreadableTable, read_rows
from app.plans.actions.nomenclature import load_nomenclature
from app.plans.models import Nomenclature
from app.plans.nomenclature_labels import fault_text
from app.plans.rules.nomenclature import MOST_ITEMS, NomenclatureReading, read_nomenclature

nomenclature = AppGroup("nomenclature", help="Budget codes: load, list.")
LIMITS = TableLimits(rows=MOST_ITEMS + 100, columns=60)


def read_file(path: Path) -> NomenclatureReading:
    """What a CSV or XLSX file says. Raises ClickException if it is no table."""
    try:
        kind = inspect(path, ACCEPTED[Purpose.IMPORT], path.name)
    except RefusedFile as refused:
        raise click.ClickException(refused.message) from refused
    try:
        return read_nomenclature(
            read_rows(path.read_bytes(), kind if kind is FileKind.XLSX else FileKind.CSV, LIMITS)
        )
    except UnreadableTable as error:
        raise click.ClickException(_("Berkas tidak dapat dibaca sebagai tabel.")) from error


@nomenclature.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", required=True, help="What the list is called, such as a decree and its year.")
@click.option("--source", required=True, help="Where it comes from; shown beside every find.")
@click.option("--example", is_flag=True, help="An example: said so wherever it is shown.")
@click.option("--dry-run", is_flag=True, help="Check the file and change nothing.")
def load(file: Path, name: str, source: str, example: bool, dry_run: bool) -> None:
    """Load FILE (CSV or XLSX with columns Kode and Nama) and put it into force; all of it or nothing."""
    reading = read_file(file)
    for problem in reading.problems:
        click.echo(fault_text(problem), err=True)
    if reading.problems:
        raise click.ClickException(_("%(n)s kesalahan; tidak ada yang dimuat", n=len(reading.problems)))
    if dry_run:
        click.echo(_("%(n)s kode dapat dimuat", n=len(reading.rows)))
        return
    with as_system(), unit_of_work():
        changed = load_nomenclature(
            SYSTEM, name.strip()[:120], source.strip()[:300], reading.rows, is_example=example
        )
    click.echo(
        _("%(n)s kode dimuat dan berlaku", n=len(reading.rows)) if changed else _("Tidak ada yang berubah")
    )


@nomenclature.command("list")
def list_() -> None:
    """The lists that were loaded, the one in force first."""
    with as_system():
        lists = db.session.scalars(
            select(Nomenclature).order_by(Nomenclature.loaded_at.desc(), Nomenclature.id)
        ).all()
    for place, row in enumerate(lists):
        click.echo(f"{'*' if place == 0 else ' '} {row.name}: {row.size} ({row.source})")
