"""Words about filling in together."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.assessment.rules.talking import ThreadState

THREAD_LABELS: dict[ThreadState, LazyString] = {
    ThreadState.QUIET: _l("Percakapan"),
    ThreadState.OPEN: _l("Menunggu koordinator"),
    ThreadState.ANSWERED: _l("Terjawab"),
    ThreadState.SETTLED: _l("Selesai"),
}
THREAD_TONES: dict[ThreadState, str] = {
    ThreadState.QUIET: "neutral",
    ThreadState.OPEN: "warning",
    ThreadState.ANSWERED: "success",
    ThreadState.SETTLED: "success",
}

AUDIT_ACTIONS: dict[str, LazyString] = {
    "handover.made": _l("Indikator diserahkan kepada kolega"),
    "handover.renewed": _l("Tautan untuk kolega diperbarui"),
    "handover.accepted": _l("Kolega mulai mengisi indikator"),
    "handover.taken_back": _l("Indikator diambil kembali dari kolega"),
    "thread.written": _l("Pesan ditulis pada indikator"),
    "thread.taken_back": _l("Pesan pada indikator ditarik"),
    "thread.settled": _l("Percakapan dinyatakan selesai"),
    "thread.reopened": _l("Percakapan dibuka lagi"),
    "thread.masked_again": _l("Data pribadi dalam percakapan dan jawaban umum disamarkan ulang"),
    "common_answer.published": _l("Jawaban untuk semua OPD diterbitkan"),
    "common_answer.changed": _l("Jawaban untuk semua OPD diubah"),
    "common_answer.withdrawn": _l("Jawaban untuk semua OPD ditarik"),
}
AUDIT_RECORDS: dict[str, LazyString] = {
    "indicator_handover": _l("Penyerahan indikator"),
    "answer_thread": _l("Percakapan indikator"),
    "thread_message": _l("Pesan pada indikator"),
    "common_answer": _l("Jawaban untuk semua OPD"),
}

WORDS = {"thread_labels": THREAD_LABELS, "thread_tones": THREAD_TONES}
