"""The words of this package."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.organisations.models import Paper
from app.reports.document import Format

MENU_REPORTS = _l("Dokumen")
SETTINGS_TITLE = _l("Pengaturan dokumen")
JOB_MAKE = _l("Membuat dokumen")
JOB_AHEAD = _l("Menata bab yang berubah")
JOB_HELP = _l("Menata bab dokumen")
JOB_SUBMISSION = _l("Membuat dokumen kiriman rencana aksi")

FORMAT_LABELS: dict[Format, LazyString] = {
    Format.PDF: _l("PDF"),
    Format.XLSX: _l("Excel (XLSX)"),
    Format.ODS: _l("LibreOffice (ODS)"),
    Format.DOCX: _l("Word (DOCX)"),
    Format.ZIP: _l("ZIP"),
}

COLLECTION_LABELS: dict[Format, LazyString] = {
    Format.PDF: _l("Satu PDF gabungan, dengan daftar isi"),
    Format.ZIP: _l("ZIP, satu berkas PDF untuk masing-masing"),
}

PAPER_LABELS: dict[Paper, LazyString] = {
    Paper.A4: _l("A4 (210 × 297 mm)"),
    Paper.F4: _l("F4 atau folio (215 × 330 mm)"),
}

LANGUAGE_LABELS: dict[str, LazyString] = {"id": _l("Bahasa Indonesia"), "en": _l("Bahasa Inggris")}

FAILURE_REASONS: dict[str, LazyString] = {  # why a chapter of a document could not be laid out
    "time": _l("Penataan bagian ini memakan waktu terlalu lama."),
    "memory": _l("Penataan bagian ini memerlukan memori terlalu besar."),
    "pages": _l("Bagian ini melebihi jumlah halaman yang diperbolehkan."),
    "error": _l("Terjadi kesalahan pada saat bagian ini ditata."),
}


def failure_text(title: str, kind: str) -> str:
    """Why the whole document was not made: for the person who waits for it."""
    return (
        str(_l("Dokumen tidak dibuat karena bagian “%(title)s” gagal.", title=title))
        + f" {FAILURE_REASONS[kind]}"
    )


AUDIT_LABELS: dict[str, LazyString] = {
    "report.requested": _l("Dokumen diminta"),
    "report.made": _l("Dokumen dibuat"),
    "report.issued": _l("Dokumen diterbitkan dengan kode pemeriksaan"),
    "report.numbered": _l("Dokumen diberi nomor"),
    "report.number_voided": _l("Nomor dokumen dibatalkan"),
    "report.attached": _l("Dokumen dilampirkan pada kiriman"),
}
