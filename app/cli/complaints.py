"""`flask complaints`: import a file, print the figures, load the calendar."""

import json
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask.cli import AppGroup
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import SYSTEM
from app.complaints.actions.calendar import load_calendar
from app.complaints.actions.closing import close_due
from app.complaints.actions.importing import Outcome
from app.complaints.actions.records import import_path
from app.complaints.actions.rejudging import rejudge
from app.complaints.actions.tallies import mark_outdated, recount, refresh, registers
from app.complaints.actions.undoing import undo
from app.complaints.import_formats import FORMATS
from app.complaints.import_formats.fields import FileRefused, Problem
from app.complaints.labels import STAYS_LABELS, trouble_text
from app.complaints.models import ComplaintImport
from app.complaints.queries import figures
from app.complaints.queries.undoing import Prospect, is_undoable, prospect
from app.complaints.reporters import ReporterField
from app.db import as_system, db, reading, unit_of_work
from app.organisations.models import Government

complaints = AppGroup("complaints", help="The register of complaints and its figures.")

DAY = click.DateTime(["%Y-%m-%d"])


@complaints.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--government", "code", required=True, help="Region code, such as 73.07.")
@click.option("--format", "format_name", type=click.Choice(sorted(FORMATS)), help="Default: recognised.")
@click.option("--source", help="Where the complaints come from. Default: SP4N-LAPOR!.")
@click.option("--cut-off", type=DAY, help="Day up to which the file is complete. Default: its latest moment.")
@click.option(
    "--reporter",
    "reporters",
    type=(click.Choice([each.part for each in ReporterField]), str),
    metavar="PART HEADING",
    multiple=True,
    help="Column about who complained (name, phone, mail, address), read only where the government keeps that. "
    "Default: recognised by the headings.",
)
@click.option("--no-reporters", is_flag=True, help="Read no column about who complained.")
@click.option(
    "--undo", "import_id", metavar="ID", help="Take an earlier import back instead (see `imports`)."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def import_(
    file: Path | None,
    code: str,
    format_name: str | None,
    source: str | None,
    cut_off: datetime | None,
    reporters: tuple[tuple[str, str], ...],
    no_reporters: bool,
    import_id: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import a CSV, XLSX or ODS file of complaints, or take an import back with --undo.

    Exit status 1 when the file as a whole cannot be read, or the import cannot be taken back. The figures of --undo:
    new are the complaints that disappear, changed those that go back to what they were, rejected those that must stay.
    """
    if (file is None) == (import_id is None):
        raise click.UsageError("give either a file or --undo ID")
    if file is None:
        undo_(code, str(import_id), dry_run=dry_run, as_json=as_json)
        return
    with force_locale("id"), as_system():
        try:
            with unit_of_work():
                government = government_named(code)
                outcome = import_path(
                    SYSTEM,
                    government,
                    file,
                    format_name=format_name,
                    source=source,
                    cut_off=_end_of(cut_off, government) if cut_off else None,
                    reporters=() if no_reporters else _chosen(reporters),
                    dry_run=dry_run,
                )
            if not dry_run:
                refresh(government.id)
        except FileRefused as refusal:
            reason = trouble_text(refusal.trouble, refusal.params)
            click.echo(json.dumps(_refused(file, reason), ensure_ascii=False) if as_json else reason)
            sys.exit(1)
        click.echo(json.dumps(as_plain(outcome), ensure_ascii=False) if as_json else _as_text(outcome))
        if outcome.reporter_count:
            click.echo(f"Identitas pelapor: {outcome.reporter_count} pengaduan, tersandi", err=True)
        for spelling, count in outcome.unknown_units.most_common():
            click.echo(f"OPD tidak dikenal: {spelling} ({count})", err=True)


@complaints.command("imports")
@click.option("--government", "code", required=True, help="Region code, such as 73.07.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def imports(code: str, as_json: bool) -> None:
    """List the imports of a government, the latest first, with the ids that --undo takes."""
    with as_system(), reading():
        statement = select(ComplaintImport).where(ComplaintImport.government_id == government_named(code).id)
        latest_first = statement.order_by(ComplaintImport.created_at.desc())
        found = [_listed(made) for made in db.session.scalars(latest_first)]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        click.echo("  ".join(str(value) for value in one.values()))


@complaints.command("stats")
@click.option("--government", "code", required=True, help="Region code, such as 73.07.")
@click.option("--from", "start", type=DAY, help="First day of arrival.")
@click.option("--to", "end", type=DAY, help="Last day of arrival.")
@click.option("--json", "as_json", is_flag=True, help="Print all figures as JSON.")
def stats(code: str, start: datetime | None, end: datetime | None, as_json: bool) -> None:
    """Print the figures of a government."""
    with as_system(), reading():
        found = figures(government_named(code).id, _day(start), _day(end))
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
        return
    total = found.total
    click.echo(
        f"{found.government}: {total.incoming} masuk, {total.followed_up} ditindaklanjuti, {total.closed} selesai"
    )
    click.echo(f"Sumber: {found.source or '–'}; data sampai {found.cut_off or '–'}")


@complaints.command("load-calendar")
def load_calendar_() -> None:
    """Copy the national free days and the usual deadlines into their tables (only what is missing)."""
    with as_system(), unit_of_work():
        added = load_calendar(SYSTEM)
    click.echo(f"{added} days added")


@complaints.command("rejudge")
@click.option("--government", "code", required=True, help="Region code, such as 73.07.")
def rejudge_(code: str) -> None:
    """Derive status and clocks anew after the calendar or the deadlines changed."""
    with as_system(), unit_of_work():
        done = rejudge(SYSTEM, government_named(code))
    with as_system():
        refresh(government_named(code).id)
    click.echo(f"{done.looked_at} complaints judged anew")


@complaints.command("recount")
@click.option("--government", "code", help="Region code, such as 73.07. Default: all registers.")
@click.option("--stale", is_flag=True, help="Only what was changed since it was counted last.")
def recount_(code: str | None, stale: bool) -> None:
    """Count the tallies of figures anew from the complaints; nobody has to stop working meanwhile."""
    with as_system():
        mark_outdated()
        government_ids = [government_named(code).id] if code else registers()
        done = sum(refresh(one) if stale else recount(one) for one in government_ids)
    click.echo(f"{done} months counted")


@complaints.command("close-due")
@click.option("--government", "code", help="Region code, such as 73.07. Default: all governments.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def close_due_(code: str | None, as_json: bool) -> None:
    """Close answered complaints whose reporters stayed silent; workers do the same every hour."""
    with as_system(), unit_of_work():
        closed = close_due(government_id=government_named(code).id if code else None)
    click.echo(json.dumps({"closed": closed}) if as_json else f"{closed} complaints closed")


def _chosen(reporters: tuple[tuple[str, str], ...]) -> list[tuple[ReporterField, str]] | None:
    """The columns that were named, or None for those that are recognised."""
    return [(ReporterField(f"reporter_{part}"), heading) for part, heading in reporters] or None


def undo_(code: str, import_id: str, *, dry_run: bool, as_json: bool) -> None:
    """Take an import back, or with `dry_run` say what that would do."""
    with force_locale("id"), as_system(), unit_of_work():
        government = government_named(code)
        made = db.session.get(ComplaintImport, import_id)
        if made is None or made.government_id != government.id:
            raise click.BadParameter(f"{code} has no import {import_id}", param_hint="--undo")
        if not is_undoable(made):
            reason = _("Impor ini tidak dapat ditarik kembali (lagi).")
            figures_ = {"new": 0, "changed": 0, "unchanged": 0, "rejected": 0}
            error = {"row": None, "column": None, "value": made.filename, "reason": reason}
            click.echo(json.dumps({**figures_, "errors": [error]}, ensure_ascii=False) if as_json else reason)
            sys.exit(1)
        found = prospect(made) if dry_run else undo(SYSTEM, made)
        government_id = government.id
    with force_locale("id"), as_system():
        if not dry_run:
            refresh(government_id)
        click.echo(json.dumps(_undone(found), ensure_ascii=False) if as_json else _undone_text(found))


def _undone(found: Prospect) -> dict[str, object]:
    """The figures of an undoing under the names of an import."""
    errors = [
        {"row": None, "column": None, "value": one.tracking_id, "reason": str(STAYS_LABELS[one.why])}
        for one in found.shown
    ]
    return {
        "new": found.removed,
        "changed": found.restored,
        "unchanged": 0,
        "rejected": found.kept,
        "errors": errors,
    }


def _undone_text(found: Prospect) -> str:
    lines = [f"{found.removed} dihapus, {found.restored} dipulihkan, {found.kept} tetap"]
    return "\n".join([*lines, *(f"#{one.tracking_id}: {STAYS_LABELS[one.why]}" for one in found.shown)])


def _listed(made: ComplaintImport) -> dict[str, object]:
    return {
        "id": made.id,
        "created_at": made.created_at.isoformat(timespec="seconds"),
        "state": made.state.value,
        "source": made.source,
        "filename": made.filename,
        "new": made.new_count,
        "changed": made.changed_count,
        "unchanged": made.unchanged_count,
        "rejected": made.rejected_count,
    }


def as_plain(outcome: Outcome) -> dict[str, object]:
    """The result of an import under the names that others script against."""
    return {
        "new": outcome.new,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "rejected": outcome.rejected,
        "errors": [_error(problem) for problem in outcome.problems],
    }


def _error(problem: Problem) -> dict[str, object]:
    return {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "reason": trouble_text(problem.trouble, problem.params),
    }


def _refused(file: Path, reason: str) -> dict[str, object]:
    error = {"row": None, "column": None, "value": file.name, "reason": reason}
    return {"new": 0, "changed": 0, "unchanged": 0, "rejected": 0, "errors": [error]}


def _as_text(outcome: Outcome) -> str:
    lines = [
        f"{outcome.new} baru, {outcome.changed} berubah, {outcome.unchanged} tetap, {outcome.rejected} ditolak"
    ]
    lines += [
        f"baris {problem.row}, {problem.column}: {problem.value!r} – {trouble_text(problem.trouble, problem.params)}"
        for problem in outcome.problems
    ]
    return "\n".join(lines)


def government_named(code: str) -> Government:
    """The government with this code; a usage error if there is none."""
    found = db.session.scalars(select(Government).where(Government.code == code)).one_or_none()
    if found is None:
        raise click.BadParameter(f"no government has the code {code}", param_hint="--government")
    return found


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _end_of(day: datetime, government: Government) -> datetime:
    """The last moment of a day on the government's clock."""
    midnight = datetime.combine(day.date() + timedelta(days=1), time(), ZoneInfo(government.time_zone.value))
    return midnight - timedelta(seconds=1)
