"""Numbers that name a person in a register of the state: NIK, KK, NIP, NPWP, BPJS, SIM, passport.

A NIK is region (6 digits), day of birth (women: plus 40), month, year, serial number (4). The KK number is built alike
from the day of its registration, without the 40; which of the two a number is, the word before it says.
"""

import re
from collections.abc import Iterator

from app.complaints.masking.kinds import Found, Kind
from app.complaints.masking.reading import Reading

# The ways in which sixteen digits are written: whole, or in groups.
_GROUPINGS = (
    (16,),
    (4, 4, 4, 4),
    (6, 6, 4),
    (2, 2, 2, 6, 4),
    (6, 10),
    (12, 4),
    (8, 8),
    (2, 2, 2, 2, 2, 2, 4),
)
_SIXTEEN = re.compile(
    r"(?<![\d.,])(?:"
    + "|".join(r"[ .\-]".join(rf"\d{{{size}}}" for size in sizes) for sizes in _GROUPINGS)
    + r")(?![.,\-]?\d)"
)
_FAMILY_BEFORE = re.compile(r"(?:\bkk\b|\bkartu\s+keluarga\b)[^\d\n]{0,20}$", re.IGNORECASE)
_CITIZEN_BEFORE = re.compile(r"(?:\bnik\b|\bk\.?t\.?p\b)[^\d\n]{0,20}$", re.IGNORECASE)
_ACCOUNT_BEFORE = re.compile(r"(?:\brek(?:ening)?\b|\bnorek\b)[^\d\n]{0,25}$", re.IGNORECASE)
# One digit too many or too few is still somebody's number when it is called so.
_CALLED_NIK = re.compile(r"\b(?:nik|ktp)\b[^\d\n]{0,15}(\d{14,17})(?!\d)", re.IGNORECASE)
_TOKEN_GROUP = re.compile(r"[ \-]\d{4}(?!\d)")
_MONTHS, _DAYS, _WOMEN = 12, 31, 40
_PROVINCES = range(11, 98)

_CIVIL_SERVANT = re.compile(
    r"(?<!\d)(?:19[4-9]\d|20[01]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ .]?"
    r"(?:19[6-9]\d|20[0-4]\d)(?:0[1-9]|1[0-2])[ .]?[12][ .]?\d{3}(?!\d)"
)
_TAXPAYER = re.compile(r"(?<![\d.])\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}(?!\d)")
_CALLED_TAXPAYER = re.compile(r"\bnpwp\b[^\d\n]{0,20}(\d[\d.\-]{13,20}\d)(?!\d)", re.IGNORECASE)
_INSURED = re.compile(r"(?<![\d.,])000\d{10}(?![\d.,]\d)")
_CALLED_INSURED = re.compile(r"\b(?:bpjs|kis|jkn)\b[^\d\n]{0,25}(\d{11,13})(?!\d)", re.IGNORECASE)
_DRIVER = re.compile(r"\bsim\b(?:\s[abc]\b)?[^\d\n]{0,15}(\d{12,14})(?!\d)", re.IGNORECASE)
_TRAVELLER = re.compile(r"\bpas(?:por|sport)\b[^\d\n]{0,15}?\b([A-Z]\s?\d{7})(?!\d)", re.IGNORECASE)
# Kind, pattern, the fewest figures that it has, and the words of which one must stand in the text.
_CALLED: tuple[tuple[Kind, re.Pattern[str], int, frozenset[str] | None], ...] = (
    (Kind.NIK, _CALLED_NIK, 14, frozenset({"nik", "ktp"})),
    (Kind.IDENTITY, _CIVIL_SERVANT, 18, None),
    (Kind.IDENTITY, _TAXPAYER, 15, None),
    (Kind.IDENTITY, _CALLED_TAXPAYER, 2, frozenset({"npwp"})),
    (Kind.IDENTITY, _INSURED, 13, None),
    (Kind.IDENTITY, _CALLED_INSURED, 11, frozenset({"bpjs", "kis", "jkn"})),
    (Kind.IDENTITY, _DRIVER, 12, frozenset({"sim"})),
    (Kind.IDENTITY, _TRAVELLER, 7, frozenset({"paspor", "passport"})),
)


def find(reading: Reading) -> Iterator[Found]:
    """Every such number in the text."""
    text, vocabulary = reading.text, reading.vocabulary
    if not reading.has_long_number:
        return
    for match in _SIXTEEN.finditer(text) if reading.digits >= 16 else ():
        before = text[max(match.start() - 40, 0) : match.start()]
        if not _ACCOUNT_BEFORE.search(before) and not _is_longer(text, match):
            family = _FAMILY_BEFORE.search(before) and not _CITIZEN_BEFORE.search(before)
            yield Found(match.start(), match.end(), Kind.FAMILY_CARD if family else Kind.NIK)
    for kind, pattern, fewest, called in _CALLED:
        if reading.digits >= fewest and (called is None or not called.isdisjoint(vocabulary)):
            for match in pattern.finditer(text):
                yield Found(*match.span(match.lastindex or 0), kind)


def is_plausible_nik(digits: str) -> bool:
    """Whether sixteen digits could be a NIK: a province, and a day of birth (women: plus 40)."""
    province, day, month = int(digits[:2]), int(digits[6:8]), int(digits[8:10])
    return (
        province in _PROVINCES
        and 1 <= (day - _WOMEN if day > _WOMEN else day) <= _DAYS
        and 1 <= month <= _MONTHS
    )


def _is_longer(text: str, match: re.Match[str]) -> bool:
    """Whether groups of four go on: twenty digits are an electricity token, unless they begin like a NIK."""
    if not _TOKEN_GROUP.match(text, match.end()) or len(match[0]) == 16:  # written whole
        return False
    return not is_plausible_nik(re.sub(r"\D", "", match[0]))
