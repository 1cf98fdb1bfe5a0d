from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.complaints.calendar import DayKind, FreeDay, OutsideCalendarError, working_calendar
from app.complaints.calendar_years import YearState, not_complete, year_states
from app.complaints.decree_days import national_free_days

FREE = list(national_free_days())
MAKASSAR = working_calendar({free.day for free in FREE}, "Asia/Makassar")


def test_lebaran_2022_with_cuti_bersama():
    assert MAKASSAR.add(date(2022, 4, 27), 5) == date(2022, 5, 12)


def test_lebaran_2022_without_cuti_bersama():
    national_only = working_calendar(
        {free.day for free in FREE if free.kind is not DayKind.CUTI_BERSAMA}, "Asia/Makassar"
    )
    assert national_only.add(date(2022, 4, 27), 5) == date(2022, 5, 6)


def test_cuti_bersama_counts_match_the_decrees():
    counted = {
        year: sum(free.day.year == year and free.kind is DayKind.CUTI_BERSAMA for free in FREE)
        for year in range(2021, 2027)
    }
    assert counted == {2021: 1, 2022: 4, 2023: 11, 2024: 10, 2025: 11, 2026: 8}


def test_moved_days_and_elections_of_2019_and_2021():
    kinds = {free.day: free.kind for free in FREE}
    assert kinds[date(2021, 8, 11)] is DayKind.NATIONAL
    assert kinds[date(2021, 10, 20)] is DayKind.NATIONAL
    assert kinds[date(2019, 4, 17)] is DayKind.ELECTION
    assert date(2021, 12, 24) not in kinds


def test_every_day_is_listed_once():
    assert len({free.day for free in FREE}) == len(FREE)


def test_the_day_belongs_to_the_governments_clock():
    late_on_monday_in_utc = datetime(2021, 10, 4, 16, 30, tzinfo=UTC)
    assert MAKASSAR.local_day(late_on_monday_in_utc) == date(2021, 10, 5)
    assert working_calendar((), "Asia/Jakarta").local_day(late_on_monday_in_utc) == date(2021, 10, 4)


def test_deadline_is_the_first_moment_too_late():
    start = datetime(2021, 10, 4, 1, tzinfo=UTC)  # Monday 09.00 in Sinjai
    due = MAKASSAR.deadline(start, 3)
    assert due == datetime(2021, 10, 8, 0, tzinfo=ZoneInfo("Asia/Makassar"))
    assert MAKASSAR.elapsed(start, due - timedelta(seconds=1)) == 3


def test_weekend_arrival_counts_from_monday():
    saturday = datetime(2021, 10, 2, 3, tzinfo=UTC)
    monday = datetime(2021, 10, 4, 3, tzinfo=UTC)
    assert MAKASSAR.elapsed(saturday, monday) == 1
    assert MAKASSAR.elapsed(saturday, saturday + timedelta(days=1)) == 0


def test_an_end_before_the_start_is_negative():
    monday = datetime(2021, 10, 4, 3, tzinfo=UTC)
    assert MAKASSAR.elapsed(monday, monday - timedelta(days=7)) == -5


def test_years_beyond_the_calendar_are_refused():
    with pytest.raises(OutsideCalendarError):
        MAKASSAR.is_working(date(1950, 1, 1))


def test_working_days_between_includes_both_ends():
    assert MAKASSAR.working_days_between(date(2021, 10, 4), date(2021, 10, 8)) == 5
    assert MAKASSAR.working_days_between(date(2021, 10, 9), date(2021, 10, 10)) == 0
    assert MAKASSAR.working_days_between(date(2021, 10, 10), date(2021, 10, 9)) == 0


def test_listed_days_that_are_estimates_say_so():
    assert [free.day for free in FREE if free.estimate] == [
        date(2027, 3, 10),
        date(2027, 3, 11),
        date(2027, 5, 17),
    ]


def test_how_far_a_year_is_filled():
    bare = FreeDay(date(2029, 1, 1), DayKind.NATIONAL, "Tahun Baru")
    local = FreeDay(date(2030, 2, 27), DayKind.LOCAL, "Hari Jadi")
    states = year_states([*FREE, bare, local], (2016, 2022, 2027, 2028, 2029, 2030))
    assert states == {
        2016: YearState.EMPTY,
        2022: YearState.COMPLETE,
        2027: YearState.ESTIMATED,
        2028: YearState.EMPTY,
        2029: YearState.WITHOUT_JOINT_LEAVE,
        2030: YearState.EMPTY,
    }
    assert not_complete(states) == [2016, 2027, 2028, 2029, 2030]
