"""Number plates of private vehicles. Those of official cars stay: their misuse is what complaints are about."""

import re
from collections.abc import Iterator

from app.complaints.masking.kinds import Found, Kind
from app.complaints.masking.reading import Reading
from app.complaints.masking.words import TRAFFIC

_REGIONS = frozenset(
    """
    A AA AB AD AE AG B BA BB BD BE BG BH BK BL BM BN BP D DA DB DC DD DE DG DH DK DL DM DN DP DR DS DT DW E EA
    EB ED F G H K KB KH KT KU L M N P PA PB R S T W Z
    """.split()
)
_PLATE = re.compile(r"(?<![\w.])([A-Z]{1,2})[ \-]?(\d{1,4})[ \-]?([A-Z]{1,3})(?![\w])")
_CALLED = re.compile(
    r"\b(?:plat|nopol|nomor polisi|mobil|motor|truk|pickup)\b[^\d\n]{0,20}?"
    r"\b([a-z]{1,2}[ \-]?\d{3,4}[ \-]?[a-z]{1,3})\b",
    re.IGNORECASE,
)
# "BLT DD 500 RB" has the form of a plate: only a word about traffic makes it one.
_TRAFFIC = re.compile(rf"\b(?:{'|'.join(sorted(TRAFFIC))})\b", re.IGNORECASE)
_OFFICIAL = re.compile(r"\b(?:dinas|plat merah|randis|ambulans?|damkar|pemda|pemkab|pemkot)\b", re.IGNORECASE)
_NEAR = 60  # characters


def find(reading: Reading) -> Iterator[Found]:
    """Every plate in the text that is not said to be an official car's."""
    if TRAFFIC.isdisjoint(reading.vocabulary):
        return
    text = reading.text
    for match in _PLATE.finditer(text):
        before = text[max(match.start() - _NEAR, 0) : match.start()]
        if match[1] in _REGIONS and _TRAFFIC.search(before) and not _OFFICIAL.search(before):
            yield Found(match.start(), match.end(), Kind.PLATE)
    for match in _CALLED.finditer(text):
        if not _OFFICIAL.search(text[max(match.start() - _NEAR, 0) : match.start(1)]):
            yield Found(*match.span(1), Kind.PLATE)
