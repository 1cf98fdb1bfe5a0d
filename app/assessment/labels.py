"""The words of this package: states, gaps, refusals, predicates, notes of an explanation, entries of the audit log."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.assessment.plausibility import FlagState
from app.assessment.rules import Gap, Refusal, Verdict, Window
from app.assessment.rules.currency import Currency
from app.assessment.scoring import Note, Predicate, Source
from app.assessment.states import TAKEN_BACK, AnswerEventKind, AssessmentState, RoundState
from app.assessment.together import labels as together

MENU_ASSESSMENT = _l("Asesmen")
MENU_SCORES = _l("Nilai")
MENU_HANDED = _l("Tugas saya")
MENU_QUESTIONS = _l("Pertanyaan OPD")

STATE_LABELS: dict[AssessmentState, LazyString] = {
    AssessmentState.DRAFT: _l("Sedang diisi"),
    AssessmentState.SUBMITTED: _l("Terkirim"),
    AssessmentState.VERIFIED: _l("Terverifikasi"),
    AssessmentState.RETURNED: _l("Dikembalikan"),
}
STATE_TONES: dict[AssessmentState, str] = {
    AssessmentState.DRAFT: "neutral",
    AssessmentState.SUBMITTED: "info",
    AssessmentState.VERIFIED: "success",
    AssessmentState.RETURNED: "warning",
}

ROUND_STATE_LABELS: dict[RoundState, LazyString] = {
    RoundState.OPEN: _l("Dibuka"),
    RoundState.CLOSED: _l("Ditutup"),
}

WINDOW_TEXTS: dict[Window, LazyString] = {
    Window.NOT_YET: _l("Putaran ini belum dibuka. Anda sudah dapat membaca pertanyaannya."),
    Window.OPEN: _l("Putaran ini sedang dibuka."),
    Window.CLOSED: _l(
        "Tenggat sudah lewat, sehingga jawaban tidak dapat diubah lagi. Hubungi koordinator bila perlu perpanjangan."
    ),
}

GAP_LABELS: dict[Gap, LazyString] = {
    Gap.NO_SCORE: _l("Belum dijawab"),
    Gap.NO_REASON: _l("Alasan belum ditulis"),
    Gap.NO_EVIDENCE: _l("Bukti dukung belum ada"),
    Gap.NEEDS_REVIEW: _l("Perlu ditinjau ulang"),
    Gap.NOT_CORRECTED: _l("Perlu diperbaiki"),
    Gap.MEASURED_UNKNOWN: _l("Belum dapat dihitung"),
}
GAP_HINTS: dict[Gap, LazyString] = {
    Gap.NO_SCORE: _l("Pilih jawaban yang paling sesuai dengan keadaan OPD Anda."),
    Gap.NO_REASON: _l("Jelaskan singkat mengapa jawaban itu yang dipilih."),
    Gap.NO_EVIDENCE: _l("Unggah berkas atau isi tautan. Untuk level 1 bukti dukung tidak diminta."),
    Gap.NEEDS_REVIEW: _l(
        "Jawaban ini dibawa dari putaran sebelumnya. Baca kembali, perbarui bila perlu, lalu simpan."
    ),
    Gap.NOT_CORRECTED: _l("Koordinator mengembalikan jawaban ini. Perbaiki sesuai alasannya, lalu simpan."),
    Gap.MEASURED_UNKNOWN: _l("Pengaduan belum cukup untuk dihitung. Ini tidak menghalangi pengiriman."),
}

REFUSAL_TEXTS: dict[Refusal, LazyString] = {
    Refusal.NOT_YET_OPEN: _l("Putaran ini belum dibuka."),
    Refusal.DEADLINE_PASSED: _l(
        "Tenggat putaran ini sudah lewat. Hubungi koordinator bila perlu perpanjangan."
    ),
    Refusal.WRONG_STATE: _l("Langkah ini tidak dapat dilakukan pada status asesmen sekarang."),
    Refusal.WRONG_DUTY: _l("Anda tidak berwenang melakukan langkah ini."),
    Refusal.INCOMPLETE: _l("Masih ada jawaban yang belum lengkap."),
    Refusal.NOTHING_MARKED: _l(
        "Belum ada jawaban yang ditandai untuk dikembalikan."
        " Buka jawabannya, lalu pilih Kembalikan dan tulis alasannya."
    ),
    Refusal.MARKED_TO_RETURN: _l("Ada jawaban yang ditandai untuk dikembalikan. Kembalikan dulu ke OPD."),
    Refusal.UNDECIDED: _l("Masih ada jawaban yang belum Anda periksa."),
    Refusal.ANSWER_ACCEPTED: _l("Jawaban ini sudah diterima dan tidak dibuka kembali."),
    Refusal.FLAG_UNSETTLED: _l(
        "Masih ada jawaban yang tidak sejalan dengan angka pengaduan dan belum Anda putuskan."
        " Terima penjelasannya, ubah nilainya, atau kembalikan."
    ),
    Refusal.OBJECTED_BEFORE: _l(
        "Keberatan atas jawaban ini sudah pernah diajukan. Keberatan hanya dapat diajukan satu kali per jawaban."
    ),
    Refusal.OBJECTION_LATE: _l("Batas waktu keberatan atas hasil verifikasi ini sudah lewat."),
    Refusal.OBJECTION_DECIDED: _l("Keberatan ini sudah diputuskan."),
    Refusal.OPINION_WAITS: _l(
        "Pendapat kedua untuk jawaban ini belum diberikan. Tunggu pendapatnya, atau batalkan permintaannya dahulu."
    ),
    Refusal.OPINION_ASKED: _l("Pendapat orang itu untuk jawaban ini sudah diminta dan belum diberikan."),
    Refusal.OWN_ANSWER: _l("Jawaban ini Anda isi sendiri, jadi orang lain yang menilainya."),
    Refusal.NOTHING_TO_UNDO: _l("Tidak ada persetujuan sekaligus yang dapat diurungkan."),
    Refusal.MEASURED: _l("Indikator ini dihitung dari register pengaduan dan tidak diisi."),
}

FLAG_LABELS: dict[FlagState, LazyString] = {
    FlagState.OPEN: _l("Menunggu penjelasan"),
    FlagState.EXPLAINED: _l("Sudah dijelaskan OPD"),
    FlagState.ACCEPTED: _l("Penjelasan diterima"),
    FlagState.ADJUSTED: _l("Nilai disesuaikan"),
    FlagState.LAPSED: _l("Tidak berlaku lagi"),
}
FLAG_TONES: dict[FlagState, str] = {
    FlagState.OPEN: "warning",
    FlagState.EXPLAINED: "info",
    FlagState.ACCEPTED: "success",
    FlagState.ADJUSTED: "success",
    FlagState.LAPSED: "neutral",
}

VERDICT_LABELS: dict[Verdict, LazyString] = {
    Verdict.UNDECIDED: _l("Belum diperiksa"),
    Verdict.AGREED: _l("Disetujui"),
    Verdict.CHANGED: _l("Nilai diubah"),
    Verdict.TO_RETURN: _l("Akan dikembalikan"),
    Verdict.COMPUTED: _l("Dihitung sistem"),
}
VERDICT_TONES: dict[Verdict, str] = {
    Verdict.UNDECIDED: "neutral",
    Verdict.AGREED: "success",
    Verdict.CHANGED: "info",
    Verdict.TO_RETURN: "warning",
    Verdict.COMPUTED: "neutral",
}

PREDICATE_LABELS: dict[Predicate, LazyString] = {
    Predicate.MEMUASKAN: _l("Memuaskan"),
    Predicate.SANGAT_BAIK: _l("Sangat Baik"),
    Predicate.BAIK: _l("Baik"),
    Predicate.CUKUP: _l("Cukup"),
    Predicate.KURANG: _l("Kurang"),
}

SOURCE_LABELS: dict[Source, LazyString] = {
    Source.MINISTRY: _l("Nilai kementerian"),
    Source.VERIFIED: _l("Hasil verifikasi koordinator"),
    Source.SELF: _l("Penilaian mandiri, belum diverifikasi"),
    Source.MEASURED: _l("Dihitung dari register pengaduan"),
    Source.MISSING: _l("Belum dijawab"),
    Source.UNKNOWN: _l("Belum dapat dihitung"),
}

NOTE_LABELS: dict[Note, LazyString] = {
    Note.MISSING_AS_LOWEST: _l("Belum dijawab, dihitung sebagai level 1"),
    Note.MISSING_EXCLUDED: _l("Belum dijawab, tidak ikut dihitung"),
    Note.UNKNOWN_AS_LOWEST: _l("Pengaduan belum cukup, dihitung sebagai level 1"),
    Note.UNKNOWN_EXCLUDED: _l("Pengaduan belum cukup, tidak ikut dihitung"),
    Note.UNIT_AS_LOWEST: _l("Belum mengirim, dihitung sebagai level 1"),
    Note.UNIT_EXCLUDED: _l("Belum mengirim, tidak ikut dihitung"),
    Note.NOTHING_TO_COUNT: _l("Belum ada nilai yang dapat dihitung"),
}

EVENT_LABELS: dict[str, LazyString] = {
    TAKEN_BACK: _l("Penerimaan sekaligus dibatalkan; jawaban menunggu keputusan lagi"),
    AnswerEventKind.SUBMITTED: _l("Dikirim OPD"),
    AnswerEventKind.VERIFIED: _l("Dinilai koordinator"),
    AnswerEventKind.RETURNED: _l("Dikembalikan koordinator"),
    AnswerEventKind.SCORED_BY_MINISTRY: _l("Dinilai kementerian"),
}
EVENT_TONES: dict[str, str | None] = {
    TAKEN_BACK: "warning",
    AnswerEventKind.SUBMITTED: None,
    AnswerEventKind.VERIFIED: "success",
    AnswerEventKind.RETURNED: "warning",
    AnswerEventKind.SCORED_BY_MINISTRY: "success",
}

CURRENCY_LABELS: dict[Currency, LazyString] = {
    Currency.CURRENT: _l("Masih berlaku"),
    Currency.ENDED: _l("Masa berlaku sudah berakhir"),
    Currency.NOT_BEGUN: _l("Belum berlaku"),
    Currency.OLD: _l("Dokumen lama"),
    Currency.UNDATED: _l("Tanggal belum diisi"),
}

AUDIT_ACTIONS: dict[str, LazyString] = {
    **together.AUDIT_ACTIONS,
    "answers.confirmed": _l("Jawaban lama dinyatakan masih berlaku"),
    "round.opened": _l("Putaran asesmen dibuka"),
    "round.changed": _l("Putaran asesmen diubah"),
    "round.units_added": _l("OPD ditambahkan ke putaran"),
    "round.closing_scheduled": _l("Jadwal penutupan provinsi ditetapkan"),
    "round.reminded": _l("Pengingat dikirim"),
    "round.workbooks_handed": _l("Lembar asesmen diserahkan ke OPD"),
    "answer.saved": _l("Jawaban disimpan"),
    "answer.verified": _l("Jawaban diverifikasi"),
    "answer.marked_to_return": _l("Jawaban ditandai untuk dikembalikan"),
    "answer.objected": _l("Keberatan atas nilai verifikasi diajukan"),
    "answer.objection_decided": _l("Keberatan atas nilai verifikasi diputuskan"),
    "answer.opinion_asked": _l("Pendapat kedua diminta"),
    "answer.opinion_withdrawn": _l("Permintaan pendapat kedua dibatalkan"),
    "answer.opinion_given": _l("Pendapat kedua diberikan"),
    "assessment.accepted_at_once": _l("Jawaban disetujui sekaligus"),
    "assessment.acceptance_undone": _l("Persetujuan sekaligus diurungkan"),
    "answer.sample_drawn": _l("Sampel jawaban diundi"),
    "answer.sample_looked": _l("Jawaban sampel dilihat lagi"),
    "answer.scored_by_ministry": _l("Nilai kementerian diberikan"),
    "flag.explained": _l("Penjelasan atas angka pengaduan ditulis"),
    "flag.accepted": _l("Penjelasan atas angka pengaduan diterima"),
    "assessment.submitted": _l("Asesmen dikirim"),
    "assessment.workbook_taken": _l("Isi lembar kerja asesmen diambil"),
    "assessment.withdrawn": _l("Asesmen pemerintah daerah dibuka kembali"),
    "assessment.returned": _l("Asesmen dikembalikan"),
    "assessment.verified": _l("Verifikasi asesmen selesai"),
    "assessment.reopened": _l("Verifikasi asesmen dibuka kembali"),
    "assessment.extended": _l("Tenggat OPD diperpanjang"),
    "evidence.added": _l("Bukti dukung ditambahkan"),
    "evidence.described": _l("Keterangan bukti dukung diubah"),
    "evidence.reused": _l("Bukti dukung dipakai pada jawaban lain"),
    "evidence.replaced": _l("Berkas bukti dukung diganti"),
    "evidence.removed": _l("Bukti dukung dihapus"),
}
AUDIT_RECORDS: dict[str, LazyString] = {
    **together.AUDIT_RECORDS,
    "assessment_round": _l("Putaran asesmen"),
    "assessment": _l("Asesmen"),
    "deadline_extension": _l("Perpanjangan tenggat"),
    "answer": _l("Jawaban asesmen"),
    "evidence": _l("Bukti dukung"),
    "answer_objection": _l("Keberatan atas nilai"),
    "answer_opinion": _l("Pendapat kedua"),
    "bulk_acceptance": _l("Persetujuan sekaligus"),
    "answer_sample": _l("Sampel jawaban"),
    "sampled_answer": _l("Jawaban dalam sampel"),
    "plausibility_flag": _l("Jawaban yang tidak sejalan dengan angka"),
}
