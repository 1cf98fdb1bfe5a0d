"""Numbers of bank accounts, known by the words before them: "rek. BRI 3456-01-…"."""

import re
from collections.abc import Iterator

from app.complaints.masking.kinds import Found, Kind
from app.complaints.masking.reading import Reading

_NUMBER = r"(\d(?:[ .\-]?\d){7,19})(?!\d)"
_BANK = r"(?:bri|bni|bca|bsi|btn|mandiri|cimb|danamon|permata|muamalat|mega|bukopin|bpd|bank\s+[a-z]+)"
_CALLED = re.compile(
    rf"(?<!kode\s)\b(?:no(?:mor|\.)?\s?)?(?:rekening|rek|norek)\b(?!\s+(?:belanja|kegiatan|listrik|air))"
    rf"[^\d\n]{{0,30}}{_NUMBER}",
    re.IGNORECASE,
)
_SENT = re.compile(rf"\b(?:transfer|tf|kirim uang|setor)\b[^\d\n]{{0,15}}{_NUMBER}", re.IGNORECASE)
_AT_BANK = re.compile(rf"\b{_BANK}\b[ :.\-]{{0,3}}(?:no\.?\s*)?{_NUMBER}", re.IGNORECASE)
_BANK_AFTER = re.compile(
    rf"(?<![\d.,]){_NUMBER}\s*\(?\s*(?:bank\s)?(?:bri|bni|bca|bsi|mandiri)\b", re.IGNORECASE
)
_WORDS = frozenset(
    """
    bank bca bni bpd bri bsi btn bukopin cimb danamon kirim mandiri mega muamalat norek permata rek rekening
    setor tf transfer
    """.split()
)
_MONEY_BEFORE = re.compile(r"rp\.?\s*$", re.IGNORECASE)
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_FEWEST = 8


def find(reading: Reading) -> Iterator[Found]:
    """Every account number in the text; amounts of rupiah and codes of the budget are none."""
    text = reading.text
    if not reading.has_long_number or _WORDS.isdisjoint(reading.vocabulary):
        return
    for pattern in (_CALLED, _SENT, _AT_BANK, _BANK_AFTER):
        for match in pattern.finditer(text):
            start, end = match.span(1)
            digits = sum(character.isdigit() for character in match[1])
            amount = _AMOUNT.fullmatch(match[1]) or _MONEY_BEFORE.search(text[max(start - 5, 0) : start])
            if digits >= _FEWEST and not amount:
                yield Found(start, end, Kind.ACCOUNT)
