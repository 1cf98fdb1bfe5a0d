"""`flask instrument`: check the files of a question set, look at it as a draft, publish it."""

import click
from flask.cli import AppGroup

from app.access import SYSTEM
from app.db import as_system, unit_of_work
from app.instrument import actions
from app.instrument.labels import problem_text
from app.instrument.loader import read_version
from app.instrument.problems import InvalidInstrument
from app.instrument.questionnaire import Questionnaire

instrument = AppGroup("instrument", help="Question sets: check, draft, publish.")


def _read(version: str) -> Questionnaire:
    """The content of the files, or every mistake in them on the screen and exit code 1."""
    try:
        return read_version(version)
    except InvalidInstrument as error:
        for problem in error.problems:
            click.echo(problem_text(problem), err=True)
        raise click.ClickException(f"{version}: {len(error.problems)} kesalahan") from error


def _counts(questionnaire: Questionnaire) -> str:
    indicators = list(questionnaire.indicators)
    measured = sum(1 for indicator in indicators if indicator.is_measured)
    library = sum(len(indicator.actions) for indicator in indicators)
    return f"{len(indicators)} indikator ({measured} terukur), {library} kegiatan"


@instrument.command("validate")
@click.argument("version")
def validate(version: str) -> None:
    """Check the files of VERSION and list every mistake."""
    questionnaire = _read(version)
    click.echo(f"{version}: {_counts(questionnaire)}, {questionnaire.fingerprint()}")


@instrument.command("draft")
@click.argument("version")
def draft(version: str) -> None:
    """Load VERSION as a draft that the ministry can read on the page; loading again replaces it."""
    questionnaire = _read(version)
    try:
        with as_system(), unit_of_work():
            actions.load_draft(SYSTEM, questionnaire)
    except actions.ChangedAfterPublishing as error:
        raise click.ClickException(_changed(version)) from error
    click.echo(f"{version}: konsep dimuat, {_counts(questionnaire)}")


@instrument.command("publish")
@click.argument("version")
def publish(version: str) -> None:
    """Load VERSION and freeze it. Doing it again changes nothing."""
    questionnaire = _read(version)
    try:
        with as_system(), unit_of_work():
            actions.publish(SYSTEM, questionnaire)
    except actions.ChangedAfterPublishing as error:
        raise click.ClickException(_changed(version)) from error
    click.echo(f"{version}: terbit, {_counts(questionnaire)}, {questionnaire.fingerprint()}")


def _changed(version: str) -> str:
    return f"{version} sudah terbit dengan isi lain; salin foldernya dengan nama baru dan terbitkan versi itu"
