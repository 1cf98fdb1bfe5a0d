"""Deadlines that are stored as seen at the arrival know of the pauses that came later."""

from datetime import UTC, datetime, timedelta

from app.complaints.calendar import working_calendar
from app.complaints.rules import Klass, Status, Times
from app.complaints.sla import SlaRules, clocks

MONDAY = datetime(2021, 10, 4, 1, tzinfo=UTC)
CALENDAR = working_calendar((), "Asia/Makassar")


def dues(pauses, now):
    times = Times(received=MONDAY, verified=MONDAY, pauses=pauses)
    found = clocks(times, Status.DISPOSED, Klass.NON_SUPERVISORY, SlaRules(), CALENDAR, now)
    return found[1].due, found[2].due


def day(number: int) -> datetime:
    return MONDAY + timedelta(days=number)


def test_a_pause_that_has_ended_moves_the_deadline_whenever_one_looks():
    pauses = ((day(1), day(3)), (day(4), day(7)))  # two working days, and one over the week-end
    expected = (datetime(2021, 10, 14, 16, tzinfo=UTC), datetime(2021, 10, 27, 16, tzinfo=UTC))
    assert dues(pauses, MONDAY) == expected
    assert dues(pauses, day(8)) == expected


def test_without_a_pause_nothing_moves():
    assert dues((), MONDAY)[0] == datetime(2021, 10, 11, 16, tzinfo=UTC)
