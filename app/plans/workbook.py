"""The matrix as a workbook to be filled in and brought back; `rules/workbook` reads it.

Cells that say which line a row is are hidden and locked; a hidden sheet holds every cell as it was handed out. Rows
that could not be taken go out in the same form, with the reason in a column of their own.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from app.files.workbook import Book, BookCell, BookColumn, BookRule, BookSheet, Look, RuleKind
from app.plans.labels import FIELD_LABELS, year_label
from app.plans.rules.cells import Cell, CellKind, CellRefused, CellWords, cells_of, read_cell, show_cell
from app.plans.rules.workbook import (
    BASE_SHEET,
    FIRST_ROW,
    LEAD,
    MARK,
    SHEET,
    MatrixDifference,
    PresentLine,
    RejectedRow,
)

SPARE = 200  # empty rows for new lines
_CHOSEN = ("category_code", "fund_source", "responsible_unit_id", "indicator_id")
_WIDTHS = {
    CellKind.TEXT: 42,
    CellKind.LINE: 20,
    CellKind.CHOICE: 24,
    CellKind.CHOICES: 34,
    CellKind.NUMBER: 12,
    CellKind.MONEY: 18,
    CellKind.QUARTERS: 13,
}
_LOOKS = {CellKind.NUMBER: Look.NUMBER, CellKind.MONEY: Look.MONEY}


def cell_label(cell: Cell) -> str:
    """The heading of a column."""
    return year_label(cell.field, cell.year) if cell.year else str(FIELD_LABELS[cell.field])


@dataclass(frozen=True, slots=True)
class Filled:
    """One row: the line (None: a new one), its cells, what the hidden sheet says of them, and why it is refused."""

    line: PresentLine | None
    cells: Sequence[BookCell]
    handed: Mapping[str, str]
    reason: str = ""


def matrix_book(
    plan_id: str,
    instrument: str,
    title: str,
    lines: Sequence[PresentLine],
    words: CellWords,
    handed: Sequence[PresentLine] | None = None,
) -> Book:
    """The workbook of these lines: the matrix, the instructions, and the names to choose from.

    `handed`: the lines that it says were handed out, if not the same.
    """
    cells = cells_of(words.years)
    was = {line.id: line for line in (lines if handed is None else handed)}
    rows = [
        Filled(
            line,
            [_value(line, cell, words) for cell in cells],
            {cell.key: show_cell(was[line.id].fields, cell, words) for cell in cells}
            if line.id in was
            else {},
        )
        for line in lines
    ]
    sheets = [_matrix((plan_id, instrument), rows, words), _instructions(title), _base(rows, words)]
    return Book(title, sheets, _lists(words))


def rejected_book(
    plan_id: str,
    instrument: str,
    title: str,
    difference: MatrixDifference,
    words: CellWords,
    texts: Sequence[tuple[int, str, str, str]],
) -> Book:
    """The rows that could not be taken, to be mended and brought back, each with its reasons; then all as a list.

    `texts`: (row, column, content, reason) of every problem.
    """
    reasons: dict[int, list[str]] = defaultdict(list)
    for number, column, _content, reason in texts:
        reasons[number].append(f"{column}: {reason}" if column else reason)
    rows = [_mendable(row, "\n".join(reasons[row.row]), words) for row in difference.rejected]
    sheets = [
        _matrix((plan_id, instrument), rows, words, with_reasons=True),
        _instructions(title),
        _base(rows, words),
        _problems(texts),
    ]
    return Book(title, sheets, _lists(words))


def _lists(words: CellWords) -> list[tuple[str, Sequence[str]]]:
    return [(str(FIELD_LABELS[field]), list(words.choices(field).values())) for field in _CHOSEN]


def _matrix(
    names: tuple[str, str], filled: Sequence[Filled], words: CellWords, *, with_reasons: bool = False
) -> BookSheet:
    cells = cells_of(words.years)
    headings = ("ID", _("Versi"), _("No."), *(cell_label(cell) for cell in cells))
    rows = [
        [BookCell(text) for text in (MARK, *names, *(cell.key for cell in cells))],
        [BookCell(text, Look.HEAD) for text in headings],
    ]
    rows += [_row(row) for row in filled]
    rows += [
        [BookCell()] * LEAD + [BookCell(look=_LOOKS.get(cell.kind, Look.TEXT)) for cell in cells]
        for _spare in range(SPARE)
    ]
    rules = [_rule(place, cell, len(rows) - 1) for place, cell in enumerate(cells, start=LEAD)]
    lead = [BookColumn(12, hidden=True), BookColumn(8, hidden=True), BookColumn(5)]
    columns = [*lead, *(BookColumn(_WIDTHS[cell.kind]) for cell in cells)]
    if with_reasons:
        # Last, where the upload finds no key above it: whatever stands there is nobody's cell.
        columns.append(BookColumn(60))
        rows[1].append(BookCell(_("Alasan ditolak"), Look.HEAD))
        for made, row in zip(rows[FIRST_ROW - 1 :], filled, strict=False):
            made.append(BookCell(row.reason, Look.NOTICE))
    return BookSheet(
        SHEET,
        columns,
        rows,
        [rule for rule in rules if rule is not None],
        hidden_rows=frozenset({0}),
        freeze=(FIRST_ROW - 1, LEAD + 2),
    )


def _row(row: Filled) -> list[BookCell]:
    if row.line is None:
        return [BookCell()] * LEAD + [*row.cells]
    return [
        BookCell(row.line.id, Look.FIXED),
        BookCell(str(row.line.version), Look.FIXED, Decimal(row.line.version)),
        BookCell(str(row.line.number), Look.FIXED, Decimal(row.line.number)),
        *row.cells,
    ]


def _mendable(row: RejectedRow, reason: str, words: CellWords) -> Filled:
    cells = [_typed(row.texts.get(cell.key, ""), cell, words) for cell in cells_of(words.years)]
    return Filled(row.line, cells, row.handed, reason)


def _typed(text: str, cell: Cell, words: CellWords) -> BookCell:
    """What a person typed; a number is one again, and what is none stays as it was typed."""
    number = None
    if text and cell.kind in _LOOKS:
        try:
            number = Decimal(read_cell(cell, text, words))
        except CellRefused:
            number = None
    return BookCell(text, _LOOKS.get(cell.kind, Look.TEXT), number)


def _base(rows: Sequence[Filled], words: CellWords) -> BookSheet:
    """What was handed out, on a hidden sheet: so that a cell nobody touched never overwrites anything."""
    keys = [cell.key for cell in cells_of(words.years)]
    made = [[BookCell(text) for text in ("id", *keys)]]
    made += [
        [BookCell(row.line.id), *(BookCell(row.handed.get(key, "")) for key in keys)]
        for row in rows
        if row.line is not None and row.handed
    ]
    return BookSheet(BASE_SHEET, [BookColumn(20)] * (len(keys) + 1), made, hidden=True)


def _value(line: PresentLine, cell: Cell, words: CellWords) -> BookCell:
    text = show_cell(line.fields, cell, words)
    number = None
    if cell.kind in (CellKind.NUMBER, CellKind.MONEY) and cell.year is not None:
        value = getattr(line.fields, cell.field).get(cell.year)
        number = None if value is None else Decimal(value)
    return BookCell(text, _LOOKS.get(cell.kind, Look.TEXT), number)


def _rule(place: int, cell: Cell, last: int) -> BookRule | None:
    first = FIRST_ROW - 1
    if cell.field in _CHOSEN:
        return BookRule(RuleKind.LIST, place, first, last, _CHOSEN.index(cell.field))
    if cell.kind is CellKind.CHOICES:
        message = _("Pisahkan nama OPD dengan titik koma.")
        return BookRule(RuleKind.HINT, place, first, last, message=message)
    if cell.kind is CellKind.QUARTERS:
        return BookRule(RuleKind.HINT, place, first, last, message=_("Misalnya I, III atau II-IV."))
    if cell.kind in (CellKind.NUMBER, CellKind.MONEY):
        kind = RuleKind.WHOLE if cell.kind is CellKind.MONEY else RuleKind.NUMBER
        return BookRule(kind, place, first, last, message=_("Isi dengan angka 0 atau lebih."))
    return None


def _instructions(title: str) -> BookSheet:
    lines = (
        title,
        _(
            "Ubah isian di lembar Matriks, simpan sebagai XLSX atau ODS, lalu unggah kembali di halaman matriks."
        ),
        _("Sebelum apa pun disimpan, Renaksi menunjukkan setiap isian yang akan berubah."),
        _("Kegiatan baru: isi baris kosong di bawah baris terakhir; kategori dan kegiatan wajib diisi."),
        _(
            "Baris yang Anda hapus dari berkas ini tidak terhapus dari rencana. Hapus di Renaksi, dengan alasannya."
        ),
        _(
            "Bila orang lain mengubah isian yang sama sesudah berkas ini diunduh, Anda memilih mana yang dipakai."
        ),
        _("Jangan menyalin seluruh baris: nomor pengenalnya ikut tersalin. Salin isiannya saja."),
        _("Anggaran dalam rupiah bulat. Isi 0 bila memang tanpa anggaran; kosong berarti belum ditentukan."),
        _("Triwulan ditulis I, II, III, IV; OPD pendukung dipisahkan titik koma."),
        _("Isian abu-abu dan lembar ini terkunci supaya setiap baris tetap dikenali."),
    )
    return BookSheet(_("Petunjuk"), [BookColumn(100)], [[BookCell(line)] for line in lines])


def _problems(texts: Sequence[tuple[int, str, str, str]]) -> BookSheet:
    """Everything that could not be taken, a row each; also what cannot be mended."""
    headings = (_("Baris"), _("Kolom"), _("Isi"), _("Masalah"))
    made = [[BookCell(text, Look.HEAD) for text in headings]]
    made += [[BookCell(text, Look.FIXED) for text in (str(number or ""), *told)] for number, *told in texts]
    columns = [BookColumn(8), BookColumn(24), BookColumn(44), BookColumn(60)]
    return BookSheet(_("Masalah"), columns, made, freeze=(1, 0))
