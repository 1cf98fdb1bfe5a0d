"""Passwords that are easy to guess are refused, with a reason in plain words."""

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_security.password_util import PasswordUtil

from app.organisations.rules.passwords import LONGEST, Policy, Weakness, weakness

WEAKNESS_TEXTS: dict[Weakness, LazyString] = {
    Weakness.TOO_SHORT: _l("Kata sandi paling sedikit %(length)s karakter."),
    Weakness.TOO_LONG: _l("Kata sandi paling banyak %(longest)s karakter."),
    Weakness.NEEDS_MIX: _l(
        "Kata sandi harus memuat huruf besar, huruf kecil, angka, dan tanda baca (ketentuan pemasangan ini)."
    ),
    Weakness.COMMON_WORD: _l(
        "Kata sandi ini memuat kata umum atau nama Anda sehingga mudah ditebak. Pakai beberapa kata lain."
    ),
    Weakness.KEYBOARD_ROW: _l(
        "Deretan tombol seperti qwerty mudah ditebak. Pakai beberapa kata yang tidak berhubungan."
    ),
    Weakness.REPEATED: _l(
        "Pengulangan seperti aaa atau abcabc mudah ditebak. Pakai beberapa kata yang berbeda."
    ),
    Weakness.SEQUENCE: _l("Urutan seperti abc atau 6543 mudah ditebak. Pakai beberapa kata yang berbeda."),
    Weakness.YEAR_OR_DATE: _l("Tahun dan tanggal mudah ditebak. Pakai beberapa kata yang tidak berhubungan."),
    Weakness.TOO_GUESSABLE: _l("Kata sandi ini mudah ditebak. Tambahkan satu atau dua kata lain."),
}


def policy() -> Policy:
    """What this installation demands."""
    return Policy(
        length=int(current_app.config["SECURITY_PASSWORD_LENGTH_MIN"]),
        score=int(current_app.config["PASSWORD_MIN_SCORE"]),
        mix=bool(current_app.config["PASSWORD_REQUIRE_MIX"]),
    )


def complaint_about(password: str, about_person: list[str]) -> str | None:
    """Why `password` is refused, in the language of the page, or None. `about_person`: name, username, address."""
    demanded = policy()
    found = weakness(password, demanded, about_person)
    if found is None:
        return None
    return str(WEAKNESS_TEXTS[found]) % {"length": demanded.length, "longest": LONGEST}


class OurPasswords(PasswordUtil):
    """What Flask-Security asks when somebody chooses a password."""

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:
        """The complaints (or None) and the password as it is stored."""
        normal = self.normalize(password)
        person = kwargs.get("user")
        known = [person.name, person.username, person.email] if person is not None else []
        found = complaint_about(normal, known)
        return ([found] if found else None), normal
