"""`flask report`: make a document on the command line."""

import sys
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app.db import as_system, db, reading
from app.organisations.models import Government
from app.reports.catalogue import DOCUMENTS, Format, NothingToPrintError, Subject, UnitChoice, find
from app.reports.collection import Collection
from app.reports.making import make_collection, make_document

WRONG_USE = 2


@click.command("report", help="Make a document: NAME as shown by --list.")
@click.argument("name", required=False)
@click.option("--list", "list_them", is_flag=True, help="Show the documents and their formats.")
@click.option("--government", "code", help="Official region code, such as 73.07.")
@click.option(
    "--format", "kind", type=click.Choice([kind.value for kind in Format]), default="pdf", show_default=True
)
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="File to write.")
@click.option("--unit", help="Name of the OPD, for documents about one OPD.")
@click.option("--record", default="", help="Which one, such as a year or the id of a submission.")
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True)
@with_appcontext
def report(
    name: str | None,
    list_them: bool,
    code: str | None,
    kind: str,
    out: Path | None,
    unit: str | None,
    record: str,
    language: str,
) -> None:
    """Write the document to a file; exit status 2 for what is not offered, 1 when there is nothing to print."""
    if list_them:
        for each in DOCUMENTS.values():
            click.echo(f"{each.name}\t{','.join(each.formats)}\t{each.title}")
        return
    document = find(name or "")
    if document is None:
        _stop(
            f"there is no document {name!r}; see `flask report --list`"
            if name
            else "name a document, or use --list"
        )
    wanted = Format(kind)
    if wanted not in document.formats:
        _stop(f"{document.name} is not offered as {kind} yet; offered: {', '.join(document.formats)}")
    if not code or out is None:
        _stop("--government and --out are needed")
    with as_system(), reading():
        government = db.session.scalars(select(Government).where(Government.code == code)).one_or_none()
        if government is None:
            _stop(f"there is no government with the code {code!r}")
        unit_id = _unit_id(government, unit)
        if document.unit_choice is UnitChoice.REQUIRED and unit_id is None:
            _stop(f"{document.name} is about one OPD: name it with --unit")
        try:
            subject = document.subject(Subject(government.id, unit_id, record))
            if isinstance(document, Collection):
                made = make_collection(document, subject, wanted, language)
            else:
                made = make_document(document, subject, wanted, language)
        except NothingToPrintError as error:
            click.echo(f"nothing to print: {error}", err=True)
            sys.exit(1)
    out.write_bytes(made.content)
    click.echo(f"{out} {len(made.content)} bytes")


def _unit_id(government: Government, name: str | None) -> str | None:
    if name is None:
        return None
    wanted = name.casefold()
    found = (
        unit.id for unit in government.units if wanted in (unit.name.casefold(), unit.short_name.casefold())
    )
    return next(found, None) or _stop(f"{government.name} has no OPD {name!r}")


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(WRONG_USE)
