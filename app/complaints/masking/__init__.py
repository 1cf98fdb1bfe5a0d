"""Personal data in the texts of citizens, masked at the door: what is never stored cannot leak.

One module per kind; each finds, and here it is decided which finding wins and what stands in its place. Every door
uses `mask_personal_data`: import, manual entry, the interface for channels, notes of the history. Pure, and quick for
the many texts in which there is nothing to find.
"""

from collections.abc import Iterator

from app.complaints.masking import accounts, addresses, identity_numbers, mails, names, phones, plates
from app.complaints.masking.kinds import PLACEHOLDERS, Found, Kind
from app.complaints.masking.reading import Reading
from app.complaints.masking.suspicion import is_suspect

__all__ = ["PLACEHOLDERS", "Found", "Kind", "find_personal_data", "mask_personal_data"]

_ORDER = {kind: place for place, kind in enumerate(Kind)}


def mask_personal_data(text: str) -> str:
    """The text with personal data replaced by what they were: "[NIK disamarkan]".

    Masking twice changes nothing more.
    """
    found = find_personal_data(text)
    if not found:
        return text
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
    for found in sorted(_candidates(text), key=lambda one: (_ORDER[one.kind], one.start - one.end)):
        if all(found.end <= other.start or found.start >= other.end for other in kept):
            kept.append(found)
    return sorted(kept)


def _candidates(text: str) -> Iterator[Found]:
    reading = Reading(text)
    for module in (mails, identity_numbers, accounts, phones, plates, addresses, names):
        yield from module.find(reading)
