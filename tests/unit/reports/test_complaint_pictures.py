"""Pictures of complaint figures on paper: which months, which rows of their tables; and periods of the document."""

from dataclasses import replace
from datetime import date

import pytest
from flask_babel import force_locale

from app.complaints.statistics.months import months_between
from app.plans.complaint_data import ComplaintData, DayCount, FlowMonth, StageData, UnitMonths
from app.reports.catalogue.complaint_figures.periods import days_of, label, periods_of
from app.reports.paper.complaint_pictures import day_rows, durations_of, flow_of, heat_of, spans

STAGE = StageData(
    "verify", 10, 6, 3, 1, 2.0, 3.0, 7.0, (DayCount(0, 4, 0), DayCount(3, 2, 0), DayCount(4, 0, 3)), (3,)
)


def data(
    first: str = "2021-01", last: str = "2021-12", shown_from: str = "", **fields: object
) -> ComplaintData:
    months = list(months_between(shown_from or first, last))
    year, month = map(int, last.split("-"))
    empty = ComplaintData(
        "Uji", date.fromisoformat(f"{first}-01"), date(year, month, 28), None, 9, None, None, (STAGE,),
        (), (), (), (), (), (),
        flow=tuple(FlowMonth(name, 10 + place, 9, place) for place, name in enumerate(months)),
        unit_months=(
            UnitMonths("u1", "Dinas Satu", {months[-1]: 7, months[0]: 2}),
            UnitMonths("", "", {months[-1]: 1}),
        ),
    )  # fmt: skip
    return replace(empty, **fields)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def spoken(context):
    with force_locale("id"):
        yield


def test_a_year_is_drawn_and_tabled_by_month():
    flow = flow_of(data())
    assert flow is not None
    assert flow.labels[0] == "Jan 2021"
    assert (len(flow.labels), len(flow.rows), flow.by_quarter, flow.is_longer) == (12, 12, False, False)
    assert flow.rows[2] == ("Mar 2021", 12, 9, 2)


def test_years_are_drawn_by_month_and_tabled_by_quarter_with_what_was_left_at_its_end():
    flow = flow_of(data("2019-03"))
    assert flow is not None
    assert (len(flow.labels), flow.phase, flow.by_quarter) == (34, 10, True)
    assert flow.rows[0] == ("TW I 2019", 10, 9, 0)
    assert flow.rows[1] == ("TW II 2019", 11 + 12 + 13, 27, 3)


def test_more_months_than_can_be_told_apart_leave_the_earliest_out():
    flow = flow_of(data("2015-01"))
    assert flow is not None
    assert (flow.labels[0], len(flow.labels)) == ("Jan 2018", 48)


def test_a_month_is_drawn_with_those_before_it_and_has_no_units_by_month():
    month = data("2021-12", "2021-12", shown_from="2021-01")
    flow = flow_of(month)
    assert flow is not None
    assert flow.is_longer
    assert heat_of(month) is None


def test_submissions_from_before_have_no_such_pictures():
    old = data(flow=(), unit_months=(), stages=(replace(STAGE, days=(), open_late=0),))
    assert (flow_of(old), durations_of(old), heat_of(old)) == (None, (), None)


def test_units_by_month_say_nothing_where_nothing_came_in():
    heat = heat_of(data())
    assert heat is not None
    assert heat.rows[0]["values"] == [2, *([None] * 10), 7]
    assert heat.rows[1]["label"] == "Belum disalurkan ke OPD"
    assert (heat.highest, heat.step, heat.cells[0][1][-1]) == (7, "month", 7)
    longer = heat_of(data("2019-01"))
    assert longer is not None
    assert (len(longer.columns), len(longer.heads), longer.step) == (36, 12, "quarter")
    assert longer.cells[0] == ("Dinas Satu", (2, *([0] * 10), 7))


def test_days_are_summed_up_by_the_limits_of_the_rules_and_nobody_is_lost():
    rows = day_rows(durations_of(data()))
    assert [name for name, *_ in spans()] == [
        "0–3",
        "4–5",
        "6–10",
        "11–14",
        "15–30",
        "31–60",
        "lebih dari 60",
    ]
    assert [(row.is_late, row.counts, row.open_late) for row in rows] == [
        (False, (6, 0, 0, 0, 0, 0, 0), None),
        (True, (0, 3, 0, 0, 0, 0, 0), 1),
    ]


@pytest.mark.parametrize(
    ("record", "first", "last", "name"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "2021"),
        ("2021-Q3", date(2021, 7, 1), date(2021, 9, 30), "Triwulan III 2021"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "Februari 2020"),
    ],
)
def test_a_period_has_its_days_and_its_name(record, first, last, name):
    assert days_of(record) == (first, last)
    assert label(record) == name


@pytest.mark.parametrize(
    "record", ["", "21", "2021-Q5", "2021-13", "2021-00", "2021-3", "abcd", "2021-01-01"]
)
def test_what_is_no_period_is_refused(record):
    with pytest.raises(ValueError, match=f"^{record}$"):
        days_of(record)


def test_periods_lie_where_there_are_complaints_the_latest_first():
    assert periods_of(["2020-12", "2021-02", "2021-01"]) == (
        ["2021", "2020"],
        ["2021-Q1", "2020-Q4"],
        ["2021-02", "2021-01", "2020-12"],
    )


@pytest.mark.parametrize("months", range(2, 13))
def test_a_table_of_units_by_month_is_as_wide_as_its_page(months: int):
    heat = heat_of(data("2021-01", f"2021-{months:02d}"))
    assert heat is not None
    assert len(heat.widths) == months + 1
    assert sum(heat.widths) == 100
    assert all((2 * width).is_integer() for width in heat.widths)
    assert heat.widths[0] >= 28
    assert heat.widths[1] >= 6, "or TW III takes three lines"


@pytest.mark.parametrize(
    ("first", "last", "step", "heads"),
    [
        ("2019-01", "2021-12", "quarter", 12),
        ("2018-12", "2021-11", "quarter", 12),  # the month that is not a whole quarter is only drawn
        ("2018-11", "2021-12", "quarter", 12),
        ("2018-10", "2021-12", "year", 3),
        ("2018-01", "2021-12", "year", 4),
        ("2016-01", "2021-11", "year", 4),  # forty-eight months are drawn, whole years are counted
    ],
)
def test_a_long_table_of_units_has_columns_wide_enough_for_their_year(first, last, step, heads):
    heat = heat_of(data(first, last))
    assert heat is not None
    assert (heat.step, len(heat.heads)) == (step, heads)
    assert heat.widths[1] >= 6
    assert sum(heat.widths) == 100
