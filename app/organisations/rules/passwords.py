"""Which passwords are accepted. Length first, then how many guesses an attacker needs; no character mix by default.

BSSN regulation 4/2021 asks for a mix and for expiry, OWASP ASVS 5 forbids both; the installation chooses (`Policy`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

LONGEST = 128  # characters; Argon2 takes more, but nobody types it
_GUESSED = 72  # characters that are rated: zxcvbn's time grows with the square of the length
_COMMON_FILE = Path(__file__).with_name("common_words.txt")


class Weakness(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NEEDS_MIX = "needs_mix"
    COMMON_WORD = "common_word"
    KEYBOARD_ROW = "keyboard_row"
    REPEATED = "repeated"
    SEQUENCE = "sequence"
    YEAR_OR_DATE = "year_or_date"
    TOO_GUESSABLE = "too_guessable"


@dataclass(frozen=True)
class Policy:
    """What the installation demands. `score` is zxcvbn's: 3 means more than 10^8 guesses."""

    length: int = 10
    score: int = 3
    mix: bool = False  # a letter of either case, a digit and a sign


_BY_PATTERN = {
    "dictionary": Weakness.COMMON_WORD,
    "spatial": Weakness.KEYBOARD_ROW,
    "repeat": Weakness.REPEATED,
    "sequence": Weakness.SEQUENCE,
    "regex": Weakness.YEAR_OR_DATE,
    "date": Weakness.YEAR_OR_DATE,
}


def common_words() -> list[str]:
    """Words that Indonesian officials are likely to build passwords from; zxcvbn itself knows English ones."""
    return [
        line.strip()
        for line in _COMMON_FILE.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]


def weakness(password: str, policy: Policy, about_person: Iterable[str] = ()) -> Weakness | None:
    """Why `password` is refused, or None. `about_person`: names, address and the like that others know."""
    if len(password) < policy.length:
        return Weakness.TOO_SHORT
    if len(password) > LONGEST:
        return Weakness.TOO_LONG
    if policy.mix and not _is_mixed(password):
        return Weakness.NEEDS_MIX
    known = [*_parts(about_person), *common_words()]
    from zxcvbn import zxcvbn  # its dictionaries are large, and most processes never choose a password

    rated = zxcvbn(password[:_GUESSED], user_inputs=known)
    if rated["score"] >= policy.score:
        return None
    longest = max(rated["sequence"], key=lambda match: len(match["token"]), default=None)
    return (
        Weakness.TOO_GUESSABLE
        if longest is None
        else _BY_PATTERN.get(longest["pattern"], Weakness.TOO_GUESSABLE)
    )


def _is_mixed(password: str) -> bool:
    return (
        any(c.islower() for c in password)
        and any(c.isupper() for c in password)
        and any(c.isdigit() for c in password)
        and any(not c.isalnum() for c in password)
    )


def _parts(texts: Iterable[str]) -> list[str]:
    """Each text and its words: "Admin Dinas Sosial" also gives "dinas"."""
    found: list[str] = []
    for text in texts:
        lowered = text.lower()
        found += [lowered, lowered.replace(" ", "")]
        found += [word for word in lowered.replace("@", " ").replace(".", " ").split() if len(word) > 2]
    return found
