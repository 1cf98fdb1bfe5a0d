"""Personal data in the texts of citizens, masked at the door: what is never stored cannot leak.

One module per kind; each finds, and here it is decided which finding wins and what stands in its place. Every door
uses `mask_personal_data`: import, manual entry, the interface for channels, notes of the history. Pure, and quick for
the many texts in which there is nothing to find.
"""

from bisect import bisect_left

from app.complaints.masking import accounts, addresses, identity_numbers, mails, names, phones, plates
from app.complaints.masking.kinds import PLACEHOLDERS, Found, Kind
from app.complaints.masking.reading import Reading
from app.complaints.masking.suspicion import is_suspect

__all__ = ["PLACEHOLDERS", "Found", "Kind", "find_personal_data", "mask_personal_data"]

_MODULES = (mails, identity_numbers, accounts, phones, plates, addresses, names)
_ORDER = {kind: place for place, kind in enumerate(Kind)}


def mask_personal_data(text: str) -> str:
    """The text with personal data replaced by what they were: "[NIK disamarkan]".

    Masking twice changes nothing more.
    """
    if not is_suspect(text):
        return text
    found = find_personal_data(text, thorough=True)
    parts, place = [], 0
    for start, end, kind in found:
        parts += [text[place:start], PLACEHOLDERS[kind]]
        place = end
    return "".join([*parts, text[place:]])


def find_personal_data(text: str, *, thorough: bool = False) -> list[Found]:
    """What would be masked, in the order of the text; nothing overlaps. `thorough`: without the quick look first."""
    kept: list[Found] = []
    if not thorough and not is_suspect(text):
        return kept
    for found in sorted(_candidates(text), key=_precedence):
        # Nothing kept overlaps, so only the two neighbours can: a long text with many findings stays quick.
        place = bisect_left(kept, found)
        if (place == 0 or kept[place - 1].end <= found.start) and (
            place == len(kept) or found.end <= kept[place].start
        ):
            kept.insert(place, found)
    return kept


def _precedence(one: Found) -> tuple[int, int]:
    """What wins over what overlaps it: by kind, then the longer."""
    return _ORDER[one.kind], one.start - one.end


def _candidates(text: str) -> list[Found]:
    reading = Reading(text)
    found: list[Found] = []
    for module in _MODULES:
        found += module.find(reading)
    return found
