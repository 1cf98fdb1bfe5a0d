"""What people read about files."""

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

REASONS: dict[str, LazyString] = {
    "empty": _l("Berkas ini kosong. Pilih berkas lain."),
    "too_large": _l("Berkas terlalu besar. Ukuran paling besar %(limit)s; perkecil atau bagi berkasnya."),
    "type_not_allowed": _l("Jenis berkas ini tidak diterima. Yang diterima: %(accepted)s."),
    "not_as_named": _l(
        "Isi berkas ini bukan %(kind)s, walau namanya berakhiran %(extension)s. Yang diterima: %(accepted)s."
    ),
    "web_page": _l(
        "Isi berkas ini halaman web (HTML), bukan tabel. Simpan sebagai .xlsx, .ods, atau .csv lalu unggah lagi."
    ),
    "legacy_office": _l(
        "Berkas ini berformat Office lama atau terkunci sandi. Simpan ulang sebagai .xlsx atau .docx tanpa sandi."
    ),
    "damaged": _l(
        "Berkas ini rusak atau tidak lengkap sehingga tidak dapat dibuka. Simpan ulang lalu unggah lagi."
    ),
    "encrypted": _l("Berkas ini terkunci sandi. Hapus sandinya lalu unggah lagi."),
    "active_content": _l(
        "PDF ini memuat skrip atau perintah yang berjalan sendiri. Cetak ulang ke PDF lalu unggah lagi."
    ),
    "macros": _l(
        "Berkas ini memuat makro. Simpan ulang tanpa makro (.xlsx, .ods, atau .docx) lalu unggah lagi."
    ),
    "too_many_pixels": _l(
        "Gambar ini terlalu besar: paling banyak 40 juta piksel. Perkecil gambarnya lalu unggah lagi."
    ),
    "too_many_members": _l("Berkas ini tersusun dari terlalu banyak bagian sehingga tidak dapat diperiksa."),
    "inflates_too_large": _l(
        "Isi berkas ini menjadi terlalu besar bila dibuka sehingga tidak dapat diterima."
    ),
    "too_expensive": _l(
        "Berkas ini terlalu berat untuk diperiksa. Sederhanakan atau bagi berkasnya lalu unggah lagi."
    ),
    "photo_format": _l(
        "Foto HEIC ini tidak dapat diubah menjadi JPG. Di iPhone pilih Pengaturan, Kamera, Format, Paling Kompatibel,"
        " lalu ambil fotonya lagi; atau kirim fotonya sebagai JPG."
    ),
    "infected": _l("Pemindai menemukan virus di berkas ini. Berkas tidak disimpan."),
}

SCAN_STATES: dict[str, LazyString] = {
    "not_scanned": _l("Belum dipindai"),
    "clean": _l("Bebas virus"),
}

KINDS: dict[str, str] = {
    "pdf": "PDF",
    "jpeg": "JPG",
    "png": "PNG",
    "heic": "HEIC",
    "xlsx": "XLSX",
    "docx": "DOCX",
    "csv": "CSV",
    "ods": "ODS",
    "zip": "ZIP",
}


def reason_text(reason: str, details: dict[str, str]) -> str:
    """The sentence for a reason, in the language of the request."""
    return str(REASONS[reason]) % details if details else str(REASONS[reason])


def kinds_text(kinds: list[str]) -> str:
    """The accepted kinds as people name them: "PDF, JPG, PNG"."""
    return ", ".join(KINDS[kind] for kind in kinds)


def size_text(size: int) -> str:
    """A size in bytes as people read it: "10 MB", "1,5 MB", "12 KB"."""
    if size >= 1024 * 1024:
        return str(_("%(size)s MB", size=format_decimal(size / (1024 * 1024), format="#,##0.#")))
    return str(_("%(size)s KB", size=format_decimal(max(1, round(size / 1024)), format="#,##0")))
