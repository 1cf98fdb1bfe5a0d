"""Letters that office formats can hold. A text field can hold more: a paste from another program brings them along."""

import re

# XML has no way to write these.
_IMPOSSIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def possible(text: str) -> str:
    """A text without the letters that no Word or OpenDocument file can hold."""
    return _IMPOSSIBLE.sub("", text)
