"""What people read about a workbook that comes back."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.plans.labels import FAULT_TEXTS
from app.plans.rules import Fault
from app.plans.rules.cells import cells_of
from app.plans.rules.workbook import RowFault, RowProblem
from app.plans.workbook import cell_label

ROW_FAULTS: Mapping[RowFault, LazyString] = {
    RowFault.NOT_OURS: _l(
        "Berkas ini bukan matriks yang diunduh dari Renaksi. Unduh dahulu, isi, lalu unggah kembali."
    ),
    RowFault.OTHER_PLAN: _l("Berkas ini milik rencana aksi lain."),
    RowFault.OTHER_INSTRUMENT: _l("Berkas ini dibuat untuk versi instrumen lain. Unduh matriks yang baru."),
    RowFault.TOO_MANY_ROWS: _l("Barisnya terlalu banyak; paling banyak 2.000."),
    RowFault.LINE_UNKNOWN: _l("Kegiatan ini tidak lagi ada dalam rencana; mungkin sudah dihapus."),
    RowFault.LINE_TWICE: _l(
        "Nomor pengenal baris ini sudah dipakai baris di atasnya; mungkin seluruh baris disalin. "
        "Untuk kegiatan baru, tulis di baris kosong paling bawah."
    ),
    RowFault.VERSION_MISSING: _l("Nomor versi baris ini hilang. Unduh matriks yang baru."),
    RowFault.FORMULA: _l("Isi sel ini rumus tanpa hasil. Tulis hasilnya."),
}


def problem_text(problem: RowProblem) -> str:
    """Why a row or a file is not taken."""
    if isinstance(problem.fault, Fault):
        return str(FAULT_TEXTS[problem.fault])
    return str(ROW_FAULTS[problem.fault])


def column_name(key: str, years: tuple[int, ...]) -> str:
    """The heading of a cell by its key; an empty text for the row as a whole."""
    return next((cell_label(cell) for cell in cells_of(years) if cell.key == key), "")
