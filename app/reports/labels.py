"""The words of this package."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.reports.document import Format

MENU_REPORTS = _l("Dokumen")
JOB_MAKE = _l("Membuat dokumen")
JOB_SUBMISSION = _l("Membuat dokumen kiriman rencana aksi")

FORMAT_LABELS: dict[Format, LazyString] = {
    Format.PDF: _l("PDF"),
    Format.XLSX: _l("Excel (XLSX)"),
    Format.DOCX: _l("Word (DOCX)"),
}

LANGUAGE_LABELS: dict[str, LazyString] = {"id": _l("Bahasa Indonesia"), "en": _l("Bahasa Inggris")}

AUDIT_LABELS: dict[str, LazyString] = {
    "report.requested": _l("Dokumen diminta"),
    "report.made": _l("Dokumen dibuat"),
    "report.attached": _l("Dokumen dilampirkan pada kiriman"),
}
