"""Rows that were not taken, as they may be kept until somebody mends them: masked, and without who complained."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from app.complaints.import_formats.cells import tracking_id
from app.complaints.import_formats.fields import MOMENTS, Cell, CellRefused, Field, Since1904, fold
from app.complaints.import_formats.mapping import speaks_of_reporter
from app.complaints.import_formats.moments import DAYS_TO_1904
from app.complaints.import_formats.reporter_columns import ReporterColumns
from app.complaints.masking import mask_personal_data

# The column that is added to a file of rejected rows; never read.
REASON = "alasan"
MOST_ROWS = 20_000
MOST_CHARACTERS = 8_000_000  # of one import, as JSON
# A cell of a workbook holds no more.
LONGEST = 32_767
# Of columns that are not read anyway, those are left out whose heading leaves room for a person.
_PEOPLE = frozenset(
    """nama name pemohon warga kontak contact wa whatsapp ktp kk lahir umur usia kelamin gender pekerjaan mail rt rw
    foto akun instagram facebook twitter responden masyarakat identitas""".split()
)


class Rejected(NamedTuple):
    """A row by its number in the file; `tracking_id` is empty where it has none, `cells` stand as `headings` do."""

    row: int
    tracking_id: str
    cells: list[Cell]


@dataclass
class RejectedRows:
    """The rejected rows of one file, as many as may be kept."""

    headings: list[str]
    positions: list[int]
    _moments: frozenset[int]
    _ids: frozenset[int]
    rows: list[Rejected] = field(default_factory=list)
    _room: int = MOST_CHARACTERS

    def keep(self, number: int, cells: Sequence[Cell]) -> None:
        """Keep a row, unless there is no room for it any more."""
        if self._room <= 0 or len(self.rows) >= MOST_ROWS:
            return
        kept = [self._kept(place, cells[place] if place < len(cells) else None) for place in self.positions]
        self._room -= len(json.dumps(kept))
        if self._room > 0:
            self.rows.append(Rejected(number, self._tracking_id(cells), kept))

    def _tracking_id(self, cells: Sequence[Cell]) -> str:
        """Of which complaint the row tells: once its words are removed, those of the row go too."""
        for place in self._ids:
            cell = cells[place] if place < len(cells) else None
            with suppress(CellRefused):
                return "" if _looks_personal(cell) else tracking_id(cell, numeric=False)
        return ""

    def _kept(self, place: int, cell: Cell) -> Cell:
        if isinstance(cell, datetime):
            return {"t": cell.isoformat()}
        if isinstance(cell, date):
            return {"d": cell.isoformat()}
        if isinstance(cell, Since1904):
            # The mended file counts from 1900 like nearly every other.
            return float(cell) + DAYS_TO_1904 if place in self._moments else float(cell)
        if cell is None or isinstance(cell, bool):
            return cell
        # An id may look like a telephone number; masked it would be another complaint's.
        if place in self._ids and not _looks_personal(cell):
            return cell
        text = mask_personal_data(_as_text(cell))
        unchanged = isinstance(cell, int | float) and text == _as_text(cell)
        return cell if unchanged else text[:LONGEST]


def rejected_rows(
    headings: Sequence[str], columns: Mapping[Field, int], reporters: ReporterColumns | None = None
) -> RejectedRows:
    """Nothing yet, for a file with these headings and columns; those about the reporter are left out."""
    read, left_out = set(columns.values()), set((reporters or {}).values())
    positions = [
        place
        for place, heading in enumerate(headings)
        if heading
        and fold(heading) != REASON
        and place not in left_out
        and not speaks_of_reporter(heading)
        and (place in read or not _PEOPLE & set(fold(heading).split()))
    ]
    moments = frozenset(columns[each] for each in MOMENTS if each in columns)
    ids = frozenset({columns[Field.TRACKING_ID]} if Field.TRACKING_ID in columns else ())
    return RejectedRows([headings[place] for place in positions], positions, moments, ids)


def kept_cell(stored: Cell) -> Cell:
    """A kept cell as a spreadsheet holds it."""
    if isinstance(stored, dict):
        if "t" in stored:
            return datetime.fromisoformat(stored["t"])
        return date.fromisoformat(stored["d"])
    return stored


def _looks_personal(cell: Cell) -> bool:
    """Whether what stands in the column of ids is an identity number or an address."""
    text = _as_text(cell)
    return "@" in text or sum(letter.isdigit() for letter in text) >= 16


def _as_text(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
