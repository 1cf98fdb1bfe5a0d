"""The table inside a file: title block above, header row, data, notes and totals below."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from app.complaints.import_formats.cells import looks_like_id
from app.complaints.import_formats.fields import (
    Cell,
    Field,
    FileRefused,
    ImportFormat,
    Trouble,
    fold,
    unspaced,
)
from app.complaints.import_formats.mapping import choose_format, recognise

HEADER_WITHIN = 40
SAMPLE = 50
_SUMMARY = re.compile(
    r"(grand |sub ?)?(total|jumlah|rata rata|keterangan|catatan|sumber|dicetak|diunduh|diekspor|halaman|mengetahui)\b"
)
_RECOGNISED_ENOUGH = 2

Row = tuple[int, list[Cell]]


@dataclass
class Table:
    """A file's table: its headings, where they stand, the recognised columns and the data rows still to come."""

    headings: list[str]
    header_row: int
    form: ImportFormat
    columns: dict[Field, int]
    sample: list[Row]
    _rest: Iterator[Row]

    def rows(self, columns: dict[Field, int] | None = None) -> Iterator[Row]:
        """The data rows, without blank rows, repeated headers, notes and totals. Can be read once.

        A row is a total or a note only if it has no id or no date: a complaint may well be called "Total
        kerugian".
        """
        chosen = columns or self.columns
        id_column, date_column = chosen.get(Field.TRACKING_ID), chosen.get(Field.RECEIVED)
        for number, cells in self._all():
            if _is_complete(cells, id_column, date_column) or not (
                is_blank(cells) or is_note(cells, id_column, date_column) or self._repeats_header(cells)
            ):
                yield number, cells

    def _repeats_header(self, cells: Sequence[Cell]) -> bool:
        """Printed exports repeat the headings on every page."""
        return [fold(_text(cell)) for cell in cells[: len(self.headings)]] == [fold(h) for h in self.headings]

    def _all(self) -> Iterator[Row]:
        yield from self.sample
        yield from self._rest


def find_table(rows: Iterable[Row], formats: Sequence[ImportFormat]) -> Table:
    """Look for the header row: the row of the first forty in which most headings are recognised.

    Raises `FileRefused` when a file is empty or no row looks like headings.
    """
    iterator = iter(rows)
    head = list(islice(iterator, HEADER_WITHIN + SAMPLE))
    if not any(not is_blank(cells) for _, cells in head):
        raise FileRefused(Trouble.EMPTY)
    best: tuple[int, int] | None = None
    for index, (_, cells) in enumerate(head[:HEADER_WITHIN]):
        headings = [_text(cell) for cell in cells]
        if sum(bool(heading) for heading in headings) < _RECOGNISED_ENOUGH:
            continue
        recognised = max(len(recognise(headings, form, near=False)) for form in formats)
        if recognised >= _RECOGNISED_ENOUGH and (best is None or recognised > best[0]):
            best = (recognised, index)
    if best is None:
        best = _widest(head)
    if best is None:
        raise FileRefused(Trouble.NO_HEADER)
    number, cells = head[best[1]]
    headings = _unique([_text(cell) for cell in cells])
    below = head[best[1] + 1 :]
    sample = [row for _, row in below if not is_blank(row)][:SAMPLE]
    form, columns = choose_format(headings, formats, sample)
    return Table(headings, number, form, columns, below, iterator)


def _widest(head: Sequence[Row]) -> tuple[int, int] | None:
    """Nothing recognised: the first row with the most texts, so that a person can map its columns by hand."""
    counts = [
        sum(isinstance(cell, str) and bool(cell.strip()) for cell in cells)
        for _, cells in head[:HEADER_WITHIN]
    ]
    widest = max(counts, default=0)
    return (widest, counts.index(widest)) if widest >= _RECOGNISED_ENOUGH else None


def is_blank(cells: Sequence[Cell]) -> bool:
    """Whether a row holds nothing but spaces."""
    return not any(cell is not None and _text(cell) for cell in cells)


def is_note(cells: Sequence[Cell], id_column: int | None, date_column: int | None) -> bool:
    """Whether a row is a total or a note, and no complaint."""
    filled = [text for text in map(_text, cells) if text]
    if len(filled) == 1:
        return True
    has_id = looks_like_id(_cell(cells, id_column))
    has_date = _text(_cell(cells, date_column)) != ""
    return not (has_id and has_date) and any(_SUMMARY.match(fold(text)) for text in filled[:3])


def _is_complete(cells: Sequence[Cell], id_column: int | None, date_column: int | None) -> bool:
    """The quick look that nearly every row passes: an id of digits and a date that begins with one."""
    if id_column is None or date_column is None or max(id_column, date_column) >= len(cells):
        return False
    tracking, received = cells[id_column], cells[date_column]
    return (
        isinstance(tracking, str)
        and isinstance(received, str)
        and tracking.lstrip("#").isdigit()
        and received[:1].isdigit()
    )


def _cell(cells: Sequence[Cell], position: int | None) -> Cell:
    return cells[position] if position is not None and position < len(cells) else None


def _text(cell: Cell) -> str:
    return "" if cell is None else unspaced(str(cell)).strip()


def _unique(headings: list[str]) -> list[str]:
    """Headings that can be told apart: the second "Tanggal" becomes "Tanggal (2)"."""
    seen: dict[str, int] = {}
    result = []
    for heading in headings:
        plain = " ".join(heading.split())
        seen[plain] = seen.get(plain, 0) + 1
        result.append(f"{plain} ({seen[plain]})" if plain and seen[plain] > 1 else plain)
    return result
