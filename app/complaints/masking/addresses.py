"""Addresses, as far as they lead to a house.

Where somebody says that it is a home ("alamat saya …", "tinggal di …"), road or hamlet, number, block, RT and RW are
masked; village and district stay. Of any other address the house number, block, RT and RW: the road itself must stay,
or nobody finds what is to be repaired. A road without a house is no address: "Jalan Persatuan Raya rusak".
"""

import re
from collections.abc import Iterator

from app.complaints.masking.kinds import Found, Kind
from app.complaints.masking.reading import Reading
from app.complaints.masking.words import ABOVE_A_HOME, HAMLETS, HOMES, ROADS, STOP_WORDS

_NUMBER = (
    r"(?:(?:nomor|nomer|no|nmr|nmo)\b\s?[.:]?|\#)\s?\d{1,4}(?:\s?[A-Za-z])?\b"
    r"(?:\s?/\s?\d{1,4})?(?![\d/.]*[/.]\w)"  # not the number of a letter: 012/DKM/II/2021
)
_BLOCK = (
    r"blok\s+[A-Z]{1,2}\s?\d{0,3}(?:\s?[/\-.,]?\s?(?:(?:no|nomor)\b\.?\s?)?\d{1,4}[A-Z]?)?\b"
    r"|kav(?:ling|eling)?\.?\s?\d{1,4}[A-Z]?\b"
)
_FIGURE = r"\s?[.:]?\s?\d{1,3}"
_RT = (
    rf"r\.?t\.?\s?/\s?r\.?w\.?{_FIGURE}\s?/\s?\d{{1,3}}"  # RT/RW 01/02
    rf"|r\.?t\.?{_FIGURE}(?:\s?[/,.\-]?\s?r\.?w\.?{_FIGURE})?"
    rf"|r\.?w\.?{_FIGURE}"
)
_HOUSE = re.compile(rf"(?:{_NUMBER}|{_BLOCK})", re.IGNORECASE)
_NEIGHBOURS = re.compile(rf"(?:{_RT})(?!\d)", re.IGNORECASE)
_NAMED = re.compile(rf"(?:{'|'.join(sorted(ROADS | HAMLETS, key=len, reverse=True))})\b\.?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;:/.\-]{0,3}")
_WORD = re.compile(r"[\s.]{0,2}([\w'’\-]+)")
_BARE_NUMBER = re.compile(
    r"\s(\d{1,3}[A-Za-z]?)(?=\s*(?:$|[,;\n)]|\.(?!\d)|\s(?:rt|rw|kel|desa|ds|kec|lantai|lt)\b))",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"(?:(?:ber)?alamat(?:kan)?(?:\s+(?:saya|sy|kami|rumah|lengkap|tinggal|domisili|asal|pelapor)){0,2}\s?[:=]?\s?"
    r"(?:di\s)?|(?:ber)?tinggal(?:\s+(?:saya|kami))?\s+di\s|(?:ber)?domisili\s?(?:di|:)?\s"
    r"|(?:rumah|rmh)\s+(?:saya|sy|kami|ku)\s?(?:di|:)?\s?|rumahku\s?(?:di)?\s)\s?",
    re.IGNORECASE,
)
_LEADING = HOMES | ROADS | HAMLETS
_MOST_WORDS = 6  # of a road's or hamlet's name


def find(reading: Reading) -> Iterator[Found]:
    """Every address that leads to a house."""
    text = reading.text
    if _LEADING.isdisjoint(reading.vocabulary):
        return
    for place, low in enumerate(reading.lows):
        if low in HOMES:
            cue = _HOME.match(text, reading.starts[place])
            start, end = (cue.end(), _home(text, cue.end())) if cue else (0, None)
        elif low == "dari" and place + 1 < len(reading) and reading.lows[place + 1] in ROADS:
            start = reading.starts[place + 1]
            end = _home(text, start, needs_house=True)
        elif low in ROADS or low in HAMLETS:
            start, end = _house_after(text, reading.ends[place])
        else:
            continue
        if end is not None:
            yield Found(start, end, Kind.ADDRESS)


def _home(text: str, start: int, *, needs_house: bool = False) -> int | None:
    """Where the address that begins at `start` ends; None if there is none."""
    place, end, has_house = start, None, False
    while True:
        named = _NAMED.match(text, place)
        if named:
            after = _name_end(text, named.end())
            number = _BARE_NUMBER.match(text, after)
            has_house = has_house or number is not None
            end = number.end(1) if number else after
        else:
            part = _HOUSE.match(text, place) or _NEIGHBOURS.match(text, place)
            if part is None:
                return end if has_house or not needs_house else None
            end, has_house = part.end(), True
        place = _after_signs(text, end)


def _house_after(text: str, start: int) -> tuple[int, int | None]:
    """The house number or block after the name of a road or hamlet that begins at `start`, if one follows it."""
    after = _name_end(text, start)
    if after == start:
        return start, None  # "jalan nomor 12" is a road
    house = _HOUSE.match(text, _after_signs(text, after))
    if house:
        return house.start(), _rest(text, house.end())
    number = _BARE_NUMBER.match(text, after)
    if number:
        return number.start(1), _rest(text, number.end(1))
    return start, None


def _name_end(text: str, start: int) -> int:
    """The end of a road's or hamlet's name: before a number, an RT, or a word that belongs to the sentence."""
    place = start
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, place)
        after = _after_signs(text, place)
        if word is None or _HOUSE.match(text, after) or _NEIGHBOURS.match(text, after):
            break
        low = word[1].lower()
        if low in STOP_WORDS or low in ABOVE_A_HOME or (low[0].isdigit() and place > start and len(low) > 1):
            break
        place = word.end()
    return place


def _rest(text: str, end: int) -> int:
    """The end of further parts of the same address: block after number, RT and RW."""
    while True:
        place = _after_signs(text, end)
        part = _HOUSE.match(text, place) or _NEIGHBOURS.match(text, place)
        if part is None:
            return end
        end = part.end()


def _after_signs(text: str, place: int) -> int:
    between = _BETWEEN.match(text, place)
    return between.end() if between else place
