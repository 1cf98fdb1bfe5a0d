"""One row of a table becomes one complaint, or the list of everything wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from app.complaints.import_formats import cells, wordings
from app.complaints.import_formats.fields import (
    MOMENTS,
    Cell,
    CellRefused,
    Field,
    Incoming,
    Misquoted,
    Problem,
    Trouble,
)
from app.complaints.import_formats.moments import Moment, MomentReader
from app.complaints.import_formats.reporter_columns import ReporterColumns, read_reporter
from app.complaints.masking import mask_personal_data

Read = TypeVar("Read")
_LATER = tuple(field for field in MOMENTS if field is not Field.RECEIVED)
# Clocks of servers and offices differ; a moment further ahead than this is a typing error.
_TOLERANCE = timedelta(days=1)
_SHOWN = 80


class RowReader:
    """Reads rows with one mapping on one government's clock. Every error of a row is reported, not only the first."""

    def __init__(
        self,
        columns: Mapping[Field, int],
        headings: Sequence[str],
        *,
        numeric_ids: bool,
        zone: ZoneInfo,
        now: datetime,
        longest_cell: int,
        reporters: ReporterColumns | None = None,
    ) -> None:
        self._columns = dict(columns)
        self._headings = headings
        self._numeric_ids = numeric_ids
        self._moments = MomentReader(zone)
        self._zone = zone
        self._latest = now + _TOLERANCE
        self._longest = longest_cell
        self._reporters = reporters
        self._later = [(field, columns[field]) for field in _LATER if field in columns]

    def read(self, number: int, row: Sequence[Cell]) -> Incoming | list[Problem]:
        """The complaint in a row, or its problems."""
        if isinstance(row, Misquoted) and row.is_torn(len(self._headings)):
            return [self._whole(number, row[0] if row else "", Trouble.QUOTE_UNCLOSED)]
        problems: list[Problem] = []
        tracking_id = self._read(Field.TRACKING_ID, self._id, number, row, problems)
        received = self._read(Field.RECEIVED, self._received, number, row, problems)
        incoming = Incoming(number, tracking_id or "", received.instant if received else self._latest)
        for field, position in self._later:
            if position < len(row) and row[position] not in (None, ""):
                instant = self._read(
                    field, lambda cell: self._not_before(cell, received), number, row, problems
                )
                setattr(incoming, field.value, instant)
        self._words(incoming, number, row, problems)
        self._texts(incoming, number, row, problems)
        if problems and tracking_id and sum(cell not in (None, "") for cell in row) == 1:
            return [self._whole(number, tracking_id, Trouble.ONLY_ID)]
        if self._reporters and not problems:
            incoming.reporter = read_reporter(self._reporters, row)
        return problems or incoming

    def _whole(self, number: int, cell: Cell, trouble: Trouble) -> Problem:
        """What is wrong with a row as a whole, said at its id."""
        heading = self._headings[self._columns[Field.TRACKING_ID]]
        return Problem(number, heading, shown(cell), trouble, {})

    def _read(
        self,
        field: Field,
        how: Callable[[Cell], Read],
        number: int,
        row: Sequence[Cell],
        problems: list[Problem],
    ) -> Read | None:
        cell = self._cell(field, row)
        try:
            return how(cell)
        except CellRefused as refusal:
            position = self._columns.get(field)
            heading = self._headings[position] if position is not None else field.value
            problems.append(Problem(number, heading, shown(cell), refusal.trouble, refusal.params))
            return None

    def _cell(self, field: Field, row: Sequence[Cell]) -> Cell:
        position = self._columns.get(field)
        return row[position] if position is not None and position < len(row) else None

    def _id(self, cell: Cell) -> str:
        return cells.tracking_id(cell, numeric=self._numeric_ids)

    def _received(self, cell: Cell) -> Moment:
        moment = self._moments.read(cell)
        if moment is None:
            raise CellRefused(Trouble.DATE_MISSING)
        if moment.instant > self._latest:
            raise CellRefused(Trouble.DATE_IN_FUTURE)
        if moment.instant.year < 2000:
            raise CellRefused(Trouble.DATE_OUTSIDE_CALENDAR)
        return moment

    def _not_before(self, cell: Cell, received: Moment | None) -> datetime | None:
        moment = self._moments.read(cell)
        if moment is None:
            return None
        if moment.instant > self._latest:
            raise CellRefused(Trouble.DATE_IN_FUTURE)
        if received is None or moment.instant >= received.instant:
            return moment.instant
        # Written as a day only, on the day of arrival: it happened that day, but not before the complaint
        # came.
        same_day = (
            moment.instant.astimezone(self._zone).date() == received.instant.astimezone(self._zone).date()
        )
        if moment.day_only and same_day:
            return received.instant
        raise CellRefused(Trouble.DATE_BEFORE_RECEIVED)

    def _words(self, incoming: Incoming, number: int, row: Sequence[Cell], problems: list[Problem]) -> None:
        incoming.klass = self._read(Field.KLASS, lambda c: wordings.klass(as_text(c)), number, row, problems)
        incoming.rating = self._read(Field.RATING, cells.rating, number, row, problems)
        incoming.raw_unit = cells.name(self._cell(Field.UNIT, row), Field.UNIT)
        status = self._read(Field.STATUS, lambda c: wordings.status(as_text(c)), number, row, problems)
        if status is not None:
            incoming.reported_status = status.status
            incoming.closed_automatically = status.automatic and incoming.closed_at is not None
            incoming.raw_unit = incoming.raw_unit or status.agency
        incoming.area = cells.area(self._cell(Field.AREA, row))
        named = wordings.channel(cells.name(self._cell(Field.CHANNEL, row), Field.CHANNEL))
        incoming.channel = named.channel
        incoming.raw_unit = incoming.raw_unit or named.agency

    def _texts(self, incoming: Incoming, number: int, row: Sequence[Cell], problems: list[Problem]) -> None:
        incoming.category = cells.category(cells.name(self._cell(Field.CATEGORY, row), Field.CATEGORY))
        incoming.title = cells.title(self._cell(Field.TITLE, row))
        text = self._read(Field.TEXT, self._text, number, row, problems)
        incoming.text = text or ""

    def _text(self, cell: Cell) -> str:
        if isinstance(cell, str) and len(cell) > self._longest:
            raise CellRefused(Trouble.CELL_TOO_LONG, limit=str(self._longest))
        return cells.long_text(cell)


def as_text(cell: Cell) -> str:
    """A cell's words in one line."""
    return "" if cell is None else str(cell)


def shown(cell: Cell) -> str:
    """A cell as an error report may repeat it: short and without personal data."""
    if cell is None:
        return ""
    return mask_personal_data(" ".join(str(cell).split()))[:_SHOWN]
