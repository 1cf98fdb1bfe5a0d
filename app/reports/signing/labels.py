"""The words of signing."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.reports.rules.signing import Obstacle, SigningWay, Standing, Trouble, Trust

WAY_LABELS: dict[SigningWay, LazyString] = {
    SigningWay.CERTIFICATE: _l("Sertifikat kantor"),
    SigningWay.PROVIDER: _l("Layanan penyelenggara nasional"),
    SigningWay.SCAN: _l("Tanda tangan basah"),
}
SIGNED_LABELS: dict[SigningWay, LazyString] = {
    SigningWay.CERTIFICATE: _l("Ditandatangani elektronik dengan sertifikat kantor"),
    SigningWay.PROVIDER: _l("Ditandatangani elektronik lewat layanan penyelenggara nasional"),
    SigningWay.SCAN: _l("Ditandatangani basah; salinan pindaian"),
}
NOT_SET_UP: dict[SigningWay, LazyString] = {
    SigningWay.CERTIFICATE: _l(
        "Sertifikat kantor belum dipasang. Minta operator sistem memasangnya, atau pakai cara lain."
    ),
    SigningWay.PROVIDER: _l(
        "Layanan penandatanganan belum disambungkan. Minta operator sistem menyambungkannya, atau pakai cara lain."
    ),
}
OBSTACLE_LABELS: dict[Obstacle, LazyString] = {
    Obstacle.NO_SIGNATORY: _l("Dokumen jenis ini tidak mempunyai penanda tangan."),
    Obstacle.NOT_RECORDED: _l(
        "Dokumen ini dibuat sebelum pencatatan lengkap berlaku. Buat ulang dokumennya."
    ),
    Obstacle.WORKING_COPY: _l(
        "Naskah kerja belum dapat ditandatangani. Kirim rencana aksinya, lalu buat dokumen dari kiriman itu."
    ),
    Obstacle.CONCEPT: _l(
        "Dokumen ini masih konsep: datanya belum selesai. Selesaikan dahulu, lalu buat ulang dokumennya."
    ),
    Obstacle.REPLACED: _l("Versi ini sudah digantikan kiriman yang lebih baru. Tandatangani versi terbaru."),
    Obstacle.SIGNED: _l("Dokumen ini sudah ditandatangani."),
}
TROUBLE_LABELS: dict[Trouble, LazyString] = {
    Trouble.NOT_CONFIGURED: _l("Cara ini belum dipasang dengan benar. Minta operator sistem memeriksanya."),
    Trouble.UNREADABLE_KEY: _l(
        "Berkas sertifikat kantor tidak dapat dibaca. Minta operator sistem memeriksanya."
    ),
    Trouble.WRONG_PASSPHRASE: _l("Frasa sandi tidak cocok. Dokumen tidak ditandatangani; coba lagi."),
    Trouble.EXPIRED: _l(
        "Sertifikat sudah kedaluwarsa. Perpanjang sertifikat kepada penerbitnya, lalu coba lagi."
    ),
    Trouble.NOT_YET_VALID: _l("Sertifikat belum mulai berlaku. Periksa tanggal mulainya kepada penerbit."),
    Trouble.UNKNOWN_ISSUER: _l(
        "Penerbit sertifikat tidak termasuk penerbit yang dipercaya instalasi ini. Tanda tangan tidak disimpan."
    ),
    Trouble.REVOKED: _l("Sertifikat ini telah dicabut penerbitnya dan tidak dapat dipakai."),
    Trouble.UNKNOWN_SIGNER: _l(
        "Identitas ini belum terdaftar pada layanan penandatanganan. Periksa nomornya."
    ),
    Trouble.NO_TIMESTAMP: _l(
        "Layanan cap waktu tidak menjawab. Dokumen tidak ditandatangani; coba lagi nanti."
    ),
    Trouble.UNREACHABLE: _l(
        "Layanan penandatanganan tidak dapat dihubungi. Dokumen tidak ditandatangani; coba lagi nanti."
    ),
    Trouble.TOO_SLOW: _l("Layanan penandatanganan terlalu lama menjawab. Coba lagi beberapa saat lagi."),
    Trouble.NO_TRUST: _l(
        "Sambungan ke layanan penandatanganan tidak aman. Minta operator sistem memeriksanya."
    ),
    Trouble.REFUSED: _l("Layanan penandatanganan menolak permintaan ini (jawaban %(status)s)."),
    Trouble.TOO_LARGE: _l("Jawaban layanan penandatanganan terlalu besar dan tidak disimpan."),
    Trouble.NOT_A_PDF: _l("Layanan penandatanganan tidak menjawab dengan PDF. Tidak ada yang disimpan."),
    Trouble.OTHER_DOCUMENT: _l(
        "Layanan mengembalikan dokumen lain, bukan dokumen yang dikirim. Tidak ada yang disimpan."
    ),
    Trouble.UNSIGNED: _l("Layanan mengembalikan dokumen tanpa tanda tangan. Tidak ada yang disimpan."),
    Trouble.BROKEN: _l("Tanda tangan tidak cocok dengan isi dokumen. Tidak ada yang disimpan."),
    Trouble.ORIGINAL_AS_SCAN: _l(
        "Berkas ini dokumen aslinya, belum ada tanda tangannya. Unggah hasil pindaiannya."
    ),
}
STANDING_LABELS: dict[Standing, LazyString] = {
    Standing.GOOD: _l("Utuh: isi dokumen tidak berubah sejak ditandatangani."),
    Standing.EXPIRED: _l(
        "Utuh: isi dokumen tidak berubah sejak ditandatangani. Masa berlaku sertifikatnya kini sudah lewat."
    ),
    Standing.UNKNOWN_ISSUER: _l(
        "Utuh, tetapi penerbit sertifikatnya tidak termasuk yang dipercaya instalasi ini."
    ),
    Standing.REVOKED: _l(
        "Isinya utuh, tetapi sertifikatnya dicabut penerbit. Pastikan keabsahannya kepada penanda tangan."
    ),
    Standing.BROKEN: _l(
        "Tanda tangan tidak cocok lagi dengan berkas yang tersimpan. Jangan gunakan dokumen ini."
    ),
}
STANDING_TONES: dict[Standing, str] = {
    Standing.GOOD: "success",
    Standing.EXPIRED: "warning",
    Standing.UNKNOWN_ISSUER: "warning",
    Standing.REVOKED: "danger",
    Standing.BROKEN: "danger",
}
TRUST_LABELS: dict[Trust, LazyString] = {
    Trust.CONFIRMED: _l("Penerbitnya termasuk yang dipercaya instalasi ini."),
    Trust.NOT_ASKED: _l(
        "Renaksi memeriksa keutuhan dokumen, bukan siapa penerbit sertifikatnya. Cocokkan sendiri nama penerbitnya."
    ),
    Trust.UNKNOWN: _l("Penerbitnya tidak termasuk yang dipercaya instalasi ini."),
}
AUDIT_LABELS: dict[str, LazyString] = {
    "report.signed": _l("Dokumen ditandatangani"),
    "report.signing_failed": _l("Penandatanganan dokumen tidak berhasil"),
    "report.signature_withdrawn": _l("Tanda tangan dokumen ditarik"),
}
RECORD_LABELS: dict[str, LazyString] = {"document_signature": _l("Tanda tangan dokumen")}


def trouble_text(trouble: Trouble, details: dict[str, str]) -> str:
    """Why no signature came about, for the person who tried."""
    return str(TROUBLE_LABELS[trouble]) % {"status": details.get("status", "–")}
