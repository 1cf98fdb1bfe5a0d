"""Telephone numbers in all the ways in which Indonesians write them."""

import re
from collections.abc import Iterator

from app.complaints.masking.kinds import Found, Kind
from app.complaints.masking.reading import Reading

_GROUPS = r"(?:[ .\-/]{0,2}[\dO])"
# 08…, +62 8…, (62)8…; a letter O is a nought that somebody did not find.
_MOBILE = re.compile(
    r"(?<![\dA-Za-z.,])(?:(?:\+\s?|\(\+?)?62\)?[ .\-]?(?:\(0\)|0)?|\(?[0O])[ .\-]?8\d{1,3}\)?"
    rf"{_GROUPS}{{5,9}}(?![\dO])"
)
_AREA = r"(?:2\d{1,2}|[3-79]\d{1,2})"
_LANDLINE = re.compile(
    rf"(?<![\d.,/])(?:\((?:0|\+?62[ \-]?){_AREA}\)[ .\-/]{{0,2}}|(?:0|\+62[ \-]?){_AREA}[ .\-/]{{0,3}})"
    r"\d{2,4}(?:[ .\-]?\d){3,5}(?!\d)"
)
_LINK = re.compile(r"(?:wa\.me/|whatsapp\.com/send/?\?phone=)(\+?\d{9,15})", re.IGNORECASE)
_CALLED = re.compile(
    r"\b(?:hp|no\.?\s?hp|wa|whatsapp|telp|telepon|tlp|tlpn|hub(?:ungi)?|kontak|call)\b[^\d\n]{0,12}"
    r"(8\d{1,3}(?:[ .\-]?\d){6,9})(?!\d)",
    re.IGNORECASE,
)
# Of each pattern one of these words must stand in the text.
_LINK_WORDS = frozenset({"wa", "whatsapp"})
_CALLED_WORDS = frozenset("hp nohp wa whatsapp telp telepon tlp tlpn hub hubungi kontak call".split())
_DIGIT = r"(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|lapan|sembilan)"
_SPELT_FIRST = frozenset({"nol", "kosong"})
_SPELT = re.compile(rf"\b(?:nol|kosong)(?:[\s,.\-]{{1,3}}{_DIGIT}){{7,13}}\b", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}([./\- ])\d{1,2}\1(?:19|20)\d\d")
_FEWEST, _MOST = 9, 14  # digits of a number with its prefix


def find(reading: Reading) -> Iterator[Found]:
    """Every number in the text, with or without prefix, in figures or in words."""
    text = reading.text
    if not _SPELT_FIRST.isdisjoint(reading.vocabulary):
        for match in _SPELT.finditer(text):
            yield Found(match.start(), match.end(), Kind.PHONE)
    if not reading.has_long_number:
        return
    for pattern in (_MOBILE, _LANDLINE):
        for match in pattern.finditer(text):
            digits = sum(character.isdigit() or character == "O" for character in match[0])
            if _FEWEST <= digits <= _MOST and not _DATE.match(match[0]):
                yield Found(match.start(), match.end(), Kind.PHONE)
    for pattern, called in ((_LINK, _LINK_WORDS), (_CALLED, _CALLED_WORDS)):
        for match in pattern.finditer(text) if not called.isdisjoint(reading.vocabulary) else ():
            yield Found(*match.span(1), Kind.PHONE)
