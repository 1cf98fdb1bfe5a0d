"""Which steps are open in which state and to whom; what happens next; when a step may have happened."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from app.complaints.handling import (
    MomentInFuture,
    MomentTooEarly,
    Next,
    NoteMissing,
    Party,
    Standing,
    Step,
    WrongStep,
    may_take,
    place,
    primary_step,
    require,
    steps_for,
    turn,
)

NEW = Standing(
    here=True,
    is_open=True,
    verified=False,
    routed=False,
    answered=False,
    paused=False,
    replied=False,
    closed=False,
    declined=False,
)
FORWARDED = replace(NEW, verified=True, routed=True)
DECLINED = replace(FORWARDED, routed=False, declined=True)
POSTPONED = replace(FORWARDED, paused=True)
ANSWERED = replace(FORWARDED, answered=True)
REPLIED = replace(ANSWERED, replied=True)
CLOSED = replace(ANSWERED, is_open=False, closed=True)
ARCHIVED = replace(FORWARDED, is_open=False)
IMPORTED = replace(FORWARDED, here=False)

COORDINATOR, UNIT = frozenset({Party.COORDINATOR}), frozenset({Party.UNIT})
S = Step


@pytest.mark.parametrize(
    ("standing", "coordinator", "unit"),
    [
        (NEW, {S.VERIFY, S.POSTPONE, S.REPLY, S.ARCHIVE}, set()),
        (replace(NEW, paused=True), {S.RESUME, S.REPLY, S.ARCHIVE}, set()),
        (
            FORWARDED,
            {S.ROUTE, S.FOLLOW_UP, S.POSTPONE, S.REPLY, S.ARCHIVE},
            {S.DECLINE, S.FOLLOW_UP, S.POSTPONE, S.REPLY},
        ),
        (DECLINED, {S.ROUTE, S.POSTPONE, S.REPLY, S.ARCHIVE}, {S.POSTPONE, S.REPLY}),
        (POSTPONED, {S.ROUTE, S.RESUME, S.REPLY, S.ARCHIVE}, {S.RESUME, S.REPLY}),
        (
            ANSWERED,
            {S.ROUTE, S.FOLLOW_UP, S.POSTPONE, S.REPLY, S.CLOSE},
            {S.FOLLOW_UP, S.POSTPONE, S.REPLY, S.CLOSE},
        ),
        (
            REPLIED,
            {S.ROUTE, S.FOLLOW_UP, S.POSTPONE, S.REPLY, S.CLOSE},
            {S.DECLINE, S.FOLLOW_UP, S.POSTPONE, S.REPLY, S.CLOSE},
        ),
        (CLOSED, {S.REPLY}, {S.REPLY}),
        (ARCHIVED, set(), set()),
        (IMPORTED, {S.ROUTE}, {S.DECLINE}),
        (replace(IMPORTED, is_open=False, closed=True), {S.ROUTE}, set()),
    ],
    ids=(
        "new postponed-unread forwarded declined postponed answered replied closed archived "
        "imported imported-closed"
    ).split(),
)
def test_what_is_open_to_whom(standing: Standing, coordinator: set[Step], unit: set[Step]):
    assert set(steps_for(standing, COORDINATOR)) == coordinator
    assert set(steps_for(standing, UNIT)) == unit
    assert set(steps_for(standing, frozenset())) == set()


def every_standing():
    for flags in product((False, True), repeat=9):
        standing = Standing(*flags)
        if not (standing.is_open and standing.closed):
            yield standing


def test_an_import_is_only_routed():
    """Its times belong to its source: no step that sets one is open in any state, to anybody."""
    for standing in every_standing():
        if not standing.here:
            assert set(steps_for(standing, COORDINATOR | UNIT)) <= {Step.ROUTE, Step.DECLINE}


def test_what_has_ended_is_only_opened_by_a_reply():
    for standing in every_standing():
        if standing.here and not standing.is_open:
            expected = {Step.REPLY} if standing.closed else set()
            assert set(steps_for(standing, COORDINATOR | UNIT)) == expected


def test_the_step_that_is_next_can_be_taken_by_whose_turn_it_is():
    for standing in every_standing():
        found = turn(standing)
        if found.step is None:
            assert found.party in {Party.NOBODY, Party.SOURCE}
            continue
        parties = COORDINATOR | UNIT if found.party is Party.REPORTER else frozenset({found.party})
        assert may_take(found.step, standing, parties), standing
        assert primary_step(standing, parties) is found.step


@pytest.mark.parametrize(
    ("standing", "what", "party"),
    [
        (NEW, Next.VERIFY, Party.COORDINATOR),
        (FORWARDED, Next.ANSWER, Party.UNIT),
        (DECLINED, Next.ROUTE, Party.COORDINATOR),
        (POSTPONED, Next.COMPLETE, Party.REPORTER),
        (ANSWERED, Next.MAY_REPLY, Party.REPORTER),
        (REPLIED, Next.ANSWER_REPLY, Party.UNIT),
        (CLOSED, Next.CLOSED, Party.NOBODY),
        (ARCHIVED, Next.ARCHIVED, Party.NOBODY),
        (IMPORTED, Next.AT_SOURCE, Party.SOURCE),
        (replace(IMPORTED, routed=False, declined=True), Next.ROUTE, Party.COORDINATOR),
    ],
)
def test_whose_turn_it_is(standing: Standing, what: Next, party: Party):
    assert (turn(standing).what, turn(standing).party) == (what, party)


def test_nobody_is_offered_first_what_is_another_partys_turn():
    assert primary_step(FORWARDED, COORDINATOR) is None
    assert primary_step(FORWARDED, UNIT) is Step.FOLLOW_UP
    assert primary_step(NEW, UNIT) is None


def test_words_are_wanted_where_they_decide_something():
    with pytest.raises(NoteMissing):
        require(Step.DECLINE, FORWARDED, UNIT, "  ")
    with pytest.raises(NoteMissing):
        require(Step.ROUTE, FORWARDED, COORDINATOR, "")
    require(Step.ROUTE, DECLINED, COORDINATOR, "")  # nobody loses it
    require(Step.VERIFY, NEW, COORDINATOR, "")
    with pytest.raises(WrongStep):
        require(Step.CLOSE, FORWARDED, UNIT, "x")


BEFORE = datetime(2021, 10, 4, 1, 30, 40, tzinfo=UTC)
NOW = datetime(2021, 10, 5, 1, 0, tzinfo=UTC)


def test_a_step_happens_now_or_when_somebody_says():
    assert place(None, BEFORE, NOW) == NOW
    given = datetime(2021, 10, 4, 8, 0, tzinfo=UTC)
    assert place(given, BEFORE, NOW) == given


def test_within_the_minute_of_the_previous_step_it_is_placed_just_after():
    minute = BEFORE.replace(second=0)
    assert BEFORE < place(minute, BEFORE, NOW) < BEFORE + timedelta(seconds=1)
    assert place(None, BEFORE, BEFORE) > BEFORE


def test_a_step_is_neither_in_the_future_nor_before_the_previous_one():
    with pytest.raises(MomentInFuture):
        place(NOW + timedelta(minutes=1), BEFORE, NOW)
    with pytest.raises(MomentTooEarly) as caught:
        place(BEFORE - timedelta(minutes=1), BEFORE, NOW)
    assert caught.value.previous == BEFORE
