"""The table inside a file: title block above, header row, data, notes and totals below."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from app.complaints.import_formats.cells import looks_like_id
from app.complaints.import_formats.fields import (
    Cell,
    Field,
    FileRefused,
    ImportFormat,
    Misquoted,
    Trouble,
    fold,
    unspaced,
)
from app.complaints.import_formats.mapping import choose_format, recognise
from app.complaints.import_formats.skipped import Skip, Skipped
from app.complaints.masking import mask_personal_data

HEADER_WITHIN = 40
SAMPLE = 50
_SUMMARY = re.compile(
    r"(grand |sub ?)?(total|jumlah|rata rata|keterangan|catatan|sumber|dicetak|diunduh|diekspor|halaman|mengetahui)\b"
)
_RECOGNISED_ENOUGH = 2
_DATA = re.compile(r"\d{6}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}|@")

Row = tuple[int, list[Cell]]


@dataclass
class Table:
    """A file's table: its headings, where they stand, the recognised columns and the data rows still to come.

    `header_rows` are the rows that hold the headings, as they are repeated on every page of a printed export: one, or
    two when a heading ("Tanggal") spans several others ("Masuk", "Disposisi").
    """

    headings: list[str]
    header_row: int
    form: ImportFormat
    columns: dict[Field, int]
    sample: list[Row]
    header_rows: list[list[str]]
    _rest: Iterator[Row]
    skipped: Skipped = field(default_factory=Skipped)

    def rows(self, columns: dict[Field, int] | None = None) -> Iterator[Row]:
        """The data rows. Can be read once; what is no complaint is counted in `skipped` on the way.

        A row is a total or a note only if it has no id or no date: a complaint may well be called "Total
        kerugian".
        """
        chosen = columns or self.columns
        id_column, date_column = chosen.get(Field.TRACKING_ID), chosen.get(Field.RECEIVED)
        self.skipped = Skipped()
        for number, cells in self._all():
            if not _is_complete(cells, id_column, date_column):
                why = self._why_skipped(cells, id_column, date_column)
                if why is not None:
                    self.skipped.add(why, number)
                    continue
            self.skipped.something()
            yield number, cells

    def _why_skipped(
        self, cells: Sequence[Cell], id_column: int | None, date_column: int | None
    ) -> Skip | None:
        if is_blank(cells):
            return Skip.BLANK
        if isinstance(cells, Misquoted) and cells.is_torn(len(self.headings)):
            return None  # nobody can tell what it was to be
        if self._repeats_header(cells):
            return Skip.HEADINGS
        return Skip.NOTE if is_note(cells, id_column, date_column) else None

    def _repeats_header(self, cells: Sequence[Cell]) -> bool:
        """Printed exports repeat the headings on every page."""
        return _folded(cells) in self.header_rows

    def _all(self) -> Iterator[Row]:
        yield from self.sample
        yield from self._rest


@dataclass(frozen=True)
class _Header:
    """A candidate: how many headings are recognised, where it ends, and what it says."""

    recognised: int
    last: int
    rows: int
    headings: list[str]


def find_table(rows: Iterable[Row], formats: Sequence[ImportFormat]) -> Table:
    """Look for the header row: the row of the first forty in which most headings are recognised.

    Raises `FileRefused` when a file is empty or no row looks like headings.
    """
    iterator = iter(rows)
    head = list(islice(iterator, HEADER_WITHIN + SAMPLE))
    if not any(not is_blank(cells) for _, cells in head):
        raise FileRefused(Trouble.EMPTY)
    found = max(_candidates(head, formats), key=lambda header: header.recognised, default=None) or _widest(
        head
    )
    if found is None:
        raise FileRefused(Trouble.NO_HEADER)
    headings = _unique(found.headings)
    below = head[found.last + 1 :]
    sample = [row for _, row in below if not is_blank(row)][:SAMPLE]
    form, columns = choose_format(headings, formats, sample)
    repeated = [_folded(cells) for _, cells in head[found.last + 1 - found.rows : found.last + 1]]
    return Table(headings, head[found.last][0], form, columns, below, repeated, iterator)


def _candidates(head: Sequence[Row], formats: Sequence[ImportFormat]) -> Iterator[_Header]:
    """Every row that could be the headings, and every two rows that could be so together."""
    for index, (_, cells) in enumerate(head[:HEADER_WITHIN]):
        alone = [_text(cell) for cell in cells]
        recognised = _recognised(alone, formats)
        if recognised >= _RECOGNISED_ENOUGH:
            yield _Header(recognised, index, 1, alone)
        if index + 1 < len(head) and sum(map(bool, alone)) >= _RECOGNISED_ENOUGH:
            both = _spanned(alone, [_text(cell) for cell in head[index + 1][1]])
            together = _recognised(both, formats)
            # Two rows only if they say more than one: the second is mostly a complaint.
            if together > max(recognised, _RECOGNISED_ENOUGH):
                yield _Header(together, index + 1, 2, both)


def _recognised(headings: list[str], formats: Sequence[ImportFormat]) -> int:
    if sum(map(bool, headings)) < _RECOGNISED_ENOUGH:
        return 0
    return max(len(recognise(headings, form, near=False)) for form in formats)


def _spanned(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Headings of two rows as one: "Tanggal" over "Masuk" and "Disposisi" is said with both of them.

    What spans two rows stands in the upper one, or (read from a workbook) in both.
    """
    headings, last = [], ""
    for upper, lower in zip_longest(above, below, fillvalue=""):
        last = upper or (last if lower else "")
        headings.append(last if fold(last) == fold(lower) else f"{last} {lower}".strip())
    return headings


