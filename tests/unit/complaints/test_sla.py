from datetime import UTC, date, datetime, timedelta

import pytest

from app.complaints.calendar import working_calendar
from app.complaints.decree_days import national_free_days
from app.complaints.rules import Klass, Status, Times, derive_status
from app.complaints.sla import (
    DEFAULT_RULES,
    ClockState,
    SlaRule,
    SlaRules,
    Stage,
    Why,
    clocks,
    state_at,
)

CALENDAR = working_calendar({free.day for free in national_free_days()}, "Asia/Makassar")
RULES = SlaRules()
MONDAY = datetime(2021, 10, 4, 2, tzinfo=UTC)  # 10.00 in Sinjai


def at(days: int, hours: int = 0) -> datetime:
    """So many calendar days after that Monday."""
    return MONDAY + timedelta(days=days, hours=hours)


def judge(times: Times, now: datetime, *, klass=Klass.NON_SUPERVISORY, reported=None, rules=RULES):
    return clocks(times, derive_status(times, reported), klass, rules, CALENDAR, now)


@pytest.mark.parametrize(
    ("klass", "days"),
    [
        (Klass.INFORMATION, 5),
        (Klass.ASPIRATION, 5),
        (Klass.NON_SUPERVISORY, 14),
        (Klass.SUPERVISORY, 60),
    ],
)
def test_resolving_takes_as_long_as_the_class_allows(klass, days):
    assert RULES.allowed(Stage.RESOLVE, klass, date(2021, 10, 4)) == days


def test_the_three_working_clocks():
    day = date(2021, 10, 4)
    assert [RULES.allowed(s, None, day) for s in (Stage.VERIFY, Stage.FOLLOW_UP, Stage.AUTO_CLOSE)] == [
        3,
        5,
        10,
    ]


def test_a_complaint_is_judged_by_the_rule_of_its_day():
    rules = SlaRules((*DEFAULT_RULES, SlaRule(Stage.VERIFY, None, 1, date(2025, 7, 1))))
    assert rules.allowed(Stage.VERIFY, None, date(2025, 6, 30)) == 3
    assert rules.allowed(Stage.VERIFY, None, date(2025, 7, 1)) == 1


def test_a_rule_for_the_class_goes_before_the_one_for_all():
    rules = SlaRules((*DEFAULT_RULES, SlaRule(Stage.VERIFY, Klass.SUPERVISORY, 2, date(2000, 1, 1))))
    assert rules.allowed(Stage.VERIFY, Klass.SUPERVISORY, date(2021, 1, 1)) == 2
    assert rules.allowed(Stage.VERIFY, Klass.INFORMATION, date(2021, 1, 1)) == 3


def test_without_class_resolving_has_no_rule():
    verify, _, resolve = judge(Times(MONDAY), at(1), klass=None)
    assert verify.state is ClockState.RUNNING
    assert (resolve.state, resolve.why) == (ClockState.UNKNOWN, Why.NO_RULE)


def test_a_new_complaint_runs_to_verification():
    verify, follow_up, resolve = judge(Times(MONDAY), at(1))
    assert (verify.state, verify.working_days, verify.allowed) == (ClockState.RUNNING, 1, 3)
    assert (follow_up.state, follow_up.why) == (ClockState.NOT_STARTED, Why.WAITS_FOR_EARLIER_STAGE)
    assert resolve.state is ClockState.RUNNING


def test_the_last_day_counts_until_its_midnight():
    last_moment = CALENDAR.deadline(MONDAY, 3) - timedelta(seconds=1)
    in_time, *_ = judge(Times(MONDAY, verified=last_moment), at(30))
    late, *_ = judge(Times(MONDAY, verified=last_moment + timedelta(seconds=1)), at(30))
    assert (in_time.state, in_time.working_days) == (ClockState.IN_TIME, 3)
    assert (late.state, late.working_days) == (ClockState.LATE, 4)


def test_open_after_the_deadline_is_open_late():
    verify, *_ = judge(Times(MONDAY), at(7))
    assert (verify.state, verify.why, verify.working_days) == (
        ClockState.OPEN_LATE,
        Why.STILL_OPEN_AFTER_DEADLINE,
        5,
    )


def test_a_stored_running_clock_becomes_open_late_by_itself():
    verify, *_ = judge(Times(MONDAY), MONDAY)
    assert verify.due is not None
    assert state_at(verify.state, verify.due, verify.due - timedelta(seconds=1)) is ClockState.RUNNING
    assert state_at(verify.state, verify.due, verify.due) is ClockState.OPEN_LATE
    assert state_at(ClockState.LATE, verify.due, verify.due) is ClockState.LATE


