"""The words for recurring problems and for what changed."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.complaints.recurring import ProblemState, Sign

SIGN_LABELS: dict[Sign, LazyString] = {
    Sign.OVERDUE: _l("Terlambat"),
    Sign.RISING: _l("Meningkat"),
    Sign.LASTING: _l("Terus-menerus"),
}
SIGN_TEXTS: dict[Sign, LazyString] = {
    Sign.OVERDUE: _l("Sedikitnya seperempat pengaduannya melewati tenggat."),
    Sign.RISING: _l("Jumlahnya sedikitnya satu setengah kali enam bulan sebelumnya."),
    Sign.LASTING: _l("Masuk setiap bulan selama enam bulan."),
}
PROBLEM_LABELS: dict[ProblemState, LazyString] = {
    ProblemState.OPEN: _l("Belum diputuskan"),
    ProblemState.TAKEN_UP: _l("Masuk rencana aksi"),
    ProblemState.DISMISSED: _l("Tidak ditindaklanjuti"),
    ProblemState.FADED: _l("Mereda"),
}
PROBLEM_TONES: dict[ProblemState, str] = {
    ProblemState.OPEN: "warning",
    ProblemState.TAKEN_UP: "info",
    ProblemState.DISMISSED: "neutral",
    ProblemState.FADED: "success",
}
EFFECT_LABELS: dict[str, LazyString] = {
    "volume": _l("Pengaduan per bulan"),
    "late": _l("Bagian yang terlambat"),
    "followed_up": _l("Bagian yang ditindaklanjuti"),
    "closed": _l("Bagian yang selesai"),
}
