"""The words for what is kept of citizens, and for who opened it."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.complaints.models import AccessKind

ACCESS_LABELS: dict[AccessKind, LazyString] = {
    AccessKind.PAGE: _l("Halaman pengaduan"),
    AccessKind.EXPORT: _l("Ekspor daftar"),
    AccessKind.API: _l("Antarmuka aplikasi (API)"),
    AccessKind.REPORTER: _l("Identitas pelapor"),
}

PRIVACY_AUDIT_LABELS: dict[str, LazyString] = {
    "complaints.texts_removed": _l("Isi pengaduan dihapus setelah masa simpan"),
    "complaints.reporters_removed": _l("Identitas pelapor dihapus setelah masa simpan"),
    "complaints.retention_added": _l("Masa simpan isi pengaduan ditetapkan"),
    "complaints.retention_removed": _l("Masa simpan isi pengaduan dicabut"),
    "complaints.reporters_decided": _l("Penyimpanan identitas pelapor diputuskan"),
    "complaints.masked_again": _l("Data pribadi dalam pengaduan disamarkan ulang"),
    "complaints.breach_extracted": _l("Daftar pengaduan terdampak insiden diambil"),
}

PRIVACY_RECORD_LABELS: dict[str, LazyString] = {
    "retention_rule": _l("Masa simpan"),
    "complaint_reporter_setting": _l("Penyimpanan identitas pelapor"),
}
