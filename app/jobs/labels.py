"""What people read about jobs."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.jobs.models import JobState

STATES: dict[JobState, LazyString] = {
    JobState.QUEUED: _l("Menunggu giliran"),
    JobState.RUNNING: _l("Sedang dikerjakan"),
    JobState.DONE: _l("Selesai"),
    JobState.FAILED: _l("Gagal"),
    JobState.CANCELLED: _l("Dibatalkan"),
}

TONES: dict[JobState, str] = {
    JobState.QUEUED: "neutral",
    JobState.RUNNING: "info",
    JobState.DONE: "success",
    JobState.FAILED: "danger",
    JobState.CANCELLED: "neutral",
}

UNNAMED = _l("Pekerjaan")
WILL_RETRY = _l("Terjadi gangguan. Pekerjaan ini akan dicoba lagi sebentar lagi.")
GAVE_UP = _l(
    "Pekerjaan ini tidak berhasil setelah dicoba %(attempts)s kali. Coba lagi nanti, atau sampaikan kode %(reference)s"
    " kepada operator."
)
STOPPED_TOO_OFTEN = _l(
    "Pekerjaan ini terhenti beberapa kali sebelum selesai. Coba lagi, atau hubungi operator."
)
NO_LONGER_ALLOWED = _l("Hak Anda untuk pekerjaan ini sudah tidak berlaku, sehingga tidak dijalankan.")
NO_LONGER_THERE = _l("Data untuk pekerjaan ini sudah tidak ada.")
UNKNOWN_JOB = _l("Jenis pekerjaan ini tidak dikenal oleh versi aplikasi yang sedang berjalan.")
