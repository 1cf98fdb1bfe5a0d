"""When a unit may write: days and deadlines on the government's own clock."""

from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.assessment.states import AssessmentState, RoundState


class Window(StrEnum):
    """Whether the unit may still write."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


def start_of_day(day: date, zone: str) -> datetime:
    """The first moment of a day in the government's zone, in UTC."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def end_of_day(day: date, zone: str) -> datetime:
    """The last second of a day in the government's zone, in UTC: a deadline "31 Oktober" means 23.59 there."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone)).astimezone(UTC)


def deadline(closes_at: datetime, extended_until: datetime | None) -> datetime:
    """The moment that counts for one assessment: its own extension, if that is later than the round's closing."""
    return closes_at if extended_until is None else max(closes_at, extended_until)


def writing_window(
    now: datetime,
    *,
    opens_at: datetime,
    closes_at: datetime,
    extended_until: datetime | None = None,
    round_state: RoundState = RoundState.OPEN,
) -> Window:
    """Whether a unit may write at `now`. A round closed by hand is closed even before its deadline."""
    if round_state is RoundState.CLOSED:
        return Window.CLOSED
    if now < opens_at:
        return Window.NOT_YET
    return Window.OPEN if now <= deadline(closes_at, extended_until) else Window.CLOSED


def days_left(now: datetime, until: datetime, zone: str) -> int:
    """Calendar days from today to the deadline's day in the government's zone: 0 is today, below 0 is past."""
    local = ZoneInfo(zone)
    return (until.astimezone(local).date() - now.astimezone(local).date()).days


def is_late(state: AssessmentState, now: datetime, until: datetime) -> bool:
    """Not in the coordinator's hands although the deadline is over."""
    return state in (AssessmentState.DRAFT, AssessmentState.RETURNED) and now > until
