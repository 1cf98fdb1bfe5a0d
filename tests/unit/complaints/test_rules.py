from datetime import UTC, datetime, timedelta

import pytest

from app.complaints.rules import (
    Colour,
    Status,
    Times,
    derive_colour,
    derive_status,
    is_followed_up,
    resolved_at,
)

T = datetime(2021, 10, 4, 2, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("times", "status", "colour"),
    [
        (Times(T), Status.UNVERIFIED, Colour.RED),
        (Times(T, verified=T), Status.DISPOSED, Colour.RED),
        (Times(T, verified=T, first_follow_up=T), Status.IN_PROCESS, Colour.YELLOW),
        (Times(T, first_follow_up=T), Status.IN_PROCESS, Colour.YELLOW),
        (Times(T, closed=T), Status.FINISHED, Colour.GREEN),
        (Times(T, verified=T, pauses=((T, None),)), Status.POSTPONED, Colour.RED),
        (Times(T, verified=T, first_follow_up=T, pauses=((T, None),)), Status.POSTPONED, Colour.YELLOW),
        (Times(T, pauses=((T, T + DAY),)), Status.UNVERIFIED, Colour.RED),
        (Times(T, archived=T), Status.ARCHIVED, Colour.NONE),
        (Times(T, archived=T, closed=T), Status.FINISHED, Colour.GREEN),
    ],
)
def test_status_and_colour_follow_from_the_times(times, status, colour):
    assert derive_status(times) is status
    assert derive_colour(times, status) is colour


@pytest.mark.parametrize(
    ("times", "reported", "status"),
    [
        (Times(T), Status.IN_PROCESS, Status.IN_PROCESS),
        (Times(T), Status.FINISHED, Status.FINISHED),
        (Times(T, first_follow_up=T), Status.DISPOSED, Status.IN_PROCESS),
        (Times(T, closed=T), Status.UNVERIFIED, Status.FINISHED),
        (Times(T), Status.POSTPONED, Status.POSTPONED),
        (Times(T), Status.ARCHIVED, Status.ARCHIVED),
    ],
)
def test_a_reported_status_adds_but_never_takes_back(times, reported, status):
    assert derive_status(times, reported) is status


def test_postponed_after_an_answer_still_counts_as_followed_up():
    times = Times(T, verified=T, first_follow_up=T, pauses=((T, None),))
    assert is_followed_up(times, Status.POSTPONED)
    assert not is_followed_up(Times(T), Status.POSTPONED)


def test_the_silence_before_an_automatic_closing_is_not_the_agencys_time():
    assert resolved_at(T + 20 * DAY, True, T + 5 * DAY, T) == T + 5 * DAY
    assert resolved_at(T + 20 * DAY, True, None, T) == T
    assert resolved_at(T + 20 * DAY, False, T + 5 * DAY, T) == T + 20 * DAY
    assert resolved_at(None, True, T, T) is None
