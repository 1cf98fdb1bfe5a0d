"""The words of the log for what happens to complaints, imports and the calendar."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

AUDIT_LABELS: dict[str, LazyString] = {
    "complaints.uploaded": _l("Berkas pengaduan diunggah"),
    "complaints.imported": _l("Pengaduan diimpor"),
    "complaints.import_cancelled": _l("Impor pengaduan dibatalkan"),
    "complaints.import_undone": _l("Impor pengaduan ditarik kembali"),
    "complaints.layout_forgotten": _l("Susunan kolom berkas dilupakan"),
    "complaints.unit_assigned": _l("Sebutan OPD pada pengaduan ditetapkan"),
    "complaints.calendar_loaded": _l("Kalender hari kerja dimuat"),
    "complaints.calendar_changed": _l("Hari libur dalam kalender diubah"),
    "complaints.rules_changed": _l("Tenggat penanganan pengaduan diubah"),
    "complaints.rejudged": _l("Status dan tenggat pengaduan dihitung ulang"),
    "complaints.problems_searched": _l("Masalah berulang dicari"),
    "complaints.problem_settled": _l("Masalah berulang diputuskan"),
    "complaints.entered": _l("Pengaduan dicatat"),
    "complaints.verified": _l("Pengaduan diverifikasi dan disalurkan"),
    "complaints.routed": _l("OPD pengaduan ditetapkan"),
    "complaints.declined": _l("Pengaduan dinyatakan bukan wewenang"),
    "complaints.followed_up": _l("Pengaduan ditindaklanjuti"),
    "complaints.postponed": _l("Pengaduan ditunda"),
    "complaints.resumed": _l("Pengaduan dilanjutkan"),
    "complaints.replied": _l("Tanggapan pelapor dicatat"),
    "complaints.reopened": _l("Pengaduan dibuka kembali"),
    "complaints.closed": _l("Pengaduan diselesaikan"),
    "complaints.closed_automatically": _l("Pengaduan selesai otomatis"),
    "complaints.archived": _l("Pengaduan diarsipkan"),
    "complaints.published_total_added": _l("Angka terbit dicatat"),
    "complaints.published_total_changed": _l("Angka terbit diubah"),
    "complaints.published_total_removed": _l("Angka terbit dihapus"),
    "complaints.view_saved": _l("Tampilan daftar pengaduan disimpan"),
    "complaints.view_changed": _l("Tampilan daftar pengaduan diubah"),
    "complaints.view_removed": _l("Tampilan daftar pengaduan dihapus"),
}

RECORD_LABELS: dict[str, LazyString] = {
    "complaint": _l("Pengaduan"),
    "complaint_import": _l("Impor pengaduan"),
    "recurring_problem": _l("Masalah berulang"),
    "complaint_published_total": _l("Angka terbit"),
    "complaint_view": _l("Tampilan daftar pengaduan"),
    "complaint_import_mapping": _l("Susunan kolom berkas"),
    "unit_alias": _l("Nama lain OPD"),
    "calendar_day": _l("Kalender hari kerja"),
    "calendar_change": _l("Perubahan kalender"),
    "government": _l("Pemerintah daerah"),
}
