"""What the placeholders of the narrative are called, and the words beside sentences that no longer fit."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.plans.fitting import Doubt
from app.plans.proof import Outcome, Piece
from app.plans.rules import StateKind
from app.plans.rules.templates import TemplateSource

PLACEHOLDER_LABELS: Mapping[str, LazyString] = {
    "pemerintah": _l("Nama pemerintah daerah"),
    "provinsi": _l("Nama provinsi"),
    "unit_koordinator": _l("Unit koordinator"),
    "judul": _l("Judul rencana aksi"),
    "tahun_awal": _l("Tahun pertama rencana"),
    "tahun_akhir": _l("Tahun terakhir rencana"),
    "tahun_asesmen": _l("Tahun asesmen"),
    "indeks": _l("Indeks pemerintah daerah"),
    "predikat": _l("Predikat indeks"),
    "jumlah_opd": _l("Jumlah OPD"),
    "jumlah_opd_mengirim": _l("OPD yang sudah mengirim asesmen"),
    "jumlah_kegiatan": _l("Jumlah kegiatan"),
    "jumlah_anggaran": _l("Jumlah anggaran"),
    "jumlah_pengaduan": _l("Jumlah pengaduan"),
    "persen_tindak_lanjut": _l("Persentase ditindaklanjuti"),
    "persen_selesai": _l("Persentase selesai"),
}

DOUBT_LABELS: Mapping[Doubt, LazyString] = {
    Doubt.CONTRADICTED: _l("Kata-katanya tidak cocok dengan angkanya"),
    Doubt.TYPED: _l("Angka yang diketik sudah berubah"),
    Doubt.CHANGED: _l("Angkanya sudah berubah"),
}

DOUBT_TONES: Mapping[Doubt, str] = {
    Doubt.CONTRADICTED: "danger",
    Doubt.TYPED: "warning",
    Doubt.CHANGED: "info",
}

STATE_KIND_LABELS: Mapping[StateKind, LazyString] = {
    StateKind.TEMPLATE: _l("Isi awal"),
    StateKind.EDITED: _l("Disimpan"),
    StateKind.RESTORED: _l("Dikembalikan dari keadaan sebelumnya"),
}

TEMPLATE_SOURCE_LABELS: Mapping[TemplateSource, LazyString] = {
    TemplateSource.PACKAGED: _l("templat bawaan"),
    TemplateSource.NATIONAL: _l("templat kementerian"),
    TemplateSource.OWN: _l("templat sendiri"),
}

PIECE_LABELS: Mapping[Piece, LazyString] = {
    Piece.CONTENT: _l("Isi cocok dengan sidik digital pada tanda terima"),
    Piece.LOG: _l("Isi cocok dengan sidik yang dicatat dalam jejak audit saat dikirim"),
    Piece.READING: _l("Isi tertulis dalam bentuk baku dan terbaca utuh"),
    Piece.RECEIPT: _l("Nomor tanda terima cocok dengan pemerintah daerah, tahun, dan urutan kiriman"),
    Piece.FILE: _l("Berkas PDF sama dengan yang disimpan"),
    Piece.FILE_LOG: _l("Berkas PDF cocok dengan sidik yang dicatat saat dilampirkan pada tanda terima ini"),
}

OUTCOME_LABELS: Mapping[Outcome, LazyString] = {
    Outcome.FITS: _l("Cocok"),
    Outcome.BROKEN: _l("Tidak cocok"),
    Outcome.ABSENT: _l("Tidak ada pembanding"),
}

OUTCOME_TONES: Mapping[Outcome, str] = {
    Outcome.FITS: "success",
    Outcome.BROKEN: "danger",
    Outcome.ABSENT: "neutral",
}
