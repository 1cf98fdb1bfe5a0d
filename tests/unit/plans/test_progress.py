"""Path and lights, sums with their coverage, steps, reminders, targets in force."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from app.plans.rules.progress import (
    AddendumState,
    Light,
    ProgressStep,
    Reported,
    ReportGap,
    ReportState,
    Standing,
    TargetChange,
    WrongReportState,
    YearPlan,
    achieved_share,
    after_step,
    expected_output,
    falls,
    from_plain,
    has_begun,
    is_due,
    light_of,
    path_share,
    reminder_stage,
    report_gaps,
    spent_share,
    standing_of_line,
    target_in_force,
    to_plain,
    total,
)

FULL = YearPlan(Decimal(40), 20_000_000, (1, 2, 3, 4))


def sent(output, spent=0, state=ReportState.SENT):
    return Reported(state, None if output is None else Decimal(output), spent)


@pytest.mark.parametrize(
    ("quarters", "shares"),
    [
        ((1, 2, 3, 4), (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), 1)),
        ((), (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), 1)),  # no plan of quarters: all four
        ((3,), (0, 0, 1, 1)),
        ((1, 3), (Fraction(1, 2), Fraction(1, 2), 1, 1)),
    ],
)
def test_the_path_runs_over_the_planned_quarters(quarters, shares):
    assert tuple(path_share(quarters, quarter) for quarter in (1, 2, 3, 4)) == shares


@pytest.mark.parametrize(
    ("output", "light"),
    [("20", "green"), ("18", "green"), ("17.99", "yellow"), ("12", "yellow"), ("11.99", "red"), ("0", "red")],
)
def test_the_light_is_the_share_of_the_path(output, light):
    assert light_of(FULL, 2, sent(output)) == light  # the path of the second quarter stands at 20


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.RETURNED])
def test_what_is_not_handed_in_is_unknown_however_good(state):
    assert light_of(FULL, 1, sent("40", state=state)) is Light.UNKNOWN
    assert light_of(FULL, 1, None) is Light.UNKNOWN


def test_without_a_target_there_is_nothing_to_measure_against():
    for target in (None, Decimal(0)):
        assert light_of(YearPlan(target, 5, (1,)), 1, sent("3")) is Light.NO_TARGET
    assert light_of(YearPlan(None, 5, (1,)), 1, None) is Light.UNKNOWN


def test_a_line_whose_work_has_not_begun_is_neither_good_nor_missing():
    late = YearPlan(Decimal(2), 5, (4,))
    assert light_of(late, 1, None) is Light.NOT_DUE
    assert light_of(late, 1, sent("0")) is Light.NOT_DUE
    assert light_of(late, 1, sent("1")) is Light.GREEN
    assert not is_due(late, 3)
    assert is_due(late, 4)
    assert not is_due(YearPlan(None, None, ()), 4)


def test_expected_output_and_shares_are_exact():
    assert expected_output(YearPlan(Decimal("0.3"), None, ()), 1) == Decimal("0.075")
    assert expected_output(YearPlan(None, None, ()), 1) is None
    assert achieved_share(Decimal(3), Decimal(1)) == Fraction(1, 3)
    assert achieved_share(Decimal(0), Decimal(1)) is None
    assert spent_share(10**20 - 1, 1) == Fraction(1, 10**20 - 1)
    assert spent_share(0, 0) is None
    assert spent_share(5, None) is None


def test_whoever_is_behind_says_why_and_what_comes_next():
    assert report_gaps(FULL, 1, None, None, "", "") == (ReportGap.NO_OUTPUT, ReportGap.NO_SPENT)
    assert report_gaps(FULL, 1, Decimal(10), 0, "", "") == ()
    behind = report_gaps(FULL, 1, Decimal(6), 0, " ", "")
    assert behind == (ReportGap.NO_OBSTACLE, ReportGap.NO_NEXT_STEP)
    assert report_gaps(FULL, 1, Decimal(6), 0, "Dana", "April") == ()
    assert report_gaps(YearPlan(None, 0, (1,)), 1, None, None, "", "") == ()


def test_a_cumulative_figure_that_falls_is_noticed():
    assert falls(sent("10", 5), Decimal(9), 5)
    assert falls(sent("10", 5), Decimal(10), 4)
    assert not falls(sent("10", 5), Decimal(10), 5)
    assert not falls(sent("10", 5, ReportState.RETURNED), Decimal(1), 1)
    assert not falls(None, Decimal(1), 1)


def test_sums_say_how_many_stand_behind_them():
    standings = [
        standing_of_line(FULL, 1, sent("10", 4_000_000, ReportState.VERIFIED)),
        standing_of_line(FULL, 1, sent("1", 1_000_000)),
        standing_of_line(FULL, 1, None),
        standing_of_line(YearPlan(Decimal(1), 7, (4,)), 1, None),
    ]
    whole = total(standings)
    assert (whole.due, whole.reported, whole.verified, whole.missing) == (3, 2, 1, 1)
    assert whole.lights == {Light.GREEN: 1, Light.RED: 1, Light.UNKNOWN: 1}
    assert whole.coverage == Fraction(2, 3)
    assert whole.on_path_share == Fraction(1, 3)  # the missing one counts against it
    assert (whole.planned, whole.planned_reported, whole.spent) == (60_000_000, 40_000_000, 5_000_000)
    assert whole.spent_share == Fraction(1, 8)


def test_a_plan_without_reports_has_no_share_but_no_praise_either():
    nobody = total([standing_of_line(FULL, 1, None)] * 3)
    assert nobody.on_path_share == 0
    assert nobody.spent_share is None
    assert Standing().coverage is None


def test_a_sum_survives_being_kept():
    whole = total([standing_of_line(YearPlan(Decimal(1), 10**20 - 1, ()), 4, sent("1", 10**20 - 1))] * 2)
    assert from_plain(to_plain(whole)) == whole
    assert to_plain(whole)["spent"] == str(2 * (10**20 - 1))


@pytest.mark.parametrize(
    ("step", "state", "after"),
    [
        (ProgressStep.SENT, ReportState.DRAFT, ReportState.SENT),
        (ProgressStep.SENT, ReportState.RETURNED, ReportState.SENT),
        (ProgressStep.SENT, ReportState.SENT, None),
        (ProgressStep.SENT, ReportState.VERIFIED, None),
        (ProgressStep.VERIFIED, ReportState.SENT, ReportState.VERIFIED),
        (ProgressStep.VERIFIED, ReportState.DRAFT, None),
        (ProgressStep.VERIFIED, ReportState.RETURNED, None),
        (ProgressStep.VERIFIED, ReportState.VERIFIED, None),
        (ProgressStep.RETURNED, ReportState.SENT, ReportState.RETURNED),
        (ProgressStep.RETURNED, ReportState.VERIFIED, ReportState.RETURNED),
        (ProgressStep.RETURNED, ReportState.DRAFT, None),
        (ProgressStep.RETURNED, ReportState.RETURNED, None),
    ],
)
def test_the_steps_of_a_report(step, state, after):
    if after is None:
        with pytest.raises(WrongReportState):
            after_step(step, state)
    else:
        assert after_step(step, state) is after


@pytest.mark.parametrize(
    ("day", "reminded", "stage"),
    [(1, None, None), (8, None, 7), (8, 7, None), (13, None, 7), (14, 7, 1), (14, None, 1), (15, 1, None)],
)
def test_reminders_come_once_for_each_stage(day, reminded, stage):
    assert reminder_stage(date(2022, 4, day), date(2022, 4, 15), reminded) == stage


def test_after_the_due_date_nobody_is_reminded_anew():
    assert reminder_stage(date(2022, 4, 16), date(2022, 4, 15), None) is None


def test_a_quarter_begins_with_its_first_day():
    assert not has_begun(2022, 2, date(2022, 3, 31))
    assert has_begun(2022, 2, date(2022, 4, 1))


def test_an_addendum_holds_from_its_decision_and_turns_no_closed_light():
    may, june, july = (datetime(2021, month, 1, tzinfo=UTC) for month in (5, 6, 7))
    changes = [
        TargetChange(1, AddendumState.APPROVED, {2021: Decimal(20)}, june),
        TargetChange(2, AddendumState.REJECTED, {2021: Decimal(1)}, july),
        TargetChange(3, AddendumState.PROPOSED, {2021: Decimal(2)}, None),
        TargetChange(4, AddendumState.APPROVED, {2022: Decimal(3)}, july),
    ]
    accepted = Decimal(40)
    assert target_in_force(accepted, 2021, changes, None) == 20
    assert target_in_force(accepted, 2021, changes, may) == 40
    assert target_in_force(accepted, 2021, changes, july) == 20
    assert target_in_force(None, 2022, changes, None) == 3
    assert target_in_force(accepted, 2023, changes, None) == 40
