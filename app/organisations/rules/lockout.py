"""When failed sign-ins lock, and for how long: always for a while, never for good."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

MOST_FAILURES = 5
WINDOW = timedelta(minutes=15)  # failures older than this are forgotten
LOCK = timedelta(minutes=15)


@dataclass(frozen=True)
class Attempts:
    """The failures for one account from one address. Moments are aware."""

    failures: int = 0
    first_failure_at: datetime | None = None
    locked_until: datetime | None = None

    def time_left(self, now: datetime) -> timedelta | None:
        """How long the lock still lasts, or None when there is none."""
        if self.locked_until is None or self.locked_until <= now:
            return None
        return self.locked_until - now

    def after_failure(self, now: datetime) -> "Attempts":
        """The state after one more failure; the fifth within the window locks."""
        is_fresh = (
            self.first_failure_at is not None
            and self.locked_until is None
            and now - self.first_failure_at < WINDOW
        )
        counted = (
            replace(self, failures=self.failures + 1)
            if is_fresh
            else Attempts(failures=1, first_failure_at=now)
        )
        if counted.failures >= MOST_FAILURES:
            return replace(counted, locked_until=now + LOCK)
        return counted


def minutes_left(left: timedelta) -> int:
    """The wait in whole minutes, rounded up, so that it is never too short."""
    return max(1, -(-int(left.total_seconds()) // 60))
