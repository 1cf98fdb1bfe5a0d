"""A period beside another: the same period of the year before, or the one that ended just before.

Shares are compared in percentage points, always with the volumes they rest on beside them.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from app.complaints.statistics.groups import GroupFigures
from app.complaints.statistics.months import first_day, last_day, month_of, preceding


@dataclass(frozen=True, slots=True)
class Period:
    """Days of arrival, both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def is_whole_months(self) -> bool:
        return self.start.day == 1 and self.end == last_day(month_of(self.end))


def year_before(period: Period) -> Period:
    """The same days of the year before. A month stays whole: 28 February becomes 29 February of a leap year."""
    start, end = _a_year_back(period.start), _a_year_back(period.end)
    if period.end == last_day(month_of(period.end)):
        end = last_day(month_of(end))
    return Period(start, end)


def just_before(period: Period) -> Period:
    """The period of the same length that ended the day before; of whole months, as many whole months."""
    end = period.start - timedelta(days=1)
    if not period.is_whole_months:
        return Period(end - timedelta(days=period.days - 1), end)
    month, months = month_of(period.start), _months(period)
    for _ in range(months):
        month = preceding(month)
    return Period(first_day(month), end)


def known_part(period: Period, last_known: date) -> Period | None:
    """A period as far as the data reach, so that half a year is not compared with a whole one. None: not at all."""
    if last_known < period.start:
        return None
    return Period(period.start, min(period.end, last_known))


def _a_year_back(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))


def _months(period: Period) -> int:
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure in two periods; shares are fractions. `of_now` and `of_before`: how many complaints they rest on."""

    name: str
    now: float | None
    before: float | None
    of_now: int
    of_before: int
    kind: str  # "count", "share" or "days"
    stage: str | None = None

    @property
    def difference(self) -> float | None:
        """Now less before: a count, working days, or a fraction to be read as percentage points. None: unknown."""
        return None if self.now is None or self.before is None else self.now - self.before


def compare(now: GroupFigures, before: GroupFigures) -> tuple[Compared, ...]:
    """The main figures of two periods side by side."""
    found = [
        Compared("incoming", now.incoming, before.incoming, now.incoming, before.incoming, "count"),
        Compared(
            "followed_up",
            now.followed_up_share,
            before.followed_up_share,
            now.incoming,
            before.incoming,
            "share",
        ),
        Compared("closed", now.closed_share, before.closed_share, now.incoming, before.incoming, "share"),
    ]
    for name, stage in now.stages.items():
        other = before.stages[name]
        found.append(
            Compared(
                f"in_time_{name}",
                stage.in_time_share,
                other.in_time_share,
                stage.measured,
                other.measured,
                "share",
                name,
            )
        )
    for name in ("follow_up", "resolve"):
        one, other = now.stages[name], before.stages[name]
        found.append(
            Compared(f"mean_{name}", one.mean_days, other.mean_days, one.ended, other.ended, "days", name)
        )
    return tuple(found)
