"""Periods beside each other, units side by side, and figures in addresses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.complaints.rules import Status
from app.complaints.sla import ClockState, Stage
from app.complaints.statistics import Tally
from app.complaints.statistics.comparing import Period, compare, just_before, known_part, year_before
from app.complaints.statistics.figure_keys import FigureKey, FigureKind, parse
from app.complaints.statistics.ranking import MEASURES, rank


def period(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("now", "earlier", "previous"),
    [
        (("2021-01-01", "2021-12-31"), ("2020-01-01", "2020-12-31"), ("2020-01-01", "2020-12-31")),
        (("2021-03-01", "2021-03-31"), ("2020-03-01", "2020-03-31"), ("2021-02-01", "2021-02-28")),
        (("2021-02-01", "2021-02-28"), ("2020-02-01", "2020-02-29"), ("2021-01-01", "2021-01-31")),
        (("2020-02-01", "2020-02-29"), ("2019-02-01", "2019-02-28"), ("2020-01-01", "2020-01-31")),
        (("2021-01-01", "2021-06-30"), ("2020-01-01", "2020-06-30"), ("2020-07-01", "2020-12-31")),
        (("2021-01-01", "2021-10-20"), ("2020-01-01", "2020-10-20"), ("2020-03-14", "2020-12-31")),
        (("2021-05-03", "2021-05-09"), ("2020-05-03", "2020-05-09"), ("2021-04-26", "2021-05-02")),
    ],
)
def test_the_same_period_a_year_before_and_the_one_just_before(now, earlier, previous):
    assert year_before(period(*now)) == period(*earlier)
    assert just_before(period(*now)) == period(*previous)


@given(st.dates(date(2010, 1, 1), date(2030, 12, 31)), st.integers(0, 800))
def test_the_one_before_ends_the_day_before_and_is_as_long(start, more):
    now = Period(start, date.fromordinal(start.toordinal() + more))
    before = just_before(now)
    assert before.end.toordinal() == start.toordinal() - 1
    assert now.is_whole_months or before.days == now.days


def test_a_period_is_compared_as_far_as_the_data_reach():
    year = period("2021-01-01", "2021-12-31")
    assert known_part(year, date(2021, 10, 31)) == period("2021-01-01", "2021-10-31")
    assert known_part(year, date(2022, 3, 1)) == year
    assert known_part(year, date(2020, 12, 31)) is None


def group(finished: int, waiting: int, name: str = ""):
    tally = Tally()
    tally.count(Status.FINISHED, n=finished)
    tally.count(Status.DISPOSED, n=waiting)
    tally.clock(Stage.RESOLVE, ClockState.IN_TIME, 4, n=finished)
    return tally.figures(name, name)


def test_shares_differ_in_percentage_points_and_what_is_unknown_does_not_differ():
    rows = {row.name: row for row in compare(group(30, 10), group(10, 10))}
    assert (rows["incoming"].difference, rows["incoming"].of_before) == (20, 20)
    assert rows["closed"].difference == pytest.approx(0.25)
    assert (rows["closed"].of_now, rows["closed"].of_before) == (40, 20)
    assert rows["mean_resolve"].difference == 0
    assert rows["in_time_verify"].difference is None
    assert compare(group(1, 0), group(0, 0))[2].before is None, "no complaints are unknown, not 0 %"


def test_one_of_one_is_no_champion():
    groups = rank(
        [
            group(1, 0, "satu"),
            group(9, 0, "sembilan"),
            group(95, 5, "seratus"),
            group(120, 80, "dua ratus"),
            group(28, 2, "tiga puluh"),
            group(0, 0, "sepi"),
        ],
        MEASURES["closed"],
    )
    assert [[(one.group.name, one.place) for one in found.placed] for found in groups] == [
        [("seratus", 1), ("dua ratus", 2)],
        [("tiga puluh", 1)],
        [("sembilan", None), ("satu", None)],
        [("sepi", None)],
    ]


def test_equal_shares_share_a_place_and_the_unknown_come_last():
    found = rank(
        [group(20, 20, "a"), group(30, 30, "b"), group(10, 30, "c"), Tally().figures("d", "d")],
        MEASURES["closed"],
    )
    assert [(one.group.name, one.place) for one in found[0].placed] == [("b", 1), ("a", 1), ("c", 3)]
    unknown = rank([group(0, 30, "x"), group(30, 0, "y")], MEASURES["resolve"])
    assert [(one.group.name, one.place) for one in unknown[0].placed] == [("y", 1), ("x", None)]


KEYS = [
    FigureKey(FigureKind.OPEN),
    FigureKey(FigureKind.IN_TIME, stage=Stage.VERIFY),
    FigureKey(FigureKind.AGE, days=(6, 14)),
    FigureKey(FigureKind.AGE, days=(61, None)),
    FigureKey(FigureKind.CLOSED_IN, month="2021-10"),
    FigureKey(FigureKind.DAYS_LATE, stage=Stage.RESOLVE, days=(10, 14)),
    FigureKey(FigureKind.DAYS_IN_TIME, stage=Stage.VERIFY, days=(60, None)),
]


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_a_figure_is_found_again_by_its_name(key):
    assert parse(str(key)) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "entah",
        "tepat",
        "tepat.auto_close",
        "umur",
        "umur.a-b",
        "ditutup.2021-13",
        "terbuka.x",
        "tepat.verify.1-2",
        "hari-tepat.verify",
        "hari-telat.verify.x",
        "hari-telat.auto_close.1-2",
    ],
)
def test_what_names_no_figure_narrows_nothing(text):
    assert parse(text) is None
