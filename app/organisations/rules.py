"""Pure rules about names of governments and units."""

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
