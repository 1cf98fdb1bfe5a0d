"""The import itself: rows of a file become new, changed or unchanged complaints, or errors.

One pass in batches: of a million rows never more than a few thousand are in memory, and the database is asked
once per batch. A dry run does everything except write, so it cannot promise what the import will not keep.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from operator import attrgetter
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.complaints.actions.batches import Fresh, RegisterWriter, content_hash
from app.complaints.actions.reporters import keep_reporters
from app.complaints.actions.seen import SeenIds
from app.complaints.import_formats import FORMATS, ImportFormat
from app.complaints.import_formats.fields import REQUIRED, Cell, Field, Incoming, Problem, Trouble
from app.complaints.import_formats.limits import Limits
from app.complaints.import_formats.mapping import require
from app.complaints.import_formats.reader import open_rows
from app.complaints.import_formats.rejects import RejectedRows, rejected_rows
from app.complaints.import_formats.reporter_columns import (
    ReporterColumns,
    position_of,
    recognise_reporters,
)
from app.complaints.import_formats.rows import RowReader
from app.complaints.import_formats.skipped import Skipped
from app.complaints.import_formats.table import Row, Table, find_table
from app.complaints.queries.judging import judge_for
from app.complaints.queries.reporters import may_keep_reporters
from app.complaints.queries.units import unit_matcher
from app.complaints.reporters import Reporter, ReporterField
from app.db import db, utc_now
from app.organisations.models import Government

# Called with the number of rows done; whether it committed what was done so far.
Checkpoint = Callable[[int], bool]

BATCH = 2_000
# Beyond this a file has one thing wrong with all its rows, and the first thousands say what.
MOST_PROBLEMS = 20_000
MOST_UNKNOWN_UNITS = 500


@dataclass(frozen=True)
class ImportOrder:
    """What to import into which register. `columns` None: as recognised; `cut_off` None: the latest moment of all.

    `reporters`, the columns about who complained by position or heading (None: as recognised), are read only where the
    government keeps that.
    """

    path: Path
    government: Government
    limits: Limits
    source: str | None = None
    format: str | None = None
    columns: Mapping[Field, int] | None = None
    reporters: Mapping[ReporterField, int | str] | None = None
    cut_off: datetime | None = None


@dataclass
class Outcome:
    """What an import did, or would do."""

    source: str = ""
    format: str = ""
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    problem_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    unknown_units: Counter[str] = field(default_factory=Counter)
    cut_off: datetime | None = None
    headings: list[str] = field(default_factory=list)
    columns: dict[Field, int] = field(default_factory=dict)
    reporters: dict[ReporterField, int] = field(default_factory=dict)  # the columns about who complained
    reporter_count: int = 0  # complaints of which it is told who complained
    rejects: RejectedRows | None = None
    skipped: Skipped = field(default_factory=Skipped)  # rows that are no complaints

    @property
    def rows(self) -> int:
        """Data rows seen."""
        return self.new + self.changed + self.unchanged + self.rejected

    def reject(self, problems: list[Problem], cells: Sequence[Cell] = ()) -> None:
        """Count a row as rejected, with everything wrong with it, and keep it to be mended."""
        self.rejected += 1
        if self.rejects is not None and len(self.problems) + len(problems) <= MOST_PROBLEMS:
            self.rejects.keep(problems[0].row, cells)
        self.problem_count += len(problems)
        room = MOST_PROBLEMS - len(self.problems)
        if room > 0:
            self.problems += problems[:room]


def open_table(order: ImportOrder) -> Table:
    """The table in the file, recognised by the named format or by any. Raises `FileRefused`."""
    formats = [FORMATS[order.format]] if order.format else list(FORMATS.values())
    return find_table(open_rows(order.path, order.limits), formats)


def import_file(
    order: ImportOrder,
    *,
    import_id: str | None,
    actor_user_id: str | None = None,
    checkpoint: Checkpoint | None = None,
) -> Outcome:
    """Import a file, or with `import_id` None only find out what importing it would do.

    `checkpoint(rows done)` is called after each batch and may commit, which it says by True: importing again
    what was already imported changes nothing. Raises `FileRefused` when the file as a whole cannot be read.
    """
    table = open_table(order)
    columns = dict(order.columns or table.columns)
    require(columns, REQUIRED, table.headings)
    outcome = Outcome(source=order.source or table.form.source, format=table.form.name)
    outcome.headings, outcome.columns = table.headings, columns
    outcome.reporters = _reporters(order, table.headings, columns)
    outcome.rejects = rejected_rows(table.headings, columns, outcome.reporters)
    if import_id is not None:
        one_at_a_time(order.government)
    reader = _reader(order, table.form, columns, table.headings, outcome.reporters)
    writer = RegisterWriter(
        order.government,
        outcome.source,
        judge_for(order.government),
        unit_matcher(order.government),
        import_id,
        actor_user_id,
    )
    seen = SeenIds()
    for rows in _batches(table.rows(columns)):
        batch = _accepted(rows, reader, columns, table.headings, seen, outcome)
        counts = writer.take(batch)
        _refuse(counts.refused, rows, table.headings[columns[Field.TRACKING_ID]], outcome)
        outcome.new += counts.new
        outcome.changed += counts.changed
        outcome.unchanged += counts.unchanged
        outcome.unknown_units += counts.unknown_units
        told = _told_reporters(batch, counts.refused)
        outcome.reporter_count += (
            len(told)
            if import_id is None
            else keep_reporters(order.government.id, outcome.source, told, import_id)
        )
        if checkpoint is not None and checkpoint(outcome.rows) and import_id is not None:
            # It committed, and so let go of the lock.
            one_at_a_time(order.government)
            writer.let_others_in()
    outcome.skipped = table.skipped
    latest = order.cut_off or outcome.cut_off
    # A file of which no row was taken says nothing about how far the register reaches.
    outcome.cut_off = min(latest, utc_now()) if latest and outcome.rows > outcome.rejected else None
    outcome.unknown_units = Counter(dict(outcome.unknown_units.most_common(MOST_UNKNOWN_UNITS)))
    return outcome


def one_at_a_time(government: Government) -> None:
    """Two imports into one register wait for each other (SQLite has one writer anyway), and nobody else for them.

    Whoever writes a record of the government locks its key; that much is left free.
    """
    statement = select(Government.id).where(Government.id == government.id)
    db.session.execute(statement.with_for_update(key_share=True))


def _reporters(
    order: ImportOrder, headings: list[str], columns: Mapping[Field, int]
) -> dict[ReporterField, int]:
    """The columns about who complained, if they may be read; none of them tells of the complaint as well."""
    if not may_keep_reporters(order.government.id):
        return {}
    chosen = recognise_reporters(headings) if order.reporters is None else order.reporters
    found = {each: position_of(each, place, headings) for each, place in chosen.items()}
    taken = {*columns.values(), None}
    return {each: place for each, place in found.items() if place not in taken and place is not None}


def _told_reporters(batch: list[Fresh], refused: list[Incoming]) -> dict[str, Reporter]:
    """Who complained by some rows, except of complaints that are handled here and so not touched."""
    untouched = {told.tracking_id for told in refused}
    return {
        told.tracking_id: told.reporter
        for told, _ in batch
        if told.reporter is not None and told.tracking_id not in untouched
    }


def _reader(
    order: ImportOrder,
    form: ImportFormat,
    columns: Mapping[Field, int],
    headings: list[str],
    reporters: ReporterColumns,
) -> RowReader:
    return RowReader(
        columns,
        headings,
        numeric_ids=form.numeric_ids,
        zone=ZoneInfo(order.government.time_zone.value),
        now=utc_now(),
        longest_cell=order.limits.cell,
        reporters=reporters,
    )


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _accepted(
    rows: list[Row],
    reader: RowReader,
    columns: Mapping[Field, int],
    headings: list[str],
    seen: SeenIds,
    outcome: Outcome,
) -> list[Fresh]:
    """The complaints of some rows; what is wrong with the others goes to the outcome."""
    accepted = []
    latest = outcome.cut_off
    for number, cells in rows:
        result = reader.read(number, cells)
        if isinstance(result, list):
            outcome.reject(result, cells)
            continue
        fingerprint = content_hash(result)
        first = seen.first(result.tracking_id, number, int(fingerprint[:_DIGITS], 16))
        if first is None:
            accepted.append(Fresh(result, fingerprint))
            latest = max(filter(None, (latest, *_moments(result))))
        elif first[1]:
            outcome.unchanged += (
                1  # the same row once more: exports that join complaints with agencies do that
            )
        else:
            heading = headings[columns[Field.TRACKING_ID]]
            twice = Problem(number, heading, result.tracking_id, Trouble.ID_TWICE, {"row": str(first[0])})
            outcome.reject([twice], cells)
    outcome.cut_off = latest
    return accepted


def _refuse(refused: list[Incoming], rows: list[Row], heading: str, outcome: Outcome) -> None:
    """Reject rows whose complaints are handled here."""
    if not refused:
        return
    cells_of = dict(rows)
    for told in refused:
        problem = Problem(told.row, heading, told.tracking_id, Trouble.HANDLED_HERE, {})
        outcome.reject([problem], cells_of[told.row])


_DIGITS = 16  # of a fingerprint: 64 bits
_moments = attrgetter(
    "received_at",
    "verified_at",
    "first_follow_up_at",
    "last_follow_up_at",
    "closed_at",
    "archived_at",
)
