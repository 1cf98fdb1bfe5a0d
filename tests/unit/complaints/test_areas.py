"""What a map shows of a government: unknown without complaints, small when there are few."""

from dataclasses import replace
from datetime import date

import pytest

from app.complaints.areas import Measure, Sums, sums_of, together
from app.complaints.rules import Klass, Status
from app.complaints.sla import ClockState, SlaRule, SlaRules, Stage
from app.complaints.statistics import Flow, Tally
from app.complaints.statistics.drawn import allowed_days, idle_years, known_months, moving_months


def figures(finished=0, unverified=0, in_time=0, late=0):
    tally = Tally()
    tally.count(Status.FINISHED, n=finished)
    tally.count(Status.UNVERIFIED, n=unverified)
    tally.clock(Stage.RESOLVE, ClockState.IN_TIME, 4, n=in_time)
    tally.clock(Stage.RESOLVE, ClockState.LATE, 20, n=late)
    return tally.figures("73.07")


def test_governments_are_added_up_and_those_with_data_counted():
    found = sums_of([figures(30, 10, 20, 5), figures(), figures(10, 0, 5, 5)])
    assert found == Sums(50, 40, 35, 25, 2, 3)
    assert found.followed_up_share == 0.8
    assert found.in_time_share == pytest.approx(25 / 35)


def test_sums_of_parts_are_the_sum_of_the_whole():
    parts = [figures(3, 1, 2, 1), figures(7, 2, 1, 0), figures()]
    assert together([sums_of(parts[:1]), sums_of(parts[1:])]) == sums_of(parts)
    assert together([]) == Sums() == sums_of([])


@pytest.mark.parametrize("measure", Measure)
def test_without_complaints_nothing_is_known_and_nothing_is_good(measure):
    assert sums_of([figures()]).value(measure) is None
    assert not sums_of([figures()]).is_small(measure)


def test_a_share_of_clocks_is_unknown_while_none_can_be_judged():
    found = sums_of([figures(0, 12)])
    assert found.value(Measure.VOLUME) == 12
    assert found.value(Measure.FOLLOWED_UP) == 0
    assert found.value(Measure.IN_TIME) is None


def test_a_share_of_few_is_small_by_what_it_is_counted_from_and_a_number_never_is():
    few = sums_of([figures(9, 0, 9, 0)])
    assert few.is_small(Measure.FOLLOWED_UP)
    assert not few.is_small(Measure.VOLUME)
    many = replace(few, incoming=400)
    assert not many.is_small(Measure.FOLLOWED_UP)
    assert many.is_small(Measure.IN_TIME)


def test_the_deadlines_of_a_period_are_those_of_its_classes_and_rules():
    rules = SlaRules()
    months = ["2021-03", "2021-04"]
    assert allowed_days(rules, Stage.VERIFY, [Klass.ASPIRATION], months) == (3,)
    assert allowed_days(rules, Stage.RESOLVE, [Klass.ASPIRATION, Klass.NON_SUPERVISORY], months) == (5, 14)
    assert allowed_days(rules, Stage.RESOLVE, [], months) == ()
    changed = SlaRules(
        [
            SlaRule(Stage.VERIFY, None, 3, date(1995, 1, 1)),
            SlaRule(Stage.VERIFY, None, 2, date(2021, 4, 15)),
        ]
    )
    assert allowed_days(changed, Stage.VERIFY, [], ["2021-03"]) == (3,)
    assert allowed_days(changed, Stage.VERIFY, [], months) == (2, 3)


def test_a_flow_begins_with_the_first_complaint_and_ends_with_the_data_because_nothing_is_known_beyond():
    empty, first = Flow("2021-01", 0, 0, 0, 0, 0), Flow("2021-02", 3, 0, 0, 3, 0)
    quiet, closing, after = (
        Flow("2021-03", 0, 0, 0, 3, 0),
        Flow("2021-04", 0, 1, 0, 2, 0),
        Flow("2021-05", 0, 0, 0, 2, 0),
    )
    every = [empty, first, quiet, closing, after]
    assert list(known_months(every, "2021-04")) == [first, quiet, closing]
    assert list(known_months(every, "2021-02")) == [first, quiet, closing]  # what happened is known, whenever
    assert list(known_months([first, quiet], "2021-02")) == [first]
    assert list(known_months(every, "2022-01")) == [first, quiet, closing, after]
    assert list(known_months([empty], "2021-01")) == []


def test_days_of_what_was_late_are_kept_apart_and_add_up():
    one, other = Tally(), Tally()
    one.clock(Stage.RESOLVE, ClockState.IN_TIME, 4, n=2)
    one.clock(Stage.RESOLVE, ClockState.LATE, 4)
    other.clock(Stage.RESOLVE, ClockState.LATE, 30, n=3)
    other.clock(Stage.RESOLVE, ClockState.RUNNING)
    one.add(other)
    assert one.days[Stage.RESOLVE] == {4: 3, 30: 3}
    assert one.late_days[Stage.RESOLVE] == {4: 1, 30: 3}


def test_only_whole_years_between_movement_are_idle():
    assert idle_years({"2019-12", "2021-01", "2024-06"}) == ("2020", "2022", "2023")
    assert idle_years({"2021-01", "2022-12"}) == ()
    assert idle_years({"2021-03"}) == ()
    assert idle_years(set()) == ()


def test_what_only_stays_open_does_not_move():
    still, closed = Flow("2020-01", 0, 0, 0, 4, 0), Flow("2020-02", 0, 1, 0, 3, 0)
    assert moving_months([still, closed]) == {"2020-02"}