def _widest(head: Sequence[Row]) -> _Header | None:
    """Nothing recognised: the first row with the most texts, so that a person can map its columns by hand.

    Unless that is a complaint, because the file has no headings: headings are kept, and it names people.
    """
    counts = [
        sum(isinstance(cell, str) and bool(cell.strip()) for cell in cells)
        for _, cells in head[:HEADER_WITHIN]
    ]
    widest = max(counts, default=0)
    if widest < _RECOGNISED_ENOUGH:
        return None
    index = counts.index(widest)
    if any(_is_data(cell) for cell in head[index][1]):
        return None
    return _Header(0, index, 1, [_text(cell) for cell in head[index][1]])


def _is_data(cell: Cell) -> bool:
    """Whether a cell is a number, a moment or an address, of which no heading has any."""
    return cell is not None and (not isinstance(cell, str) or _DATA.search(cell) is not None)


def is_blank(cells: Sequence[Cell]) -> bool:
    """Whether a row holds nothing but spaces."""
    return not any(cell is not None and _text(cell) for cell in cells)


def is_note(cells: Sequence[Cell], id_column: int | None, date_column: int | None) -> bool:
    """Whether a row is a total or a note, and no complaint.

    What stands in the column of ids and looks like one is a complaint's, though nothing else be told of it, unless the
    row begins like a total.
    """
    texts = [_text(cell) for cell in cells]
    filled = [text for text in texts if text]
    has_id = looks_like_id(_cell(cells, id_column))
    if has_id and (_text(_cell(cells, date_column)) or not _begins_like_total(texts[: (id_column or 0) + 1])):
        return len(filled) == 1 and " " in filled[0]  # "Makassar, 5 Oktober 2021", "NIP. 1970…"
    return len(filled) == 1 or _begins_like_total(filled[:3])


def _begins_like_total(texts: Iterable[str]) -> bool:
    return any(_SUMMARY.match(fold(text)) for text in texts)


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


def _folded(cells: Sequence[Cell]) -> list[str]:
    texts = [fold(_text(cell)) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Cell) -> str:
    return "" if cell is None else unspaced(str(cell)).strip()


def _unique(headings: list[str]) -> list[str]:
    """Headings that can be told apart: the second "Tanggal" becomes "Tanggal (2)".

    Masked: of a file without headings it is the first complaint that stands here.
    """
    seen: dict[str, int] = {}
    result = []
    for heading in headings:
        plain = mask_personal_data(" ".join(heading.split()))
        seen[plain] = seen.get(plain, 0) + 1
        result.append(f"{plain} ({seen[plain]})" if plain and seen[plain] > 1 else plain)
    return result
