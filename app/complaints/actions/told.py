"""What a source tells about a complaint: as columns, as a fingerprint, and as JSON can hold it."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any

from app.complaints.import_formats.fields import Incoming
from app.complaints.rules import Klass, Status

# In the order in which it is fingerprinted. Appending a field marks every complaint as changed once.
TOLD = (
    "title",
    "text",
    "klass",
    "category",
    "channel",
    "area",
    "raw_unit",
    "reported_status",
    "received_at",
    "verified_at",
    "first_follow_up_at",
    "last_follow_up_at",
    "closed_at",
    "closed_automatically",
    "postponed_at",
    "resumed_at",
    "archived_at",
    "rating",
)
told_of = attrgetter(*TOLD)
_CATEGORY = TOLD.index("category")
# The history says that these changed, not what they said: a correction may remove what should never have been
# there.
TEXTS = ("title", "text")


def told_values(told: Incoming) -> dict[str, Any]:
    """The columns that a source fills."""
    return dict(zip(TOLD, told_of(told), strict=True))


def content_hash(told: Incoming) -> str:
    """A fingerprint of everything a source tells about a complaint; equal fingerprints mean nothing changed.

    Categories count whatever their case, because the register keeps one spelling of each.
    """
    values = [
        value.timestamp() if isinstance(value, datetime) else value and str(value) for value in told_of(told)
    ]
    values[_CATEGORY] = told.category.casefold()
    return hashlib.blake2b(repr(values).encode(), digest_size=16).hexdigest()


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What changed, as the history keeps it: field → [before, after]; of title and text only that they changed."""
    return {
        name: None if name in TEXTS else [plain(before[name]), plain(after[name])]
        for name in TOLD
        if before[name] != after[name]
    }


def plain(value: Any) -> Any:
    """A told value as JSON holds it; moments as ISO text."""
    return value.isoformat() if isinstance(value, datetime) else value


def unplain(name: str, value: Any) -> Any:
    """The reverse of `plain` for the field of this name."""
    if value is None:
        return None
    if name.endswith("_at"):
        return datetime.fromisoformat(value)
    if name == "klass":
        return Klass(value)
    return Status(value) if name == "reported_status" else value
