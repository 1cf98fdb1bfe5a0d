"""What may stand in the log: plain values, and none that name a person who complained or give somebody away."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

HIDDEN = "•••"

# Fields whose values are personal or secret whatever they contain.
_HIDDEN_FIELDS = re.compile(
    r"password|secret|token|passphrase|email|phone|telepon|address|alamat|(^|_)nik($|_)|(^|_)nip($|_)|reporter|pelapor"
)
# 16 digits are a citizen's number; then mail addresses and Indonesian mobile numbers.
_HIDDEN_VALUES = re.compile(
    r"(?<!\d)\d{16}(?!\d)|[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\d)(?:\+?62[ -]?|0)8\d(?:[ -]?\d){6,10}(?!\d)"
)
# A fingerprint must stay whole: every few thousandth holds digits that look like a number of those above.
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_MAX_TEXT = 500  # characters; the log says that a text changed, it is no second copy of it


def plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """`values` as JSON can hold them, personal content hidden and long text cut.

    >>> plain({"state": "draft", "email": "a@b.id"})
    {'state': 'draft', 'email': '•••'}
    """
    if values is None:
        return None
    return {str(name): _field(str(name), value) for name, value in values.items()}


def _field(name: str, value: Any) -> Any:
    if _HIDDEN_FIELDS.search(name.lower()) and value not in (None, "", True, False):
        return HIDDEN
    return _value(value)


def _value(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case float():
            return value if value == value and abs(value) != float("inf") else None
        case Enum():
            return _value(value.value)
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Mapping():
            return {str(name): _field(str(name), inner) for name, inner in value.items()}
        case list() | tuple():
            return [_value(inner) for inner in value]
        case set() | frozenset():
            return [_value(inner) for inner in sorted(value, key=str)]
        case _:
            return _text(str(value))


def _text(text: str) -> str:
    if _FINGERPRINT.fullmatch(text):
        return text
    hidden = _HIDDEN_VALUES.sub(HIDDEN, text)
    return hidden if len(hidden) <= _MAX_TEXT else hidden[: _MAX_TEXT - 1] + "…"
