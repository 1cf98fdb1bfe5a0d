"""What Flask-Security says, in our words. It has no Indonesian catalogue, and "Authentication failed" helps nobody."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_security.babel import FsDomain

_NO_ACCESS = _l("Anda tidak berwenang membuka halaman ini.")
_SIGN_IN_FIRST = _l("Silakan masuk dahulu.")
_WRONG_CODE = _l(
    "Kode salah atau sudah kedaluwarsa. Gunakan kode yang sedang tampil di aplikasi autentikator."
)
_START_OVER = _l("Waktu untuk menyelesaikan langkah ini habis. Silakan mulai lagi.")

MESSAGES: dict[str, tuple[LazyString, str]] = {
    "API_ERROR": (_l("Isian ini tidak sesuai dengan bentuk yang diminta."), "error"),
    "GENERIC_AUTHN_FAILED": (
        _l("Nama pengguna atau kata sandi tidak cocok. Periksa ejaan dan huruf besar-kecilnya."),
        "error",
    ),
    "GENERIC_RECOVERY": (
        _l("Jika alamat email itu terdaftar, petunjuk membuat kata sandi baru sudah dikirim ke sana."),
        "info",
    ),
    "UNAUTHORIZED": (_NO_ACCESS, "error"),
    "UNAUTHENTICATED": (_SIGN_IN_FIRST, "error"),
    "REAUTHENTICATION_REQUIRED": (
        _l("Untuk mengubah cara Anda masuk, ketikkan dahulu kata sandi Anda sekali lagi."),
        "info",
    ),
    "PASSWORD_MISMATCH": (_l("Kedua kata sandi tidak sama."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (_l("Kedua kata sandi tidak sama. Ketikkan lagi."), "error"),
    "INVALID_REDIRECT": (_l("Alamat tujuan berada di luar Renaksi."), "error"),
    "INVALID_RECOVERY_CODE": (_l("Kode cadangan salah atau sudah pernah dipakai."), "error"),
    "NO_RECOVERY_CODES_SETUP": (_l("Belum ada kode cadangan. Buat dahulu."), "info"),
    "PASSWORD_RESET_REQUEST": (
        _l(
            "Jika %(email)s terdaftar, tautan untuk kata sandi baru sudah dikirim ke sana. Periksa juga folder spam."
        ),
        "info",
    ),
    "PASSWORD_RESET_EXPIRED": (
        _l("Tautan ini hanya berlaku selama %(within)s dan sudah lewat. Minta tautan baru di bawah ini."),
        "error",
    ),
    "INVALID_RESET_PASSWORD_TOKEN": (
        _l("Tautan ini sudah dipakai atau tidak lengkap. Minta tautan baru di bawah ini."),
        "error",
    ),
    "DISABLED_ACCOUNT": (
        _l("Akun ini dinonaktifkan. Hubungi koordinator di pemerintah daerah Anda."),
        "error",
    ),
    "EMAIL_NOT_PROVIDED": (_l("Isi alamat email Anda."), "error"),
    "INVALID_EMAIL_ADDRESS": (_l("Alamat email ini tidak lengkap. Contoh: nama@sinjaikab.go.id."), "error"),
    "INVALID_CODE": (_WRONG_CODE, "error"),
    "INVALID_INPUT": (_l("Isian ini tidak sesuai dengan bentuk yang diminta."), "error"),
    "INVALID_INPUT_LENGTH": (_l("Isian ini terlalu panjang."), "error"),
    "PASSWORD_NOT_PROVIDED": (_l("Isi kata sandi."), "error"),
    "PASSWORD_INVALID_LENGTH": (_l("Kata sandi paling sedikit %(length)s karakter."), "error"),
    "PASSWORD_TOO_SIMPLE": (_l("Kata sandi ini terlalu mudah ditebak."), "error"),
    "PASSWORD_BREACHED": (_l("Kata sandi ini pernah bocor di tempat lain."), "error"),
    "PASSWORD_BREACHED_SITE_ERROR": (_l("Daftar kata sandi bocor tidak dapat dibuka."), "error"),
    "USER_DOES_NOT_EXIST": (_l("Akun ini tidak ditemukan."), "error"),
    "IDENTITY_NOT_REGISTERED": (_l("Akun ini tidak ditemukan."), "error"),
    "EMAIL_ALREADY_ASSOCIATED": (_l("Alamat email ini sudah dipakai akun lain."), "error"),
    "IDENTITY_ALREADY_ASSOCIATED": (_l("Identitas ini sudah dipakai akun lain."), "error"),
    "INVALID_PASSWORD": (_l("Kata sandi salah."), "error"),
    "INVALID_PASSWORD_CODE": (_l("Kata sandi atau kode salah."), "error"),
    "FORGOT_PASSWORD": (_l("Lupa kata sandi?"), "info"),
    "PASSWORD_RESET": (_l("Kata sandi baru sudah disimpan dan Anda sudah masuk."), "success"),
    "PASSWORD_RESET_NO_LOGIN": (
        _l("Kata sandi baru sudah disimpan. Silakan masuk dengan kata sandi itu."),
        "success",
    ),
    "PASSWORD_IS_THE_SAME": (_l("Kata sandi baru harus berbeda dari yang lama."), "error"),
    "PASSWORD_CHANGE": (
        _l("Kata sandi sudah diganti. Perangkat lain yang memakai akun ini sudah dikeluarkan."),
        "success",
    ),
    "LOGIN": (_SIGN_IN_FIRST, "info"),
    "REFRESH": (_l("Ketikkan kata sandi Anda sekali lagi untuk melanjutkan."), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (_l("Terima kasih. Silakan lanjutkan."), "info"),
    "ANONYMOUS_USER_REQUIRED": (_l("Halaman ini hanya untuk yang belum masuk."), "error"),
    "CODE_HAS_BEEN_SENT": (_l("Kode sudah dikirim."), "info"),
    "FAILED_TO_SEND_CODE": (_l("Kode tidak dapat dikirim. Coba lagi nanti."), "error"),
    "TWO_FACTOR_INVALID_TOKEN": (_WRONG_CODE, "error"),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (_l("Kode benar. Selamat bekerja."), "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        _l("Verifikasi dua langkah sudah aktif. Buat juga kode cadangan untuk berjaga-jaga."),
        "success",
    ),
    "TWO_FACTOR_PERMISSION_DENIED": (_l("Silakan masuk dahulu dengan kata sandi Anda."), "error"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (_l("Pilih salah satu cara yang tersedia."), "error"),
    "TWO_FACTOR_DISABLED": (_l("Verifikasi dua langkah sudah dimatikan."), "success"),
    "TWO_FACTOR_SETUP_EXPIRED": (_START_OVER, "error"),
}


class OurWords(FsDomain):
    """Where Flask-Security looks its texts up: our messages are lazy and know the language themselves."""

    def gettext(self, string: str | LazyString, **variables: Any) -> str:
        """`string` in the language of the page, filled in."""
        text = str(string) if isinstance(string, LazyString) else str(gettext(string))
        return text % variables if variables else text


def settings() -> dict[str, tuple[LazyString, str]]:
    """The messages under the names of Flask-Security's settings."""
    return {f"SECURITY_MSG_{name}": message for name, message in MESSAGES.items()}
