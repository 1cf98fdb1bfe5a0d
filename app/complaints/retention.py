"""How long the words of a complaint are kept: months after it ended, by class, in dated rules. Pure.

The periods are the installation's own ("kebijakan instalasi"), not a regulation's text. The ministry sets them for all;
a government may keep shorter, never longer. Figures do not need the words and stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.complaints.rules import Klass

EVER_SINCE = date(2015, 1, 1)
FEWEST_MONTHS, MOST_MONTHS = 1, 120


@dataclass(frozen=True)
class Period:
    """So many months from this day on, for one class or (None) for every class that has no period of its own."""

    klass: Klass | None
    months: int
    valid_from: date


# What holds while nobody has decided otherwise. Supervisory complaints may be needed in proceedings, which take years.
DEFAULT_PERIODS = (
    Period(None, 24, EVER_SINCE),
    Period(Klass.SUPERVISORY, 60, EVER_SINCE),
)


def period_in_force(periods: Iterable[Period], klass: Klass | None, day: date) -> Period | None:
    """The latest period of this class that has begun; else of all classes; None if none has."""
    begun = [period for period in periods if period.valid_from <= day]
    for wanted in dict.fromkeys((klass, None)):
        own = [period for period in begun if period.klass == wanted]
        if own:
            return max(own, key=lambda period: period.valid_from)
    return None


def months_kept(klass: Klass | None, common: Iterable[Period], own: Iterable[Period], day: date) -> int:
    """Months for which the words of a complaint of this class are kept, as things stand on `day`.

    `common` are the installation's periods (the defaults if there is none), `own` the government's, which only shorten.
    """
    general = period_in_force((*DEFAULT_PERIODS, *common), klass, day)
    shorter = period_in_force(own, klass, day)
    months = general.months if general else DEFAULT_PERIODS[0].months
    return min(months, shorter.months) if shorter else months


def last_day_to_remove(today: date, months: int) -> date:
    """What ended on this day or before is past its keeping today (31 May minus 3 months is 28 February)."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    for day in range(today.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(today.day, 28))


def removed_on(ended: date, months: int) -> date:
    """The first day on which what ended on `ended` is past its keeping."""
    year, month = divmod(ended.year * 12 + ended.month - 1 + months, 12)
    try:
        return date(year, month + 1, ended.day)
    except ValueError:  # there is no 30 February: the day after the month's last
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which a day ends on this clock."""
    return datetime.combine(day + timedelta(days=1), time.min, zone)
