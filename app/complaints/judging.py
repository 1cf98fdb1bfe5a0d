"""From what a source told to what the register shows: status, colour, clocks, day and month on the local clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from app.complaints.calendar import WorkingCalendar
from app.complaints.rules import (
    HANDLED_HERE,
    Klass,
    Origin,
    Status,
    Times,
    derive_colour,
    derive_status,
    is_followed_up,
    resolved_at,
)
from app.complaints.sla import Clock, SlaRules, Stage, clocks


class Told(Protocol):
    """What a source tells about a complaint, whether fresh from a file or out of the register."""

    received_at: datetime
    verified_at: datetime | None
    first_follow_up_at: datetime | None
    last_follow_up_at: datetime | None
    closed_at: datetime | None
    closed_automatically: bool
    postponed_at: datetime | None
    resumed_at: datetime | None
    archived_at: datetime | None
    reported_status: Status | None
    klass: Klass | None
    origin: Origin
    replied_at: datetime | None

    @property
    def earlier_pauses(self) -> Sequence[Sequence[str]]:
        """Spans of waiting before the last one: [[from, until], …], ISO moments in UTC."""


def times_of(told: Told) -> Times:
    """The times of a complaint in the form that the rules judge."""
    postponed = told.postponed_at
    earlier = tuple(
        (datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in told.earlier_pauses
    )
    return Times(
        received=told.received_at,
        verified=told.verified_at,
        first_follow_up=told.first_follow_up_at,
        closed=told.closed_at,
        archived=told.archived_at,
        resolved=resolved_at(
            told.closed_at, told.closed_automatically, told.last_follow_up_at, told.first_follow_up_at
        ),
        pauses=(*earlier, (postponed, told.resumed_at)) if postponed is not None else earlier,
    )


# The derived columns, in the order in which `Judge.derived` gives them.
DERIVED = (
    "received_on",
    "month",
    "status",
    "colour",
    "followed_up",
    "verify_state",
    "verify_due",
    "verify_days",
    "follow_up_state",
    "follow_up_due",
    "follow_up_days",
    "resolve_state",
    "resolve_due",
    "resolve_days",
    "close_due",
)


@dataclass(frozen=True)
class Judge:
    """The calendar and the rules of one government."""

    calendar: WorkingCalendar
    rules: SlaRules

    def clocks(self, told: Told, now: datetime) -> tuple[Clock, Clock, Clock]:
        """The clocks of a complaint as they stand at `now`."""
        times = times_of(told)
        status = derive_status(times, told.reported_status)
        return clocks(times, status, told.klass, self.rules, self.calendar, now)

    def derived(self, told: Told) -> dict[str, Any]:
        """The derived columns of the register. Open clocks are stored as running with their deadline."""
        times = times_of(told)
        status = derive_status(times, told.reported_status)
        day = self.calendar.local_day(times.received)
        # Seen at the moment of arrival nothing is overdue yet: what is stored does not depend on when it is
        # computed.
        verify, follow_up, resolve = clocks(
            times, status, told.klass, self.rules, self.calendar, times.received
        )
        return {
            "received_on": day,
            "month": f"{day.year:04d}-{day.month:02d}",
            "status": status,
            "colour": derive_colour(times, status),
            "followed_up": is_followed_up(times, status),
            "verify_state": verify.state,
            "verify_due": verify.due,
            "verify_days": verify.working_days if verify.has_ended else None,
            "follow_up_state": follow_up.state,
            "follow_up_due": follow_up.due,
            "follow_up_days": follow_up.working_days if follow_up.has_ended else None,
            "resolve_state": resolve.state,
            "resolve_due": resolve.due,
            "resolve_days": resolve.working_days if resolve.has_ended else None,
            "close_due": self.close_due(told, status),
        }

    def close_due(self, told: Told, status: Status) -> datetime | None:
        """When a complaint that is handled here closes by itself: so many working days after the last answer.

        None while it is not answered, waits for the reporter, or the reporter wrote again and waits for us; after
        a pause the days begin anew. What an import tells is closed by its source.
        """
        answered = told.last_follow_up_at or told.first_follow_up_at
        if told.origin not in HANDLED_HERE or status is not Status.IN_PROCESS or answered is None:
            return None
        if told.replied_at is not None and told.replied_at > answered:
            return None
        day = self.calendar.local_day(told.received_at)
        allowed = self.rules.allowed(Stage.AUTO_CLOSE, told.klass, day)
        since = max(answered, told.resumed_at) if told.resumed_at is not None else answered
        return None if allowed is None else self.calendar.deadline(since, allowed)
