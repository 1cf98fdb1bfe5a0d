"""The one clock of the application, and the day that it is in Indonesia."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

NATIONAL_ZONE = "Asia/Jakarta"  # the capital's: for whatever belongs to no government


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def day_in(zone: str = NATIONAL_ZONE, now: datetime | None = None) -> date:
    """The calendar day in a zone (IANA name) at an aware moment, by default now.

    From 15.00 UTC in WIT (17.00 in WIB) it is tomorrow already: the day of UTC is nobody's day here.
    """
    return (now or utc_now()).astimezone(ZoneInfo(zone)).date()
