"""The matrix as a workbook to be filled in and brought back; `rules/workbook.py` reads it.

Cells that say which line a row is are hidden and locked.
"""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext as _

from app.files.workbook import Book, BookCell, BookColumn, BookRule, BookSheet, Look, RuleKind
from app.plans.labels import FIELD_LABELS, year_label
from app.plans.rules.cells import Cell, CellKind, CellWords, cells_of, show_cell
from app.plans.rules.workbook import FIRST_ROW, LEAD, MARK, PresentLine

SHEET = "Matriks"  # not translated: the upload looks for it
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


def matrix_book(
    plan_id: str, instrument: str, title: str, lines: Sequence[PresentLine], words: CellWords
) -> Book:
    """The workbook of these lines: the matrix, the instructions, and the names to choose from."""
    lists = [(str(FIELD_LABELS[field]), list(words.choices(field).values())) for field in _CHOSEN]
    return Book(title, [_matrix((plan_id, instrument), lines, words), _instructions(title)], lists)


def _matrix(names: tuple[str, str], lines: Sequence[PresentLine], words: CellWords) -> BookSheet:
    cells = cells_of(words.years)
    headings = ("ID", _("Versi"), _("No."), *(cell_label(cell) for cell in cells))
    rows = [
        [BookCell(text) for text in (MARK, *names, *(cell.key for cell in cells))],
        [BookCell(text, Look.HEAD) for text in headings],
    ]
    rows += [_row(line, cells, words) for line in lines]
    rows += [
        [BookCell()] * LEAD + [BookCell(look=_LOOKS.get(cell.kind, Look.TEXT)) for cell in cells]
        for _spare in range(SPARE)
    ]
    rules = [_rule(place, cell, len(rows) - 1) for place, cell in enumerate(cells, start=LEAD)]
    lead = [BookColumn(12, hidden=True), BookColumn(8, hidden=True), BookColumn(5)]
    return BookSheet(
        SHEET,
        [*lead, *(BookColumn(_WIDTHS[cell.kind]) for cell in cells)],
        rows,
        [rule for rule in rules if rule is not None],
        hidden_rows=frozenset({0}),
        freeze=(FIRST_ROW - 1, LEAD + 2),
    )


def _row(line: PresentLine, cells: Sequence[Cell], words: CellWords) -> list[BookCell]:
    lead = [
        BookCell(line.id, Look.FIXED),
        BookCell(str(line.version), Look.FIXED, Decimal(line.version)),
        BookCell(str(line.number), Look.FIXED, Decimal(line.number)),
    ]
    return lead + [_value(line, cell, words) for cell in cells]


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
        _("Jangan menyalin seluruh baris: nomor pengenalnya ikut tersalin. Salin isiannya saja."),
        _("Anggaran dalam rupiah bulat. Isi 0 bila memang tanpa anggaran; kosong berarti belum ditentukan."),
        _("Triwulan ditulis I, II, III, IV; OPD pendukung dipisahkan titik koma."),
        _("Isian abu-abu dan lembar ini terkunci supaya setiap baris tetap dikenali."),
    )
    return BookSheet(_("Petunjuk"), [BookColumn(100)], [[BookCell(line)] for line in lines])


def problem_book(rows: Sequence[Sequence[str]], headings: Sequence[str]) -> Book:
    """What could not be taken, a row each."""
    made = [[BookCell(text, Look.HEAD) for text in headings]]
    made += [[BookCell(text, Look.FIXED) for text in row] for row in rows]
    columns = [BookColumn(10), *[BookColumn(44)] * (len(headings) - 1)]
    return Book(_("Kesalahan"), [BookSheet(_("Kesalahan"), columns, made, freeze=(1, 0))])
