"""The one way to write a plan document down: the same data always gives the same bytes, and they give it back.

Keys sorted, no spaces, UTF-8, decimals as strings without superfluous zeros, moments in UTC: two people who serialise
the same plan get the same SHA-256, today and in ten years.
"""

import hashlib
import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from app.plans.document_data import PlanDocument

T = TypeVar("T")

FORMAT = 1  # raised when the shape changes; old submissions keep the number they were written with


class UnknownFormat(ValueError):
    """The JSON was written by a newer version of the application."""


def to_json(document: PlanDocument) -> str:
    """The canonical JSON of a document, without its `submission`, which is the receipt of exactly this text."""
    content = {"format": FORMAT, "document": _down(replace(document, submission=None))}
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def from_json(text: str) -> PlanDocument:
    """The document that `to_json` wrote. Raises UnknownFormat, ValueError or KeyError if it did not."""
    content = json.loads(text)
    if content.get("format") != FORMAT:
        raise UnknownFormat(str(content.get("format")))
    document: PlanDocument = _up(PlanDocument, content["document"])
    return document


def sha256(text: str) -> str:
    """The fingerprint of a canonical text, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def plain_decimal(value: Decimal) -> str:
    """A decimal without exponent or superfluous zeros: 3, 12.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _down(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _down(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _down(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_down(item) for item in value]
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value


def _up(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _up(next(part for part in arguments if part is not types.NoneType), value)
    if origin is tuple:
        return tuple(_up(arguments[0], item) for item in value)
    if origin is dict:
        return {_up(arguments[0], key): _up(arguments[1], item) for key, item in value.items()}
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _up(hints[name], item) for name, item in value.items()})  # type: ignore[operator]
    return _scalar(kind, value)


def _scalar(kind: Any, value: Any) -> Any:
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is date:
        return date.fromisoformat(value)
    if kind in (Decimal, int, float):
        return kind(value)
    return value


def write(value: Any) -> str:
    """The canonical JSON of plain frozen data other than a plan."""
    return json.dumps(
        _down(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def read(kind: type[T], text: str) -> T:
    """The data that `write` wrote."""
    found: T = _up(kind, json.loads(text))
    return found
