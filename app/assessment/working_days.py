"""Deadlines in working days, on the calendar that another package keeps.

The calendar of working days belongs to the complaint register, which this package does not know: a package above both
hands it in at registration. Without one, Saturdays and Sundays alone are free.
"""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.organisations.models import Government

# (government, start, working days) → the first moment that is too late, in UTC
Deadline = Callable[[Government, datetime, int], datetime]
_SATURDAY = 5

_calendars: dict[str, Deadline] = {}


def register_working_days(deadline: Deadline) -> None:
    """Let `deadline` count working days; a later registration replaces an earlier one."""
    _calendars["calendar"] = deadline


def working_deadline(government: Government, start: datetime, days: int) -> datetime:
    """The first moment that is too late: midnight at the end of the n-th working day after the day of `start`."""
    known = _calendars.get("calendar")
    return known(government, start, days) if known is not None else _by_weekdays(government, start, days)


def _by_weekdays(government: Government, start: datetime, days: int) -> datetime:
    zone = ZoneInfo(government.time_zone.value)
    day = start.astimezone(zone).date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < _SATURDAY
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
