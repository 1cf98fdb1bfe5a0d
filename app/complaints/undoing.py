"""When an import can be undone, and which complaints must stay although it is. Pure."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

# So long an import can be undone and its rejected rows can be mended: two monthly meetings lie within, and copies of
# texts are not kept for longer than somebody may need them.
KEPT = timedelta(days=30)
# So long an upload that nobody goes on with is kept; it may name reporters.
UNFINISHED_KEPT = timedelta(days=7)


class Why(StrEnum):
    """Why a complaint stays as it is when an import that brought or changed it is undone."""

    CHANGED_LATER = "changed_later"  # another import told something else
    SEEN_LATER = "seen_later"  # another import told the same
    HANDLED = "handled"  # somebody worked on it here


class Happened(NamedTuple):
    """An entry of a complaint's history, as far as it matters here."""

    at: datetime
    import_id: str | None
    is_undoing: bool


def why_it_stays(history: Sequence[Happened], since: datetime, import_id: str) -> Why | None:
    """Why a complaint that this import brought or changed at `since` may not go back; None if it may.

    What another import changed and what was taken back of that again does not count.
    """
    taken_back = {entry.import_id for entry in history if entry.is_undoing}
    for entry in history:
        if entry.at < since or entry.import_id == import_id or entry.is_undoing:
            continue
        if entry.import_id is None:
            return Why.HANDLED
        if entry.import_id not in taken_back:
            return Why.CHANGED_LATER
    return None


def mark(complaint_id: str) -> int:
    """Eight bytes that stand for a complaint.

    Two of a million complaints share a mark once in thirty million registers; then one more stays than must.
    """
    return int.from_bytes(hashlib.blake2b(complaint_id.encode(), digest_size=8).digest(), "little")
