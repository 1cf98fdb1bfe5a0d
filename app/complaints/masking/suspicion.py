"""A quick look that spares most texts the thorough one: nearly every complaint has nothing to mask.

It may suspect too much, never too little: what a module would find must be suspected here (a test compares the two).
"""

import re
import string
from collections.abc import Iterable, Sequence
from itertools import pairwise

from app.complaints.masking.given_names import POSSIBLE, SURE
from app.complaints.masking.reading import LONG_NUMBER
from app.complaints.masking.words import (
    CALLED,
    HAMLETS,
    HOMES,
    HONORIFICS,
    INTRODUCING,
    KIN,
    OFFICES,
    OURS,
    PLACES,
    REPORTERS,
    ROADS,
    SELF,
    SIGNING,
    STOP_WORDS,
    TITLES,
    TRAFFIC,
)

# Signs become spaces, so that words stand alone, and all figures one, which is found quickly. In bytes, whose table is
# one look for each; what is no ASCII is a sign, for no word that is looked for has any of it.
_FIGURE = b"0"
_SIGNS = string.punctuation.replace("'", "").replace("-", "") + "\n\t"
_SIMPLER = bytes.maketrans(
    _SIGNS.encode() + b"123456789" + bytes(range(128, 256)), b" " * len(_SIGNS) + _FIGURE * 9 + b" " * 128
)
_PLATE = re.compile(r"[A-Za-z]{1,2}[ \-]?\d{1,4}[ \-]?[A-Za-z]")


def _in_any_case(words: Iterable[str]) -> frozenset[bytes]:
    return _in_bytes(form for word in words for form in (word, word.capitalize(), word.upper()))


def _in_bytes(words: Iterable[str]) -> frozenset[bytes]:
    return frozenset(word.encode("ascii") for word in words)


_ANNOUNCING = _in_any_case(
    INTRODUCING | CALLED | SIGNING | {"nama", "nm", "nma", "n", "an", "hormat", "salam"}
)
_REPORTERS = _in_any_case(REPORTERS)
_TITLES = _in_any_case(TITLES)
_SELF = _in_any_case(SELF)
_OURS = _SELF | _in_any_case(OURS)
_HOMES = _in_any_case(HOMES)
_ROADS = _in_any_case(ROADS | HAMLETS)
_HIDDEN_MAIL = _in_any_case(("at", "et"))
_SPELT = _in_any_case(("nol", "kosong"))
_TRAFFIC = _in_any_case(TRAFFIC)
_NAMES = _in_bytes(word.capitalize() for word in SURE)
_ANY = _ANNOUNCING | _REPORTERS | _TITLES | _SELF | _HOMES | _HIDDEN_MAIL | _SPELT | _NAMES
_FOLLOWS_TITLE = _in_bytes((STOP_WORDS | OFFICES | PLACES) - HONORIFICS - KIN)
_MAYBE_NAMES, _RELATIVES = _in_bytes(POSSIBLE), _in_bytes(KIN)
_DIGIT_WORDS = frozenset(b"nol kosong satu dua tiga empat lima enam tujuh delapan lapan sembilan".split())
_BEFORE_FIGURES = _TRAFFIC | _ROADS | _HOMES
_FEWEST = 6  # figures of a number that names anybody; the letter O may stand for another one
_FAR = 8  # words from a road to its number


def is_suspect(text: str) -> bool:
    """Whether a text may hold personal data."""
    simple = text.encode("utf-8", "replace").translate(_SIMPLER)
    words = simple.split()
    figures = simple.count(_FIGURE)
    if "@" in text or (figures and _has_telling_number(text, words, figures)):
        return True
    if _ANY.isdisjoint(words):
        return False
    return (
        not _ANNOUNCING.isdisjoint(words)
        or not _NAMES.isdisjoint(words)
        or not _HIDDEN_MAIL.isdisjoint(words)
        or (not _HOMES.isdisjoint(words) and _home_leads_on(words))
        or (not _REPORTERS.isdisjoint(words) and (":" in text or "=" in text))
        or _pair_leads_on(words)
    )


def _has_telling_number(text: str, words: Sequence[bytes], figures: int) -> bool:
    """A number that is long enough to name somebody, a plate, or a house."""
    if figures >= _FEWEST and LONG_NUMBER.search(text) is not None:
        return True
    return not _BEFORE_FIGURES.isdisjoint(words) and (
        (not _TRAFFIC.isdisjoint(words) and _PLATE.search(text) is not None)
        or (not _ROADS.isdisjoint(words) and _road_leads_to_number(words))
        or (not _HOMES.isdisjoint(words) and _home_leads_on(words))
    )


def _road_leads_to_number(words: Sequence[bytes]) -> bool:
    """Whether figures follow the name of a road or hamlet before its sentence goes on."""
    for place, word in enumerate(words):
        if word in _ROADS:
            for after in words[place + 1 : place + 1 + _FAR]:
                if _FIGURE in after:
                    return True
                if after.lower() in _SENTENCE:
                    break
    return False


# What the name of a road ends with, unless it is the word before a number.
_SENTENCE = _in_bytes(STOP_WORDS - {"no", "nomor", "nomer", "rt", "rw", "blok", "kav", "r"})


def _home_leads_on(words: Sequence[bytes]) -> bool:
    """Whether a road, hamlet or number follows soon after "alamat", "rumah", "tinggal"."""
    return any(
        after in _ROADS or _FIGURE in after
        for place, word in enumerate(words)
        if word in _HOMES
        for after in words[place + 1 : place + 7]
    )


def _pair_leads_on(words: Sequence[bytes]) -> bool:
    """Whether a title is not followed by an office, a pronoun by a name, a relative by "saya", a digit by a digit."""
    return any(
        (word in _TITLES and after.lower() not in _FOLLOWS_TITLE)
        or (word in _SELF and after.lower() in _MAYBE_NAMES)
        or (after in _OURS and word.lower() in _RELATIVES)
        or (word in _SPELT and after.lower() in _DIGIT_WORDS)
        for word, after in pairwise(words)
    )
