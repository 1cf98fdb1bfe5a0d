"""What stays as it was decided here, whatever a complaint's source tells afterwards."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Protocol

from app.complaints.models import EventKind

# What an official does here settles these fields for good: the channel cannot take it back.
_BY_KIND: dict[EventKind, tuple[str, ...]] = {
    EventKind.VERIFIED: ("verified_at", "raw_unit"),
    EventKind.ROUTED: ("raw_unit",),
    EventKind.DECLINED: ("raw_unit",),
    EventKind.FOLLOWED_UP: ("first_follow_up_at", "last_follow_up_at"),
    EventKind.POSTPONED: ("postponed_at", "resumed_at"),
    EventKind.RESUMED: ("postponed_at", "resumed_at"),
    EventKind.REPLIED: ("postponed_at", "resumed_at"),
    EventKind.CLOSED: ("closed_at", "closed_automatically", "archived_at"),
    EventKind.CLOSED_AUTOMATICALLY: ("closed_at", "closed_automatically", "archived_at"),
    EventKind.REOPENED: ("closed_at", "closed_automatically", "archived_at", "postponed_at", "resumed_at"),
    EventKind.ARCHIVED: ("closed_at", "closed_automatically", "archived_at"),
}
# And from the first step taken here on: clocks of what was done here count from the arrival as it stood then.
_ALWAYS = ("received_at",)


class Kept(Protocol):
    """A complaint in the register."""

    text_removed_at: datetime | None


def standing_fields(kinds: AbstractSet[EventKind], complaint: Kept) -> frozenset[str]:
    """The columns told by a source that stay as they are, given what happened to the complaint here."""
    standing: set[str] = set()
    for kind, fields in _BY_KIND.items():
        if kind in kinds:
            standing.update(fields, _ALWAYS)
    if complaint.text_removed_at is not None:
        standing.update(("title", "text"))  # past its keeping: it does not come back
    return frozenset(standing)
