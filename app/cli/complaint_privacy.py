"""`flask complaints mask | retain | breach-extract`: what the register knows of citizens."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask_babel import force_locale

from app.access import SYSTEM
from app.assessment.actions.masking import mask_words
from app.audit import record
from app.cli.complaints import DAY, complaints, government_named
from app.complaints.actions.masking import mask_complaints, mask_problems, record_masking
from app.complaints.breach import BreachFilter, breach_rows
from app.complaints.exporting import Sheet, to_csv
from app.complaints.queries.retention import count_to_remove, periods_of
from app.complaints.retaining import forget_old_accesses, remove_everywhere, remove_in
from app.db import as_system, reading, unit_of_work, utc_now
from app.db.unit_of_work import rollback
from app.organisations.models import Government


@complaints.command("mask")
@click.option("--government", "code", required=True, help="Region code, such as 73.07.")
@click.option("--dry-run", is_flag=True, help="Say how many would change and change nothing.")
def mask(code: str, dry_run: bool) -> None:
    """Mask what is in the register again, after the patterns have learnt more; in batches, safe to repeat."""
    with as_system():
        last, changed = "", 0
        while True:
            with _work(dry_run=dry_run):
                last, count = mask_complaints(government_named(code), after=last)
            changed += count
            if not last:
                break
        with _work(dry_run=dry_run):
            cells = mask_problems(government_named(code))
            words = mask_words(SYSTEM, government_named(code))
            if changed and not dry_run:
                record_masking(SYSTEM, government_named(code), changed)
    would = "would change" if dry_run else "changed"
    click.echo(f"{changed} complaints {would}, {cells} cells of rejected rows, {words} messages of officials")


@complaints.command("retain")
@click.option("--government", "code", help="Region code; default: every government.")
@click.option("--dry-run", is_flag=True, help="Say how many are past their keeping and change nothing.")
def retain(code: str | None, dry_run: bool) -> None:
    """Remove the words of complaints past their keeping, as the daily job does."""
    with as_system():
        if dry_run:
            if code is None:
                raise click.UsageError("--dry-run needs --government")
            with reading():
                government = government_named(code)
                waiting = count_to_remove(government, periods_of(government.id), utc_now())
            click.echo(f"{sum(waiting.values())} complaints are past their keeping")
            return
        with unit_of_work():
            removed = remove_in(government_named(code)) if code else remove_everywhere()
            accesses = 0 if code else forget_old_accesses()
    click.echo(f"words of {removed} complaints removed, {accesses} old entries of the access log")


@complaints.command("breach-extract")
@click.option("--government", "code", required=True, help="Region code, such as 73.07.")
@click.option("--from", "start", type=DAY, help="First day of arrival. Default: all.")
@click.option("--to", "end", type=DAY, help="Last day of arrival.")
@click.option("--opened-from", type=DAY, help="Only what was opened or exported since this day.")
@click.option("--opened-by", help="Username: only what this person opened or exported.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="CSV file. Default: standard output."
)
def breach_extract(
    code: str,
    start: datetime | None,
    end: datetime | None,
    opened_from: datetime | None,
    opened_by: str | None,
    out: Path | None,
) -> None:
    """List the complaints that an incident touches, for the written notice; no words and no names are in it."""
    with force_locale("id"), as_system():
        with reading():
            government = government_named(code)
            wanted = BreachFilter(
                start.date() if start else None,
                end.date() if end else None,
                _midnight(opened_from, government) if opened_from else None,
                opened_by,
            )
            headings, rows = breach_rows(government, wanted)
            content = to_csv([Sheet("Pengaduan terdampak", [government.name], headings, rows)])
        with unit_of_work():
            record(
                SYSTEM,
                "complaints.breach_extracted",
                government,
                government_id=government.id,
                after={"complaints": len(rows)},
            )
    if out:
        out.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    click.echo(f"{len(rows)} complaints", err=True)


@contextmanager
def _work(*, dry_run: bool) -> Iterator[None]:
    """One transaction, which a dry run takes back."""
    if not dry_run:
        with unit_of_work():
            yield
        return
    try:
        yield
    finally:
        rollback()


def _midnight(day: datetime, government: Government) -> datetime:
    return day.replace(tzinfo=ZoneInfo(government.time_zone.value))
