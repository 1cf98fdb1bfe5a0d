"""What WTForms says about a field, in the language of the page.

WTForms ships catalogues for thirty languages, and Indonesian is none of them. Its messages are therefore looked up here
first; the words themselves are ours and go through our own catalogue like any other.
"""

from collections.abc import Mapping

from flask import Flask, request
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

MESSAGES: Mapping[str, LazyString] = {
    "Invalid field name '%s'.": _l("Isian '%s' tidak dikenal."),
    "Field must be equal to %(other_name)s.": _l("Isian ini harus sama dengan isian sebelumnya."),
    "Field must be between %(min)d and %(max)d characters long.": _l(
        "Panjangnya harus antara %(min)d dan %(max)d karakter."
    ),
    "Number must be at least %(min)s.": _l("Angka paling kecil %(min)s."),
    "Number must be at most %(max)s.": _l("Angka paling besar %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("Angka harus antara %(min)s dan %(max)s."),
    "Date must be at least %(min)s.": _l("Tanggal paling awal %(min)s."),
    "Date must be at most %(max)s.": _l("Tanggal paling akhir %(max)s."),
    "Date must be between %(min)s and %(max)s.": _l("Tanggal harus antara %(min)s dan %(max)s."),
    "This field is required.": _l("Isian ini wajib diisi."),
    "Invalid input.": _l("Isian ini tidak sesuai dengan bentuk yang diminta."),
    "Invalid email address.": _l("Alamat email ini tidak lengkap. Contoh: nama@sinjaikab.go.id."),
    "Invalid IP address.": _l("Alamat IP ini tidak benar."),
    "Invalid Mac address.": _l("Alamat MAC ini tidak benar."),
    "Invalid URL.": _l("Alamat tautan ini tidak benar. Mulai dengan https://."),
    "Invalid UUID.": _l("Kode ini tidak benar."),
    "Invalid value, must be one of: %(values)s.": _l("Pilih salah satu: %(values)s."),
    "Invalid value, can't be any of: %(values)s.": _l("Isian ini tidak boleh: %(values)s."),
    "This field cannot be edited.": _l("Isian ini tidak dapat diubah."),
    "This field is disabled and cannot have a value.": _l("Isian ini sedang ditutup."),
    "Invalid CSRF Token.": _l("Halaman sudah terlalu lama terbuka. Muat ulang, lalu kirim lagi."),
    "CSRF token missing.": _l("Halaman sudah terlalu lama terbuka. Muat ulang, lalu kirim lagi."),
    "CSRF failed.": _l("Halaman sudah terlalu lama terbuka. Muat ulang, lalu kirim lagi."),
    "CSRF token expired.": _l("Halaman sudah terlalu lama terbuka. Muat ulang, lalu kirim lagi."),
    "The CSRF token is missing.": _l("Halaman sudah terlalu lama terbuka. Muat ulang, lalu kirim lagi."),
    "The CSRF session token is missing.": _l(
        "Halaman sudah terlalu lama terbuka. Muat ulang, lalu kirim lagi."
    ),
    "The CSRF token has expired.": _l("Halaman sudah terlalu lama terbuka. Muat ulang, lalu kirim lagi."),
    "The CSRF token is invalid.": _l("Halaman sudah terlalu lama terbuka. Muat ulang, lalu kirim lagi."),
    "The CSRF tokens do not match.": _l("Halaman sudah terlalu lama terbuka. Muat ulang, lalu kirim lagi."),
    "Invalid Choice: could not coerce.": _l("Pilihan ini tidak dikenal."),
    "Not a valid choice.": _l("Pilih salah satu dari daftar."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _l("Ada pilihan yang tidak dikenal."),
    "Not a valid datetime value.": _l("Tanggal dan jam ini tidak benar."),
    "Not a valid date value.": _l("Tanggal ini tidak benar. Contoh: 05/10/2021."),
    "Not a valid time value.": _l("Jam ini tidak benar. Contoh: 13.30."),
    "Not a valid week value.": _l("Pekan ini tidak benar."),
    "Not a valid integer value.": _l("Isi dengan bilangan bulat, tanpa titik dan koma."),
    "Not a valid decimal value.": _l("Isi dengan angka. Contoh: 12,5."),
    "Not a valid float value.": _l("Isi dengan angka. Contoh: 12,5."),
    "File does not have an approved extension.": _l("Jenis berkas ini tidak diterima."),
    "File does not have an approved extension: {extensions}": _l(
        "Jenis berkas ini tidak diterima. Yang diterima: {extensions}."
    ),
    # Indonesian has no plural forms: one wording serves every number.
    "Field must be at least %(min)d character long.": _l("Paling sedikit %(min)d karakter."),
    "Field cannot be longer than %(max)d character.": _l("Paling banyak %(max)d karakter."),
    "Field must be exactly %(max)d character long.": _l("Harus tepat %(max)d karakter."),
    "'%(value)s' is not a valid choice for this field.": _l("Ada pilihan yang tidak dikenal: %(value)s."),
}


class FormMessages:
    """What Flask-WTF asks for the messages of a request."""

    def ugettext(self, message: str) -> str:
        """The message in the language of the page; one that nobody translated comes back as it is."""
        found = MESSAGES.get(message)
        return message if found is None else str(found)

    def ungettext(self, singular: str, plural: str, number: int) -> str:
        """The wording does not depend on the number."""
        return self.ugettext(singular)


def register(app: Flask) -> None:
    """Hand our messages to every form of a request."""

    @app.before_request
    def _lend_words() -> None:
        request.wtforms_translations = FormMessages()  # type: ignore[attr-defined]  # where Flask-WTF looks first