def test_follow_up_counts_from_disposition():
    times = Times(MONDAY, verified=at(1), first_follow_up=at(9), closed=at(10), resolved=at(10))
    verify, follow_up, resolve = judge(times, at(30))
    assert (verify.working_days, follow_up.working_days, resolve.working_days) == (1, 6, 8)
    assert follow_up.state is ClockState.LATE
    assert resolve.state is ClockState.IN_TIME


def test_waiting_for_the_reporter_stops_the_clock():
    times = Times(MONDAY, verified=MONDAY, pauses=((at(1), None),))
    verify, follow_up, resolve = judge(times, at(60))
    assert verify.state is ClockState.IN_TIME
    assert (follow_up.state, follow_up.working_days, follow_up.due) == (ClockState.PAUSED, 1, None)
    assert resolve.state is ClockState.PAUSED


def test_a_pause_moves_the_deadline_and_is_not_counted():
    pause = (at(1), at(8))  # five working days
    times = Times(MONDAY, verified=MONDAY, first_follow_up=at(11), pauses=(pause,))
    _, follow_up, _ = judge(times, at(30))
    assert (follow_up.working_days, follow_up.state) == (4, ClockState.IN_TIME)
    _, without_pause, _ = judge(Times(MONDAY, verified=MONDAY, first_follow_up=at(11)), at(30))
    assert (without_pause.working_days, without_pause.state) == (9, ClockState.LATE)


def test_spans_that_overlap_count_once():
    pauses = ((at(1), at(4)), (at(2), at(7)), (at(9), at(10)))
    _, follow_up, _ = judge(Times(MONDAY, MONDAY, at(11), pauses=pauses), at(30))
    # Nine working days to the Friday of the next week; four of them and one more belong to the reporter.
    assert (follow_up.working_days, follow_up.state) == (4, ClockState.IN_TIME)


def test_a_span_that_is_over_moves_the_stored_deadline_of_an_open_clock():
    times = Times(MONDAY, verified=MONDAY, pauses=((at(1), at(8)),))
    _, stored, _ = judge(times, MONDAY)  # what is stored is seen at the arrival
    _, later, _ = judge(times, at(14))
    assert stored.due == later.due == CALENDAR.deadline(MONDAY, 10)


def test_waiting_stops_verification_too():
    verify, *_ = judge(Times(MONDAY, pauses=((at(1), None),)), at(60))
    assert (verify.state, verify.working_days) == (ClockState.PAUSED, 1)
    verify, *_ = judge(Times(MONDAY, verified=at(10), pauses=((at(1), at(8)),)), at(60))
    assert (verify.state, verify.working_days) == (ClockState.IN_TIME, 3)


def test_asking_the_reporter_does_not_mend_what_is_late_already():
    times = Times(MONDAY, verified=MONDAY, pauses=((at(9), None),))
    _, follow_up, resolve = judge(times, at(60))
    assert (follow_up.state, follow_up.working_days) == (ClockState.OPEN_LATE, 7)
    assert follow_up.due == CALENDAR.deadline(MONDAY, 5)
    assert resolve.state is ClockState.PAUSED


def test_a_span_after_the_deadline_does_not_move_it():
    times = Times(MONDAY, verified=MONDAY, first_follow_up=at(18), pauses=((at(9), at(16)),))
    _, follow_up, _ = judge(times, at(60))
    assert follow_up.due == CALENDAR.deadline(MONDAY, 5)
    assert (follow_up.state, follow_up.working_days) == (ClockState.LATE, 9)


def test_tertunda_without_a_time_is_paused_for_an_unknown_span():
    _, _, resolve = judge(Times(MONDAY), at(60), reported=Status.POSTPONED)
    assert (resolve.state, resolve.working_days) == (ClockState.PAUSED, None)


def test_what_the_status_proves_but_no_time_records_is_unknown():
    verify, follow_up, resolve = judge(Times(MONDAY), at(60), reported=Status.FINISHED)
    assert [clock.state for clock in (verify, follow_up, resolve)] == [ClockState.UNKNOWN] * 3
    assert (verify.why, follow_up.why) == (Why.END_NOT_RECORDED, Why.START_NOT_RECORDED)


def test_times_out_of_order_are_unknown_not_quick():
    verify, *_ = judge(Times(MONDAY, verified=at(-3)), at(5))
    assert (verify.state, verify.why) == (ClockState.UNKNOWN, Why.TIMES_OUT_OF_ORDER)


def test_nobody_owes_an_archived_complaint():
    verify, follow_up, resolve = judge(Times(MONDAY, archived=at(1)), at(60))
    assert {clock.state for clock in (verify, follow_up, resolve)} == {ClockState.STOPPED}
