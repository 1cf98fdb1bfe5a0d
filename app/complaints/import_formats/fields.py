"""What a file may tell about a complaint, and how a format names it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.complaints.reporters import Reporter
from app.complaints.rules import Klass, Origin, Status

SP4N_LAPOR = "SP4N-LAPOR!"

Cell = Any  # whatever a spreadsheet holds: text, number, bool, date, datetime, None


class Since1904(float):
    """A number of a workbook whose days count from 1904; only whoever reads it as a day has to know."""


class Misquoted(list[Cell]):
    """The cells of a line of text with a broken quotation mark; `is_open`: one that nothing in this line closes."""

    def __init__(self, cells: Iterable[Cell], *, is_open: bool) -> None:
        super().__init__(cells)
        self.is_open = is_open

    def is_torn(self, width: int) -> bool:
        """Whether it cannot be read as a row of so many columns; an unescaped mark inside a text does no harm."""
        return self.is_open or len(self) < width


class Field(StrEnum):
    """The columns that are read of a complaint. Who complained is none of it: see `reporter_columns`."""

    TRACKING_ID = "tracking_id"
    TITLE = "title"
    TEXT = "text"
    KLASS = "klass"
    CATEGORY = "category"
    CHANNEL = "channel"
    AREA = "area"
    UNIT = "unit"
    STATUS = "status"
    RECEIVED = "received_at"
    VERIFIED = "verified_at"
    FIRST_FOLLOW_UP = "first_follow_up_at"
    LAST_FOLLOW_UP = "last_follow_up_at"
    CLOSED = "closed_at"
    POSTPONED = "postponed_at"
    RESUMED = "resumed_at"
    ARCHIVED = "archived_at"
    RATING = "rating"


REQUIRED = (Field.TRACKING_ID, Field.RECEIVED)

MOMENTS = (
    Field.RECEIVED,
    Field.VERIFIED,
    Field.FIRST_FOLLOW_UP,
    Field.LAST_FOLLOW_UP,
    Field.CLOSED,
    Field.POSTPONED,
    Field.RESUMED,
    Field.ARCHIVED,
)

# Longest texts that the register keeps; what is longer is cut, except an id, which is refused.
LENGTHS: dict[Field, int] = {
    Field.TRACKING_ID: 64,
    Field.TITLE: 300,
    Field.TEXT: 20_000,
    Field.CATEGORY: 200,
    Field.CHANNEL: 80,
    Field.AREA: 200,
    Field.UNIT: 300,
}


class Trouble(StrEnum):
    """Why a cell, a row or a whole file is refused; `labels.py` has the sentences in the reader's words."""

    # Cells and rows
    ID_MISSING = "id_missing"
    ID_PRECISION_LOST = "id_precision_lost"
    ID_NOT_A_NUMBER = "id_not_a_number"
    ID_TOO_LONG = "id_too_long"
    ID_TWICE = "id_twice"
    ONLY_ID = "only_id"
    QUOTE_UNCLOSED = "quote_unclosed"
    DATE_MISSING = "date_missing"
    DATE_RELATIVE = "date_relative"
    DATE_WITHOUT_DAY = "date_without_day"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_IN_FUTURE = "date_in_future"
    DATE_BEFORE_RECEIVED = "date_before_received"
    DATE_OUTSIDE_CALENDAR = "date_outside_calendar"
    STATUS_UNKNOWN = "status_unknown"
    CLASS_UNKNOWN = "class_unknown"
    RATING_UNREADABLE = "rating_unreadable"
    CELL_TOO_LONG = "cell_too_long"
    HANDLED_HERE = "handled_here"
    # Files
    NOT_A_TABLE = "not_a_table"
    OLD_EXCEL = "old_excel"
    EMPTY = "empty"
    NO_HEADER = "no_header"
    COLUMN_MISSING = "column_missing"
    DAMAGED = "damaged"
    PROTECTED = "protected"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    QUOTES_EVERYWHERE = "quotes_everywhere"


class CellRefused(Exception):
    """A cell cannot be read; the row's reader adds where it stands."""

    def __init__(self, trouble: Trouble, **params: str) -> None:
        super().__init__(trouble.value)
        self.trouble, self.params = trouble, params


class FileRefused(Exception):
    """A whole file cannot be read, with the reason."""

    def __init__(self, trouble: Trouble, **params: str) -> None:
        super().__init__(trouble.value)
        self.trouble, self.params = trouble, params


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one cell. `row` counts as the spreadsheet does; `column` is the file's own heading."""

    row: int
    column: str
    value: str
    trouble: Trouble
    params: Mapping[str, str]


@dataclass(slots=True)
class Incoming:
    """One complaint as a file tells it. Moments are in UTC; empty text means that the file says nothing."""

    row: int
    tracking_id: str
    received_at: datetime
    title: str = ""
    text: str = ""
    klass: Klass | None = None
    category: str = ""
    channel: str = ""
    area: str = ""
    raw_unit: str = ""
    reported_status: Status | None = None
    verified_at: datetime | None = None
    first_follow_up_at: datetime | None = None
    last_follow_up_at: datetime | None = None
    closed_at: datetime | None = None
    closed_automatically: bool = False
    postponed_at: datetime | None = None
    resumed_at: datetime | None = None
    archived_at: datetime | None = None
    rating: float | None = None
    # A file tells one span of waiting at most, and its source closes by itself what it has.
    earlier_pauses: tuple[tuple[str, str], ...] = ()
    origin: Origin = Origin.IMPORT
    replied_at: datetime | None = None
    # Not told of the complaint, and no part of its fingerprint; only where the government decided to keep it.
    reporter: Reporter | None = None


@dataclass(frozen=True)
class ImportFormat:
    """One version of one source's export: how its columns are called and what its ids look like.

    `columns` lists headings in folded form (see `fold`), the surest first. `numeric_ids` holds for LAPOR!,
    whose tracking ids are whole numbers, so that what a spreadsheet did to them can be told from an id.
    """

    name: str
    source: str
    columns: Mapping[Field, tuple[str, ...]]
    numeric_ids: bool
    needs: tuple[Field, ...] = REQUIRED


_NO_BREAK = {0xA0: " ", 0x2007: " ", 0x202F: " ", 0x200B: None, 0xFEFF: None, 0x200E: None, 0x200F: None}
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Lower case, every run of anything but letters and digits as one space: how headings and wordings are compared."""
    return _NOT_WORD.sub(" ", unspaced(text).casefold()).strip()


def unspaced(text: str) -> str:
    """Text with no-break spaces made plain and invisible marks removed."""
    return text if text.isascii() else text.translate(_NO_BREAK)
