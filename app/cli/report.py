"""`flask report`: make a document on the command line."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import with_appcontext
from flask_babel import force_locale
from sqlalchemy import select

from app.access import Actor, Post, Role
from app.db import as_system, db, reading
from app.organisations.models import Government
from app.reports.catalogue import (
    DOCUMENTS,
    Document,
    Format,
    NothingToPrintError,
    Option,
    Subject,
    UnitChoice,
    find,
)
from app.reports.collection import Collection
from app.reports.labels import failure_text
from app.reports.making import Made, make_collection, make_document
from app.reports.renderers.chapters.process import ChapterFailedError

NOTHING, WRONG_USE = 1, 2
# Whoever starts commands on the server can read everything: records are looked for as the ministry reads them, which
# may have every document.
READER = Actor(None, "command line", (Post(Role.MINISTRY_REVIEWER, None, None),))


@click.command("report", help="Make a document: NAME as shown by --list.")
@click.argument("name", required=False)
@click.option("--list", "list_them", is_flag=True, help="Show the documents and their formats.")
@click.option("--government", "code", help="Official region code, such as 73.07.")
@click.option(
    "--format", "kind", type=click.Choice([kind.value for kind in Format]), default="pdf", show_default=True
)
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="File to write.")
@click.option("--unit", help="Name of the OPD, for documents about one OPD.")
@click.option("--record", help="Which one, as --records shows them; without it the usual one.")
@click.option("--records", is_flag=True, help="Show what --record can be, the usual one first.")
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True)
@with_appcontext
def report(
    name: str | None,
    list_them: bool,
    code: str | None,
    kind: str,
    out: Path | None,
    unit: str | None,
    record: str | None,
    records: bool,
    language: str,
) -> None:
    """Write the document to a file; exit status 2 for what is not offered, 1 when there is nothing to print."""
    if list_them:
        for each in DOCUMENTS.values():
            click.echo(f"{each.name}\t{','.join(each.formats)}\t{each.title}")
        return
    document = _document(name)
    wanted = Format(kind)
    if wanted not in document.formats:
        _stop(f"{document.name} is not offered as {kind} yet; offered: {', '.join(document.formats)}")
    if not code or (out is None and not records):
        _stop("--government and --out are needed")
    with as_system(), reading(), force_locale(language):
        if records:
            _show_records(document, code)
            return
        made = _made(document, code, unit, record, wanted, language)
    if out is not None:
        out.write_bytes(made.content)
    for missing in made.missing:
        click.echo(f"not in it: {missing}", err=True)
    click.echo(f"{out} {len(made.content)} bytes")


def _made(
    document: Document, code: str, unit: str | None, record: str | None, kind: Format, language: str
) -> Made:
    try:
        subject = _subject(document, code, unit, record)
        if isinstance(document, Collection):
            return make_collection(document, subject, kind, language)
        return make_document(document, subject, kind, language)
    except NothingToPrintError as error:
        click.echo(f"nothing to print: {error}", err=True)
    except ChapterFailedError as error:
        title = error.chunk.title or str(document.title)
        click.echo(f"{failure_text(title, error.kind)}\n{error.trace}", err=True)
    sys.exit(NOTHING)


def _subject(document: Document, code: str, unit: str | None, record: str | None) -> Subject:
    government = _government(code)
    unit_id = _unit_id(government, unit)
    if document.unit_choice is UnitChoice.REQUIRED and unit_id is None:
        _stop(f"{document.name} is about one OPD: name it with --unit")
    if record is None:
        record = _usual(document.records(READER, government))
    return document.subject(Subject(government.id, unit_id, record))


def _usual(options: Sequence[Option]) -> str:
    """The present one or everything where that is a choice, else the first; without any the document says why."""
    values = [option.value for option in options]
    return "" if not values or "" in values else values[0]


def _show_records(document: Document, code: str) -> None:
    for option in document.records(READER, _government(code)):
        click.echo(f"{option.value}\t{option.label}")


def _document(name: str | None) -> Document:
    found = find(name or "")
    if found is None:
        _stop(
            f"there is no document {name!r}; see `flask report --list`"
            if name
            else "name a document, or use --list"
        )
    return found


def _government(code: str) -> Government:
    found = db.session.scalars(select(Government).where(Government.code == code)).one_or_none()
    if found is None:
        _stop(f"there is no government with the code {code!r}")
    return found


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
