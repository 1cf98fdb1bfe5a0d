"""The first rows of an uploaded file, as its columns are understood at present."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.complaints.actions.uploads import uploaded_file
from app.complaints.import_formats import FORMATS
from app.complaints.import_formats.fields import Field, Incoming, Problem
from app.complaints.import_formats.limits import UPLOAD
from app.complaints.import_formats.mapping import reporter_columns, told_columns
from app.complaints.import_formats.reader import open_rows
from app.complaints.import_formats.reporter_columns import read_reporter
from app.complaints.import_formats.rows import RowReader, shown
from app.complaints.import_formats.table import find_table
from app.complaints.models import ComplaintImport
from app.complaints.reporters import ReporterField
from app.db import db, utc_now
from app.organisations.models import Government

ROWS = 10


@dataclass(frozen=True)
class PreviewRow:
    """One row: its number, the cell of every mapped field as it stands in the file, and what is wrong with it.

    Of who complained only which parts are told.
    """

    number: int
    cells: dict[Field, str]
    told_of_reporter: list[ReporterField]
    problems: list[Problem]


def preview_of(made: ComplaintImport) -> list[PreviewRow]:
    """The first ten rows, only in mapped columns. Raises `FileRefused` when the file can no longer be read."""
    columns, reporters = told_columns(made.mapping), reporter_columns(made.mapping)
    government = db.session.get_one(Government, made.government_id)
    form = FORMATS[made.format]
    found: list[PreviewRow] = []
    with uploaded_file(made) as path:
        table = find_table(open_rows(path, UPLOAD), [form])
        reader = RowReader(
            columns,
            table.headings,
            numeric_ids=form.numeric_ids,
            zone=ZoneInfo(government.time_zone.value),
            now=utc_now(),
            longest_cell=UPLOAD.cell,
        )
        for number, row in table.rows(columns):
            if len(found) == ROWS:
                break
            result = reader.read(number, row)
            cells = {
                field: shown(row[position]) if position < len(row) else ""
                for field, position in columns.items()
            }
            told = [field for field in reporters if read_reporter({field: reporters[field]}, row)]
            found.append(PreviewRow(number, cells, told, [] if isinstance(result, Incoming) else result))
    return found
