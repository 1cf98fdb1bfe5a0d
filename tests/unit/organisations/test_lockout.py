"""Five failures in a quarter of an hour lock for a quarter of an hour, never longer."""

from datetime import UTC, datetime, timedelta

from app.organisations.rules.lockout import LOCK, MOST_FAILURES, WINDOW, Attempts, minutes_left

NOW = datetime(2021, 10, 5, 8, 0, tzinfo=UTC)


def failed(times: int, *, every: timedelta = timedelta(seconds=10), start: datetime = NOW) -> Attempts:
    state = Attempts()
    for number in range(times):
        state = state.after_failure(start + every * number)
    return state


def test_four_failures_do_not_lock():
    assert failed(MOST_FAILURES - 1).time_left(NOW + timedelta(minutes=1)) is None


def test_the_fifth_failure_locks_for_a_quarter_of_an_hour():
    state = failed(MOST_FAILURES, every=timedelta())
    assert state.time_left(NOW) == LOCK
    assert state.time_left(NOW + LOCK - timedelta(seconds=1)) == timedelta(seconds=1)


def test_the_lock_ends_by_itself():
    assert failed(MOST_FAILURES, every=timedelta()).time_left(NOW + LOCK) is None


def test_after_the_lock_counting_begins_anew():
    state = failed(MOST_FAILURES, every=timedelta()).after_failure(NOW + LOCK)
    assert state.failures == 1
    assert state.time_left(NOW + LOCK) is None


def test_failures_far_apart_never_add_up():
    state = failed(20, every=WINDOW)
    assert state.failures == 1
    assert state.locked_until is None


def test_the_window_begins_with_the_first_failure():
    state = failed(MOST_FAILURES - 1, every=timedelta(minutes=4))
    assert state.after_failure(NOW + WINDOW - timedelta(seconds=1)).locked_until is not None
    assert state.after_failure(NOW + WINDOW).locked_until is None


def test_the_wait_is_told_in_whole_minutes_and_never_too_short():
    assert minutes_left(timedelta(seconds=1)) == 1
    assert minutes_left(timedelta(minutes=14, seconds=1)) == 15
    assert minutes_left(timedelta(minutes=15)) == 15
