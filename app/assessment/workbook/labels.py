"""What people read about the workbook of an assessment."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.assessment.rules.workbook import MOST_ROWS, Asked, Part, RowFault, RowProblem, shown_number

PART_LABELS: Mapping[Part, LazyString] = {
    Part.ANSWER: _l("Jawaban"),
    Part.REASON: _l("Alasan"),
    Part.LINK: _l("Tautan bukti baru"),
}
ROW_FAULTS: Mapping[RowFault, LazyString] = {
    RowFault.NOT_OURS: _l(
        "Berkas ini bukan lembar asesmen yang diunduh dari Renaksi. Unduh dahulu, isi, lalu unggah kembali."
    ),
    RowFault.PLAN_MATRIX: _l("Berkas ini matriks rencana aksi. Unggah di halaman matriks."),
    RowFault.OTHER_ASSESSMENT: _l("Berkas ini milik asesmen lain."),
    RowFault.OTHER_INSTRUMENT: _l("Berkas ini dibuat untuk versi instrumen lain. Unduh lembar yang baru."),
    RowFault.TOO_MANY_ROWS: _l("Barisnya terlalu banyak; paling banyak %(most)s."),
    RowFault.ID_MISSING: _l(
        "Nomor pengenal baris ini hilang, jadi pertanyaannya tidak dikenali. Unduh lembar yang baru."
    ),
    RowFault.QUESTION_UNKNOWN: _l("Pertanyaan ini tidak ada dalam instrumen putaran ini."),
    RowFault.QUESTION_ELSEWHERE: _l("Pertanyaan ini dijawab di lembar lain, bukan di lembar ini."),
    RowFault.QUESTION_TWICE: _l("Pertanyaan ini sudah ada pada baris di atasnya; mungkin baris disalin."),
    RowFault.VERSION_MISSING: _l("Nomor versi baris ini hilang. Unduh lembar yang baru."),
    RowFault.NO_SUCH_CHOICE: _l("Pilih salah satu jawaban dari daftar pada selnya."),
    RowFault.NOT_A_NUMBER: _l("Tulis angka, misalnya 1.234 atau 2,5."),
    RowFault.TOO_LONG: _l("Terlalu panjang: alasan paling panjang 4.000 huruf, tautan 1.000 huruf."),
    RowFault.FORMULA: _l("Isi sel ini rumus. Tulis hasilnya sebagai teks."),
    RowFault.ACCEPTED: _l("Jawaban ini sudah dikirim atau diterima dan tidak dibuka kembali."),
    RowFault.MEASURED: _l("Indikator ini dihitung dari register pengaduan dan tidak diisi."),
    RowFault.REFUSED: _l("Isi sel ini tidak dapat diterima."),
}


def problem_text(problem: RowProblem) -> str:
    """Why a file, a row or a cell is not taken."""
    if problem.words:
        return problem.words
    text = str(ROW_FAULTS[problem.fault])
    return text % {"most": MOST_ROWS} if problem.fault is RowFault.TOO_MANY_ROWS else text


def part_label(part: Part | None) -> str:
    """The heading of a column; the row as a whole has none."""
    return str(_("Seluruh baris") if part is None else PART_LABELS[part])


def shown_part(asked: Asked, part: Part, machine: str) -> str:
    """What stands in a cell, as people read it."""
    if part is not Part.ANSWER or asked.is_measured:
        return machine
    return asked.choices.get(machine, machine) if asked.choices else shown_number(machine)
