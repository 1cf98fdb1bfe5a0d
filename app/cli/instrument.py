"""`flask instrument`: check the files of a question set, look at it as a draft, publish it."""

from collections.abc import Sequence

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from app.access import SYSTEM
from app.db import as_system, unit_of_work
from app.instrument import actions
from app.instrument.cross_checks import cross_check_problems
from app.instrument.english import aid_problems, has_aids
from app.instrument.labels import problem_text
from app.instrument.loader import read_version
from app.instrument.problems import InvalidInstrument, Problem
from app.instrument.questionnaire import Questionnaire

instrument = AppGroup("instrument", help="Question sets: check, draft, publish.")


def _read(version: str) -> Questionnaire:
    """The content of the files, or every mistake in them on the screen and exit code 1."""
    try:
        questionnaire = read_version(version)
        problems = cross_check_problems(questionnaire)
        if problems:
            raise InvalidInstrument(tuple(problems))
        return questionnaire
    except InvalidInstrument as error:
        raise _refused(version, error.problems) from error


def _refused(version: str, problems: Sequence[Problem]) -> click.ClickException:
    """Every mistake on the screen, and how many there are for the exit."""
    for problem in problems:
        click.echo(problem_text(problem), err=True)
    return click.ClickException(_("%(version)s: %(n)s kesalahan", version=version, n=len(problems)))


def _counts(questionnaire: Questionnaire) -> str:
    indicators = list(questionnaire.indicators)
    measured = sum(1 for indicator in indicators if indicator.is_measured)
    library = sum(len(indicator.actions) for indicator in indicators)
    return str(
        _(
            "%(indicators)s indikator (%(measured)s terukur), %(actions)s kegiatan",
            indicators=len(indicators),
            measured=measured,
            actions=library,
        )
    )


@instrument.command("validate")
@click.argument("version")
def validate(version: str) -> None:
    """Check the files of VERSION and list every mistake."""
    questionnaire = _read(version)
    click.echo(f"{version}: {_counts(questionnaire)}, {questionnaire.fingerprint()}")
    if not has_aids(version):
        codes = ", ".join(spec.code for spec in questionnaire.indicators)
        click.echo(_("Belum ada bantuan membaca dalam bahasa Inggris: %(codes)s", codes=codes), err=True)
    try:
        missing = aid_problems(questionnaire)
    except InvalidInstrument as error:
        raise _refused(version, error.problems) from error
    if missing:  # an aid is no part of the instrument, so that publishing does not wait for it
        raise _refused(version, missing)


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
    click.echo(_("%(version)s: konsep dimuat, %(counts)s", version=version, counts=_counts(questionnaire)))


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
    told = _("%(version)s: terbit, %(counts)s", version=version, counts=_counts(questionnaire))
    click.echo(f"{told}, {questionnaire.fingerprint()}")


def _changed(version: str) -> str:
    return str(
        _(
            "%(version)s sudah terbit dengan isi lain; salin foldernya dengan nama baru dan terbitkan versi itu",
            version=version,
        )
    )
