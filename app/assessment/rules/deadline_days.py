"""Reminders by plan, the time that is left, staggered closing, how busy it is: pure decisions.

Which days remind is configuration of a round; the default is ours, no regulation names it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.assessment.rules.window import days_left

REMINDER_DAYS = (14, 7, 3, 1)
FARTHEST = 60  # days before a deadline
MOST_REMINDERS = 10
FROM_HOUR = 7  # nobody is reminded in the middle of the night
BUSY_SUBMISSIONS = 30  # in `BUSY_MINUTES`, over all governments
BUSY_MINUTES = 10


class WrongDays(ValueError):
    """The text is no list of days before a deadline."""


def read_days(text: str) -> tuple[int, ...]:
    """ "14, 7, 3, 1" → (14, 7, 3, 1): the farthest first, each once; an empty text: no reminders.

    Raises `WrongDays` for anything but whole numbers of 1 to 60, and for more than ten of them.
    """
    parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    if not all(part.isdecimal() and 1 <= int(part) <= FARTHEST for part in parts):
        raise WrongDays(text)
    days = tuple(sorted({int(part) for part in parts}, reverse=True))
    if len(days) > MOST_REMINDERS:
        raise WrongDays(text)
    return days


def write_days(days: Sequence[int]) -> str:
    """The text that `read_days` reads."""
    return ", ".join(map(str, days))


def reminder_due(
    now: datetime,
    until: datetime,
    zone: str,
    days: Sequence[int],
    *,
    sent: Collection[int] = (),
    since: date = date.min,
) -> int | None:
    """Which of the days before the deadline is to be reminded of now; `None`: nothing is.

    It is the nearest one that has come, unless it was `sent`: a day without workers is made up for once, and an older
    one that was missed as well says nothing any more. Days before `since` (the round was not open yet, or the deadline
    was another one) were not missed. Days and hours go by the government's clock, and nobody is reminded before seven
    in the morning.
    """
    here = now.astimezone(ZoneInfo(zone))
    if here.hour < FROM_HOUR or now > until:
        return None
    left = days_left(now, until, zone)
    stage = min((each for each in days if each >= left), default=None)
    if stage is None or stage in sent:
        return None
    return stage if stage == left or here.date() - timedelta(days=stage - left) >= since else None


def reminder_dates(until: datetime, zone: str, days: Sequence[int]) -> tuple[tuple[int, date], ...]:
    """The days on which somebody with this deadline is reminded, as (days before, day)."""
    last = until.astimezone(ZoneInfo(zone)).date()
    return tuple((each, last - timedelta(days=each)) for each in days)


@dataclass(frozen=True, slots=True)
class Remaining:
    """The time until a deadline, in whole days, hours and minutes."""

    days: int
    hours: int
    minutes: int

    @property
    def is_last_day(self) -> bool:
        """Less than 24 hours."""
        return self.days == 0


def remaining(now: datetime, until: datetime) -> Remaining | None:
    """What is left; `None` when nothing is. Seconds are cut, so that nobody is promised a minute that is not there."""
    if now > until:
        return None
    minutes = int((until - now).total_seconds() // 60)
    return Remaining(minutes // 1440, minutes // 60 % 24, minutes % 60)


def stagger(loads: Mapping[str, int], first_day: date, days: int) -> dict[str, date]:
    """A closing day for each province so that each of `days` days in a row closes about as many units.

    `loads` counts the units of each province by its code. The largest go first, each to the day with the fewest units
    so far; equals go by code, so that the same provinces always get the same days. Raises `ValueError` for less than
    a day.
    """
    if days < 1:
        raise ValueError("at least one day")
    totals = [0] * days
    found = {}
    for code in sorted(loads, key=lambda each: (-loads[each], each)):
        place = totals.index(min(totals))
        totals[place] += max(1, loads[code])
        found[code] = first_day + timedelta(days=place)
    return found


class Traffic(StrEnum):
    """How busy it is."""

    CALM = "calm"
    BUSY = "busy"


def traffic(submissions: int) -> Traffic:
    """How busy it is by the submissions of the last ten minutes, of all governments together."""
    return Traffic.BUSY if submissions >= BUSY_SUBMISSIONS else Traffic.CALM
