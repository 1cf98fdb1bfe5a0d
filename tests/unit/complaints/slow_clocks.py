"""The clocks once more, written to be believed and not to be fast: it walks from day to day and looks each one up.

Nothing of the application is imported here. What `app.complaints.calendar`, `sla` and `judging` answer is compared with
this, for any moment of eleven years.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Pauses = list[tuple[datetime, datetime | None]]
SATURDAY, SUNDAY = 6, 7


class Office:
    """An office: its free days, and the clock on its wall."""

    def __init__(self, free: set[date], zone: str) -> None:
        self.free = free
        self.wall = ZoneInfo(zone)

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.wall).date()

    def is_open(self, day: date) -> bool:
        if day.isoweekday() in (SATURDAY, SUNDAY):
            return False
        return day not in self.free

    def midnight_after(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), time(0, 0), tzinfo=self.wall)

    def waits_on(self, day: date, pauses: Pauses, until: datetime | None) -> bool:
        """Whether the whole day belonged to the reporter: asked before it, and answered on it or later."""
        for asked, answered in pauses:
            end = answered
            if until is not None and (answered is None or answered > until):
                end = until
            began_before = self.day_of(asked) < day
            if began_before and (end is None or (end > asked and day <= self.day_of(end))):
                return True
        return False

    def used(self, start: datetime, end: datetime, pauses: Pauses) -> int:
        """The working days that a clock took; negative when the end lies before the start."""
        if self.day_of(end) < self.day_of(start):
            return -self.used(end, start, [])
        count, day = 0, self.day_of(start)
        while day < self.day_of(end):
            day += timedelta(days=1)
            if self.is_open(day) and not self.waits_on(day, pauses, end):
                count += 1
        return count

    def deadline(
        self, start: datetime, allowed: int, pauses: Pauses, until: datetime | None = None
    ) -> datetime:
        """Midnight at the end of the day on which the last allowed working day is used up."""
        left, day = allowed, self.day_of(start)
        while left:
            day += timedelta(days=1)
            if self.is_open(day) and not self.waits_on(day, pauses, until):
                left -= 1
        return self.midnight_after(day)

    def verdict(
        self,
        allowed: int,
        start: datetime,
        end: datetime | None,
        pauses: Pauses,
        now: datetime,
    ) -> tuple[str, datetime | None, int | None]:
        """State, deadline and used days of a clock that started."""
        if end is not None:
            if end < start:
                return "unknown", None, None
            due = self.deadline(start, allowed, pauses, end)
            return ("in_time" if end < due else "late"), due, self.used(start, end, pauses)
        seen = max(start, now)
        over: Pauses = [(asked, answered) for asked, answered in pauses if answered is not None]
        open_since = [asked for asked, answered in pauses if answered is None]
        due = self.deadline(start, allowed, over)
        used = self.used(start, seen, pauses)
        if open_since and open_since[0] < due:
            return "paused", None, used
        return ("open_late" if now >= due else "running"), due, used
