"""E-mail addresses, also written so that machines should not see them: "nama at gmail dot com"."""

import re
from collections.abc import Iterator

from app.complaints.masking.kinds import Found, Kind
from app.complaints.masking.reading import Reading

_PLAIN = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}")
_TOP = r"(?:com|co|id|net|org|info|biz|ac|go|sch|web|or|my|me|example|invalid)\b"
_DOT = r"(?:\s?[.,]\s?|\s{0,2}[(\[{]?\s?\b(?:dot|titik|tik)\b\s?[)\]}]?\s{0,2})"
_AT = r"(?:\s{0,2}@\s{0,2}|\s{0,2}[(\[{]\s?(?:at|et|@)\s?[)\]}]\s{0,2}|\s{1,2}(?:at|et)\s{1,2})"
_HIDDEN = re.compile(
    rf"[\w.+\-]{{1,64}}{_AT}[\w\-]{{1,63}}(?:{_DOT}[\w\-]{{2,63}}){{0,2}}{_DOT}{_TOP}(?:{_DOT}{_TOP})?",
    re.IGNORECASE,
)
_AT_WORDS = frozenset({"at", "et"})


def find(reading: Reading) -> Iterator[Found]:
    """Every address in the text."""
    text = reading.text
    if "@" not in text and _AT_WORDS.isdisjoint(reading.vocabulary):
        return
    for pattern in (_PLAIN, _HIDDEN):
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), Kind.MAIL)
