"""Months, and tallies written down and read back."""

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.complaints.calendar import working_calendar
from app.complaints.rules import Klass, Origin, Status
from app.complaints.sla import JUDGED_STAGES, ClockState
from app.complaints.statistics.cells import ALL_UNITS, TOTAL, cells, summed
from app.complaints.statistics.coding import absorb, as_plain
from app.complaints.statistics.facts import COUNTED, facts, tallies
from app.complaints.statistics.months import (
    cut_months,
    following,
    last_day,
    month_of,
    months_between,
    preceding,
    quarter_of,
    whole_months,
)
from app.complaints.statistics.series import received_at_age
from app.complaints.statistics.tally import Tally

MAKASSAR = ZoneInfo("Asia/Makassar")
days = st.dates(date(2020, 1, 1), date(2022, 12, 31))


@given(st.none() | days, st.none() | days)
def test_whole_and_cut_months_make_the_period_and_nothing_twice(start, end):
    first, last = whole_months(start, end)
    spans = cut_months(start, end)
    for day in (date(2020, 1, 1), date(2022, 12, 31), *(d for d in (start, end) if d)):
        near = [day.replace(day=1), last_day(month_of(day)), day]
        for one in near:
            inside = (start is None or one >= start) and (end is None or one <= end)
            times = (first <= month_of(one) <= last) + sum(a <= one <= b for a, b in spans)
            assert times == inside


def test_months_follow_each_other():
    assert (following("2021-12"), preceding("2021-01")) == ("2022-01", "2020-12")
    assert list(months_between("2020-11", "2021-02")) == ["2020-11", "2020-12", "2021-01", "2021-02"]
    assert [quarter_of(f"2021-{n:02d}") for n in (1, 3, 4, 12)] == [
        "2021-Q1",
        "2021-Q1",
        "2021-Q2",
        "2021-Q4",
    ]


# As SQLite gives them: in UTC, and without saying so.
moments = st.datetimes(datetime(2021, 1, 1), datetime(2021, 12, 31))  # noqa: DTZ001


@st.composite
def rows(draw):
    row = {
        "unit_id": draw(st.sampled_from([None, "u1", "u2"])),
        "month": "2021-05",
        "klass": draw(st.sampled_from([None, *Klass])),
        "channel": draw(st.sampled_from(["", "SMS"])),
        "category": draw(st.sampled_from(["", "Jalan", "Air"])),
        "area": "",
        "source": "SP4N-LAPOR!",
        "status": draw(st.sampled_from(list(Status))),
        "followed_up": draw(st.booleans()),
        "rating": draw(st.sampled_from([None, 1.0, 4.5])),
        "received_on": draw(st.dates(date(2021, 5, 1), date(2021, 5, 31))),
        "closed_at": draw(st.none() | moments),
        "archived_at": draw(st.none() | moments),
        "origin": draw(st.sampled_from(list(Origin))),
        "reopen_count": draw(st.integers(0, 2)),
    }
    for stage in JUDGED_STAGES:
        state = draw(st.sampled_from(list(ClockState)))
        ended = state in (ClockState.IN_TIME, ClockState.LATE)
        row[f"{stage}_state"] = state
        row[f"{stage}_due"] = draw(moments).replace(microsecond=0)
        row[f"{stage}_days"] = draw(st.integers(0, 90)) if ended else None
    return tuple(row[name] for name in COUNTED)


@given(st.lists(rows(), max_size=12))
def test_what_is_written_down_is_read_back(some):
    whole = tallies(facts(some, MAKASSAR), [""] * len(some)).get("", Tally())
    read = Tally()
    absorb(read, json.loads(json.dumps(as_plain(whole))))
    assert read == whole


@given(st.lists(rows(), max_size=12), st.lists(rows(), max_size=12))
def test_tallies_of_parts_add_up_to_those_of_the_whole(some, others):
    def plain(part):
        return [
            (subject, dimension, {key: json.loads(json.dumps(as_plain(one))) for key, one in groups.items()})
            for subject, split in cells(facts(part, MAKASSAR)).items()
            for dimension, groups in split.items()
        ]

    assert summed(plain(some) + plain(others)) == cells(facts(some + others, MAKASSAR))


def test_a_closing_counts_in_the_month_of_the_governments_own_clock():
    row = dict.fromkeys(COUNTED)
    row |= {"status": "finished", "month": "2021-05", "origin": "import", "reopen_count": 0}
    row |= {"closed_at": datetime(2021, 5, 31, 16, 0)}  # noqa: DTZ001  # midnight in Sinjai
    row |= {"received_on": date(2021, 5, 3)}
    found = cells(facts([tuple(row[name] for name in COUNTED)], MAKASSAR))[ALL_UNITS][TOTAL][""]
    assert found.closed_in == {"2021-06": 1}


@given(days, st.integers(0, 70), st.integers(0, 30))
def test_the_days_of_arrival_of_an_age(today, low, more):
    calendar = working_calendar([date(2021, 5, 13), date(2021, 5, 14)], "Asia/Makassar")

    def age(day):
        return calendar.working_days_between(day + timedelta(days=1), today)

    first, last = received_at_age(age, today, low, low + more)
    for back in range(150):
        day = today - timedelta(days=back)
        inside = (first is None or day >= first) and (last is None or day <= last)
        assert inside == (low <= age(day) <= low + more)
    assert received_at_age(age, today, 0, None) == (None, None)
