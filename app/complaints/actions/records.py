"""Imports from beginning to end: upload, columns, dry run, confirmation, and the record of what came of it."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO

from app.access import Actor
from app.audit import record
from app.complaints.actions.calendar import load_calendar
from app.complaints.actions.findings import forget_rejected, note
from app.complaints.actions.importing import Checkpoint, ImportOrder, Outcome, import_file, open_table
from app.complaints.actions.layouts import remember
from app.complaints.actions.problems import search_problems
from app.complaints.actions.undoing import take_back
from app.complaints.actions.units import assign_known_units
from app.complaints.actions.uploads import forget_upload, on_disk, uploaded_file
from app.complaints.import_formats.fields import Field, FileRefused
from app.complaints.import_formats.limits import OPERATOR, UPLOAD, Limits
from app.complaints.import_formats.mapping import (
    reporter_columns,
    speaks_of_reporter,
    stored_columns,
    told_columns,
)
from app.complaints.import_formats.reporter_columns import ReporterColumns, is_never_kept
from app.complaints.masking import mask_personal_data
from app.complaints.models import ComplaintImport, ImportState
from app.complaints.queries.layouts import proposed_columns
from app.complaints.queries.reporters import may_keep_reporters
from app.complaints.reporters import ReporterField
from app.db import db, utc_now
from app.files import Purpose, store
from app.organisations.models import Government


def upload(
    actor: Actor, government: Government, stream: IO[bytes], filename: str, source: str
) -> ComplaintImport:
    """Keep a file and recognise its columns. Raises `RefusedFile` or `FileRefused`; then nothing is kept."""
    stored = store(actor, government.id, stream, filename, Purpose.COMPLAINTS)
    with on_disk(stored) as path:
        table = open_table(ImportOrder(path, government, UPLOAD))
    chosen = source or table.form.source
    columns, reporters, layout = proposed_columns(government.id, chosen, table)
    made = ComplaintImport(
        government_id=government.id,
        state=ImportState.UPLOADED,
        source=chosen,
        filename=mask_personal_data(stored.original_name),
        sha256=stored.sha256,
        file_id=stored.id,
        format=table.form.name,
        header_row=table.header_row,
        headings=table.headings,
        mapping=stored_columns(columns, reporters),
        layout_id=layout.id if layout else None,
        created_by=actor.user_id,
    )
    db.session.add(made)
    db.session.flush()
    record(actor, "complaints.uploaded", made, government_id=government.id, after={"source": chosen})
    return made


def choose_columns(
    actor: Actor,
    made: ComplaintImport,
    columns: Mapping[Field, int],
    cut_off: datetime | None,
    reporters: ReporterColumns | None = None,
) -> None:
    """Keep the columns that a person confirmed, and remember them for the source's next file.

    Nothing of the complaint is read from a column about the reporter, whoever chose it; who complained is read only
    where the government keeps that.
    """
    allowed = {
        field: position
        for field, position in columns.items()
        if 0 <= position < len(made.headings) and not speaks_of_reporter(made.headings[position])
    }
    people = allowed_reporters(made, reporters or {})
    made.mapping = stored_columns(allowed, people)
    made.cut_off = cut_off
    made.state = ImportState.CHECKING
    remember(made, made.mapping)
    db.session.flush()


def allowed_reporters(made: ComplaintImport, reporters: ReporterColumns) -> dict[ReporterField, int]:
    """Of chosen columns about the reporter those that may be read: none, unless the government keeps who complained."""
    if not may_keep_reporters(made.government_id):
        return {}
    return {
        field: position
        for field, position in reporters.items()
        if 0 <= position < len(made.headings) and not is_never_kept(made.headings[position])
    }


def check(actor: Actor, made: ComplaintImport, checkpoint: Checkpoint | None = None) -> None:
    """Find out what the import would do, without touching the register, and keep the findings with it."""
    keep_findings(made, find_out(actor, made, checkpoint))


def find_out(
    actor: Actor, made: ComplaintImport, checkpoint: Checkpoint | None = None
) -> Outcome | FileRefused:
    """The dry run alone: it writes nothing."""
    return _run(actor, made, dry_run=True, checkpoint=checkpoint)


def keep_findings(made: ComplaintImport, found: Outcome | FileRefused) -> None:
    """Keep what a dry run found."""
    if isinstance(found, FileRefused):
        _refuse(made, found)
        return
    note(made, found)
    made.state = ImportState.CHECKED
    db.session.flush()


def carry_out(actor: Actor, made: ComplaintImport, checkpoint: Checkpoint | None = None) -> None:
    """Import the file into the register and forget the upload."""
    load_calendar(actor)
    found = _run(actor, made, dry_run=False, checkpoint=checkpoint)
    if isinstance(found, FileRefused):
        take_back(actor, made)  # the rows before the fault
        _refuse(made, found)
        return
    _finish(actor, made, found)


def propose_again(made: ComplaintImport) -> None:
    """Look at the upload anew after its remembered layout was forgotten. Raises `FileRefused`."""
    government = db.session.get_one(Government, made.government_id)
    with uploaded_file(made) as path:
        table = open_table(ImportOrder(path, government, UPLOAD))
    columns, reporters, layout = proposed_columns(government.id, made.source, table)
    made.mapping = stored_columns(columns, reporters)
    made.layout_id = layout.id if layout else None
    db.session.flush()


def cancel(actor: Actor, made: ComplaintImport) -> None:
    """Give an import up before it is done; the upload is removed."""
    made.state = ImportState.CANCELLED
    forget_upload(made)
    forget_rejected(made)
    db.session.flush()
    record(actor, "complaints.import_cancelled", made, government_id=made.government_id)


def import_path(
    actor: Actor,
    government: Government,
    path: Path,
    *,
    format_name: str | None = None,
    source: str | None = None,
    cut_off: datetime | None = None,
    reporters: Sequence[tuple[ReporterField, str]] | None = None,
    dry_run: bool = False,
    limits: Limits = OPERATOR,
) -> Outcome:
    """Import a file that lies on this machine, in one go; `dry_run` changes nothing. Raises `FileRefused`.

    `reporters`: the headings of the columns about who complained (None: as recognised).
    """
    order = ImportOrder(
        path,
        government,
        limits,
        source=source,
        format=format_name,
        cut_off=cut_off,
        reporters=reporters if reporters is None else dict(reporters),
    )
    if dry_run:
        return import_file(order, import_id=None)
    load_calendar(actor)
    made = ComplaintImport(
        government_id=government.id,
        state=ImportState.IMPORTING,
        source=source or "",
        filename=mask_personal_data(path.name)[:200],
        sha256=_sha256(path),
        format=format_name or "",
        created_by=actor.user_id,
    )
    db.session.add(made)
    db.session.flush()
    outcome = import_file(order, import_id=made.id, actor_user_id=actor.user_id)
    made.source, made.format = outcome.source, outcome.format
    made.headings = outcome.headings
    made.mapping = stored_columns(outcome.columns, outcome.reporters)
    _finish(actor, made, outcome)
    return outcome


def _run(
    actor: Actor, made: ComplaintImport, *, dry_run: bool, checkpoint: Checkpoint | None
) -> Outcome | FileRefused:
    government = db.session.get_one(Government, made.government_id)
    with uploaded_file(made) as path:
        order = ImportOrder(
            path,
            government,
            UPLOAD,
            source=made.source,
            format=made.format,
            columns=told_columns(made.mapping),
            reporters=reporter_columns(made.mapping),
            cut_off=made.cut_off,
        )
        try:
            return import_file(
                order,
                import_id=None if dry_run else made.id,
                actor_user_id=actor.user_id,
                checkpoint=checkpoint,
            )
        except FileRefused as refusal:
            return refusal


def _finish(actor: Actor, made: ComplaintImport, outcome: Outcome) -> None:
    note(made, outcome)
    made.cut_off = outcome.cut_off
    made.state = ImportState.DONE
    made.finished_at = utc_now()
    forget_upload(made)
    assign_known_units(made.government_id)
    db.session.flush()
    if outcome.new or outcome.changed:
        search_problems(actor, db.session.get_one(Government, made.government_id))
    record(
        actor,
        "complaints.imported",
        made,
        government_id=made.government_id,
        after={
            "source": made.source,
            "sha256": made.sha256,
            "new": outcome.new,
            "changed": outcome.changed,
            "unchanged": outcome.unchanged,
            "rejected": outcome.rejected,
        },
    )


def _refuse(made: ComplaintImport, refusal: FileRefused) -> None:
    made.state = ImportState.REFUSED
    made.refusal = {"trouble": refusal.trouble.value, "params": refusal.params}
    forget_upload(made)
    db.session.flush()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
