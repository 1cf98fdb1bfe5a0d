"""How names of OPD and people are compared and checked."""

import re
import unicodedata

_NOISE = frozenset(
    {"kabupaten", "kab", "kota", "provinsi", "prov", "dan", "pemerintah", "pemkab", "pemkot", "pemprov"}
)


def name_key(name: str) -> str:
    """How spellings of an OPD are compared: folded case, no marks, no punctuation, no filler words.

    >>> name_key("DINAS\\u00a0Pekerjaan-Umum dan Tata Ruang, Kab.")
    'dinas pekerjaan umum tata ruang'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return " ".join(word for word in words if word not in _NOISE)


_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9]|[._-](?=[a-z0-9])){2,39}")


def is_username(text: str) -> bool:
    """Whether `text` can be a username: 3 to 40 small letters and digits, with single . _ - between them.

    >>> is_username("siti.aminah"), is_username("Siti"), is_username("a..b")
    (True, False, False)
    """
    return _USERNAME.fullmatch(text) is not None


def suggested_username(email: str) -> str:
    """The part of the address before the @, as far as it can be a username; empty otherwise."""
    local = re.sub(r"[^a-z0-9._-]+", "", email.partition("@")[0].lower())
    local = re.sub(r"[._-]{2,}", ".", local).strip("._-")[:40].rstrip("._-")
    return local if is_username(local) else ""


def whatsapp_number(phone: str) -> str:
    """An Indonesian number as wa.me wants it ("0812…" → "62812…"); empty if it is none.

    >>> whatsapp_number("0812-3456-7890")
    '6281234567890'
    """
    digits = re.sub(r"[^0-9]", "", phone)
    if digits.startswith("0"):
        digits = "62" + digits[1:]
    elif digits.startswith("8"):
        digits = "62" + digits
    return digits if re.fullmatch(r"62\d{8,13}", digits) else ""
