"""Which tallies a part of a month is put together from.

Of a large month the tallies of its first 5, 10, 15, 20 and 25 days are kept beside those of single days. So any part of
it is a handful of them added or taken away, where day by day it would be up to thirty.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from app.complaints.statistics.months import last_day, month_of

MARKED = (5, 10, 15, 20, 25)


def first_days(month: str, count: int) -> str:
    """The period of the first days of a month: "2021-10<15" for fifteen."""
    return f"{month}<{count:02d}"


def pieces(first: date, last: date) -> Mapping[str, int]:
    """Period → 1 where its tally is added, -1 where it is taken away; `first` and `last` lie in one month.

    What is taken away is always part of what is added.
    """
    month = month_of(first)
    alone = Counter(_day(month, day) for day in range(first.day, last.day + 1))
    together = _up_to(month, last.day)
    together.subtract(_up_to(month, first.day - 1))
    together = Counter({period: sign for period, sign in together.items() if sign})
    return min(alone, together, key=len)


def _up_to(month: str, day: int) -> Counter[str]:
    """The first days of a month, by the nearest of the tallies that are kept of it."""
    end = last_day(month).day
    nearest = min((0, *MARKED, end), key=lambda marked: abs(marked - day))
    found = Counter[str]()
    if nearest:
        found[month if nearest == end else first_days(month, nearest)] = 1
    found.update(_day(month, one) for one in range(nearest + 1, day + 1))
    found.subtract(_day(month, one) for one in range(day + 1, nearest + 1))
    return found


def _day(month: str, day: int) -> str:
    return f"{month}-{day:02d}"
