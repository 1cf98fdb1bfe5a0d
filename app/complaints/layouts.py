"""What makes two files alike: their headings, whatever the order of the columns. Pure."""

import hashlib
from collections.abc import Sequence

from app.complaints.import_formats.fields import fold


def folded(headings: Sequence[str]) -> list[str]:
    """The headings as they are compared; empty ones are none."""
    return [plain for plain in map(fold, headings) if plain]


def signature_of(headings: Sequence[str]) -> str:
    """What files with the same headings have in common: 32 hexadecimal digits."""
    return hashlib.blake2b("\n".join(sorted(folded(headings))).encode(), digest_size=16).hexdigest()
