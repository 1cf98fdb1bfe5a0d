"""Reminders by plan, the time that is left, staggered closing, how busy it is."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from app.assessment.rules import (
    BUSY_SUBMISSIONS,
    Remaining,
    Traffic,
    WrongDays,
    end_of_day,
    read_days,
    remaining,
    reminder_dates,
    reminder_due,
    stagger,
    traffic,
    write_days,
)
from app.db.clock import day_in

PLAN = (14, 7, 3, 1)
WITA = "Asia/Makassar"
UNTIL = end_of_day(date(2021, 10, 31), WITA)


def at(day, hour=8):
    """That hour in October by the clock of WITA."""
    return datetime(2021, 10, day, hour, 30, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("14, 7, 3, 1", PLAN),
        ("1;3, 14,7,7", PLAN),
        ("", ()),
        (" 5 ", (5,)),
    ],
)
def test_days_are_read_the_farthest_first(text, days):
    assert read_days(text) == days
    assert read_days(write_days(days)) == days


@pytest.mark.parametrize("text", ["0", "61", "-1", "besok", "1,5,x", "3.5", "1,2,3,4,5,6,7,8,9,10,11", "²"])
def test_what_is_no_list_of_days_is_refused(text):
    with pytest.raises(WrongDays):
        read_days(text)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (at(17), 14),
        (at(24), 7),
        (at(28), 3),
        (at(30), 1),
        (at(29), None),
        (at(31), None),
        (at(24, 6), None),  # too early in the morning
        (at(24, 23), 7),
        (UNTIL + timedelta(hours=9), None),
    ],
)
def test_the_day_of_a_reminder_goes_by_the_governments_clock(now, due):
    """Nothing was missed: what was due before today was sent."""
    sent = {before for before, day in reminder_dates(UNTIL, WITA, PLAN) if day < day_in(WITA, now)}
    assert reminder_due(now, UNTIL, WITA, PLAN, sent=sent) == due


def test_the_same_moment_is_another_day_elsewhere():
    now = datetime(2021, 10, 23, 23, 30, tzinfo=UTC)  # 7.30 in WITA, 8.30 in WIT, and 6.30 in WIB
    assert reminder_due(now, UNTIL, WITA, PLAN) == 7
    assert reminder_due(now, end_of_day(date(2021, 10, 31), "Asia/Jayapura"), "Asia/Jayapura", PLAN) == 7
    assert reminder_due(now, end_of_day(date(2021, 10, 31), "Asia/Jakarta"), "Asia/Jakarta", PLAN) is None


def test_a_later_deadline_moves_the_plan():
    assert reminder_due(at(30), end_of_day(date(2021, 11, 6), WITA), WITA, PLAN) == 7
    assert reminder_dates(UNTIL, WITA, (7, 1)) == ((7, date(2021, 10, 24)), (1, date(2021, 10, 30)))


@pytest.mark.parametrize(
    ("before", "left"),
    [
        (timedelta(days=3, hours=5, minutes=7, seconds=59), Remaining(3, 5, 7)),
        (timedelta(hours=23, minutes=59), Remaining(0, 23, 59)),
        (timedelta(seconds=59), Remaining(0, 0, 0)),
        (timedelta(0), Remaining(0, 0, 0)),
        (timedelta(seconds=-1), None),
    ],
)
def test_the_time_that_is_left(before, left):
    assert remaining(UNTIL - before, UNTIL) == left


def test_provinces_are_spread_so_that_every_day_closes_about_as_many():
    loads = {f"{code}": code * 10 for code in range(11, 49)}
    found = stagger(loads, date(2021, 10, 25), 5)
    assert set(found) == set(loads)
    by_day: Counter[date] = Counter()
    for code, day in found.items():
        by_day[day] += loads[code]
    assert set(by_day) == {date(2021, 10, 25) + timedelta(days=place) for place in range(5)}
    assert max(by_day.values()) - min(by_day.values()) <= max(loads.values())
    assert found == stagger(dict(reversed(loads.items())), date(2021, 10, 25), 5)


def test_provinces_without_units_are_spread_too():
    found = stagger({"11": 0, "12": 0, "13": 0}, date(2021, 10, 25), 3)
    assert len(set(found.values())) == 3
    with pytest.raises(ValueError, match="at least one day"):
        stagger({"11": 0}, date(2021, 10, 25), 0)


def test_busy_is_what_was_counted():
    assert traffic(BUSY_SUBMISSIONS - 1) is Traffic.CALM
    assert traffic(BUSY_SUBMISSIONS) is Traffic.BUSY


class TestMissedReminders:
    """A day without workers is made up for once, and never by an older reminder."""

    UNTIL = datetime(2021, 10, 31, 15, 59, 59, tzinfo=UTC)  # 23.59 in Makassar
    DAYS = (14, 7, 3, 1)

    def due(self, day, **more):
        now = datetime(2021, 10, day, 1, tzinfo=UTC)  # 9 in the morning
        return reminder_due(now, self.UNTIL, "Asia/Makassar", self.DAYS, **more)

    def test_the_nearest_day_that_has_come_goes_out_late(self):
        assert self.due(26) == 7
        assert self.due(26, sent={14}) == 7

    def test_once(self):
        assert self.due(26, sent={7}) is None
        assert self.due(26, sent={14, 7}) is None

    def test_an_older_one_says_nothing_any_more(self):
        assert self.due(28, sent={14}) == 3, "today's own, not the one of the 24th"
        assert self.due(28, sent={3}) is None

    def test_the_last_day_makes_up_for_the_day_before(self):
        assert self.due(31) == 1
        assert self.due(31, sent={1}) is None

    def test_what_lay_before_the_round_or_before_this_deadline_was_not_missed(self):
        assert self.due(26, since=date(2021, 10, 24)) == 7
        assert self.due(26, since=date(2021, 10, 25)) is None
        assert self.due(24, since=date(2021, 10, 25)) == 7, "its own day is its own day"

    def test_before_the_first_day_nothing_is_due(self):
        assert self.due(10) is None
