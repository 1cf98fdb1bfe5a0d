"""The words of progress."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.plans.labels import QUARTER_LABELS
from app.plans.rules.progress import AddendumState, Light, ReportGap, ReportState

LIGHT_LABELS: Mapping[Light, LazyString] = {
    Light.GREEN: _l("Sesuai jalur"),
    Light.YELLOW: _l("Agak tertinggal"),
    Light.RED: _l("Tertinggal"),
    Light.NOT_DUE: _l("Belum dijadwalkan"),
    Light.NO_TARGET: _l("Tanpa target"),
    Light.UNKNOWN: _l("Belum dilaporkan"),
}

LIGHT_TONES: Mapping[Light, str] = {
    Light.GREEN: "success",
    Light.YELLOW: "warning",
    Light.RED: "danger",
    Light.NOT_DUE: "neutral",
    Light.NO_TARGET: "info",
    Light.UNKNOWN: "neutral",
}

# On a badge the tone has an icon of its own; these differ in form, so that nobody needs the colour.
LIGHT_ICONS: Mapping[Light, str] = {
    Light.GREEN: "check-circle",
    Light.YELLOW: "clock",
    Light.RED: "x-circle",
    Light.NOT_DUE: "calendar",
    Light.NO_TARGET: "info",
    Light.UNKNOWN: "question",
}

# On paper and in cells: a sign that differs in form.
LIGHT_SIGNS: Mapping[Light, str] = {
    Light.GREEN: "●",
    Light.YELLOW: "▲",
    Light.RED: "■",
    Light.NOT_DUE: "–",
    Light.NO_TARGET: "○",
    Light.UNKNOWN: "?",
}

REPORT_LABELS: Mapping[ReportState, LazyString] = {
    ReportState.DRAFT: _l("Draf"),
    ReportState.SENT: _l("Terkirim"),
    ReportState.VERIFIED: _l("Terverifikasi"),
    ReportState.RETURNED: _l("Dikembalikan"),
}

REPORT_TONES: Mapping[ReportState, str] = {
    ReportState.DRAFT: "neutral",
    ReportState.SENT: "info",
    ReportState.VERIFIED: "success",
    ReportState.RETURNED: "danger",
}

GAP_TEXTS: Mapping[ReportGap, LazyString] = {
    ReportGap.NO_OUTPUT: _l("Isi realisasi keluaran."),
    ReportGap.NO_SPENT: _l("Isi realisasi anggaran; tulis 0 bila belum ada."),
    ReportGap.NO_OBSTACLE: _l("Capaian tertinggal dari jalur. Tulis kendalanya."),
    ReportGap.NO_NEXT_STEP: _l("Capaian tertinggal dari jalur. Tulis langkah berikutnya."),
}

ADDENDUM_LABELS: Mapping[AddendumState, LazyString] = {
    AddendumState.PROPOSED: _l("Menunggu keputusan pimpinan"),
    AddendumState.APPROVED: _l("Disetujui"),
    AddendumState.REJECTED: _l("Ditolak"),
    AddendumState.WITHDRAWN: _l("Ditarik"),
}

ADDENDUM_TONES: Mapping[AddendumState, str] = {
    AddendumState.PROPOSED: "warning",
    AddendumState.APPROVED: "success",
    AddendumState.REJECTED: "danger",
    AddendumState.WITHDRAWN: "neutral",
}

PERIOD_REFUSALS: Mapping[str, LazyString] = {
    "not_accepted": _l("Capaian dilaporkan setelah rencana aksi diterima kementerian."),
    "foreign_quarter": _l("Triwulan ini tidak termasuk tahun rencana."),
    "not_begun": _l("Triwulan ini belum dimulai."),
    "due_date_past": _l("Tenggat tidak boleh sebelum hari ini."),
    "open_already": _l("Triwulan ini sudah dibuka."),
    "reason_missing": _l("Tulis alasan membuka kembali triwulan yang sudah ditutup."),
}

ADDENDUM_REFUSALS: Mapping[str, LazyString] = {
    "one_waits": _l("Masih ada adendum kegiatan ini yang menunggu keputusan pimpinan."),
    "decided_already": _l("Adendum ini sudah diputuskan atau ditarik."),
    "year_finished": _l("TW IV tahun itu sudah ditutup, jadi targetnya tidak dapat diubah lagi."),
    "reason_missing": _l("Tulis alasannya."),
    "nothing_changes": _l("Tidak ada target yang berubah."),
    "invalid_target": _l("Target harus angka dari 0."),
}

STEP_LABELS: Mapping[str, LazyString] = {
    "sent": _l("Dikirim"),
    "verified": _l("Diverifikasi"),
    "returned": _l("Dikembalikan"),
}

AUDIT_LABELS: Mapping[str, LazyString] = {
    "progress.opened": _l("Triwulan dibuka"),
    "progress.reopened": _l("Triwulan dibuka kembali"),
    "progress.due_date_moved": _l("Tenggat laporan capaian diubah"),
    "progress.closed": _l("Triwulan ditutup"),
    "progress.reminded": _l("Pengingat laporan capaian dikirim"),
    "progress.saved": _l("Draf laporan capaian disimpan"),
    "progress.sent": _l("Laporan capaian dikirim"),
    "progress.verified": _l("Laporan capaian diverifikasi"),
    "progress.returned": _l("Laporan capaian dikembalikan"),
    "progress.proof_added": _l("Bukti capaian ditambahkan"),
    "progress.proof_removed": _l("Bukti capaian dihapus"),
    "progress.addendum_proposed": _l("Adendum target diusulkan"),
    "progress.addendum_approved": _l("Adendum target disetujui"),
    "progress.addendum_rejected": _l("Adendum target ditolak"),
    "progress.addendum_withdrawn": _l("Adendum target ditarik"),
}

RECORD_LABELS: Mapping[str, LazyString] = {
    "plan_progress_period": _l("Triwulan"),
    "plan_progress_report": _l("Laporan capaian"),
    "plan_progress_evidence": _l("Bukti capaian"),
    "plan_addendum": _l("Adendum target"),
}


def quarter_text(year: int, quarter: int) -> str:
    """ "TW II 2022"."""
    return f"{QUARTER_LABELS[quarter]} {year}"
