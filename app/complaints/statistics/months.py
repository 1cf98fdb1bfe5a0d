"""Months as keys ("2021-10"), and the days they span."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta


def month_of(day: date) -> str:
    """The month of a day: "2021-10"."""
    return f"{day.year:04d}-{day.month:02d}"


def first_day(month: str) -> date:
    """The first day of a month."""
    return date.fromisoformat(f"{month}-01")


def last_day(month: str) -> date:
    """The last day of a month."""
    first = first_day(month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def following(month: str) -> str:
    """The month after."""
    return month_of(last_day(month) + timedelta(days=1))


def preceding(month: str) -> str:
    """The month before."""
    return month_of(first_day(month) - timedelta(days=1))


def months_between(first: str, last: str) -> Iterator[str]:
    """Every month from one to another, both included."""
    while first <= last:
        yield first
        first = following(first)


def quarter_of(month: str) -> str:
    """The calendar quarter of a month: "2021-Q4"."""
    year, number = month.split("-")
    return f"{year}-Q{(int(number) + 2) // 3}"


def year_of(month: str) -> str:
    """The year of a month: "2021"."""
    return month[:4]


def days_of(period: str) -> tuple[date, date]:
    """The first and last day of a year ("2021"), a quarter ("2021-Q4") or a month ("2021-10")."""
    year, _, part = period.partition("-")
    if not part:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if part.startswith("Q"):
        last = 3 * int(part[1:])
        return date(int(year), last - 2, 1), last_day(f"{year}-{last:02d}")
    return first_day(period), last_day(period)


def whole_months(start: date | None, end: date | None) -> tuple[str, str]:
    """The first and the last month that lie whole between two days; the first after the last when none does."""
    first, last = "0000-00", "9999-99"
    if start is not None:
        first = month_of(start) if start.day == 1 else following(month_of(start))
    if end is not None:
        last = month_of(end) if end == last_day(month_of(end)) else preceding(month_of(end))
    return first, last


def cut_months(start: date | None, end: date | None) -> list[tuple[date, date]]:
    """The days of the months that a period cuts, at most one at its beginning and one at its end."""
    first, last = whole_months(start, end)
    found: list[tuple[date, date]] = []
    for day in (start, end):
        if day is None or first <= month_of(day) <= last:
            continue
        month = month_of(day)
        begins, ends = first_day(month), last_day(month)
        span = (max(start or begins, begins), min(end or ends, ends))
        if span not in found and span[0] <= span[1]:
            found.append(span)
    return found
