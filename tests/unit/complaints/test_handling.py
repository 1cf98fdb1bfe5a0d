"""Which steps are open in which state and to whom; what happens next; when a step may have happened."""

from dataclasses import dataclass, fields, replace
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
    ahead,
    last_moment_of,
    may_take,
    place,
    primary_step,
    require,
    standing_of,
    steps_for,
    turn,
)
from app.complaints.rules import Origin, Status
from app.complaints.sla import Clock, ClockState, Stage, Why

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
        # Written down for an OPD, which does not have it before the coordinator forwards it.
        (replace(NEW, routed=True), {S.VERIFY, S.POSTPONE, S.REPLY, S.ARCHIVE}, set()),
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
        (replace(IMPORTED, routed=False), {S.ROUTE}, set()),
        (replace(IMPORTED, verified=False), {S.ROUTE}, set()),
        (replace(IMPORTED, is_open=False, closed=True), {S.ROUTE}, set()),
    ],
    ids=(
        "new new-for-an-opd postponed-unread forwarded declined postponed answered replied closed archived "
        "imported imported-unrouted imported-unverified imported-closed"
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
    # A reply is written down by whoever acts in the complaint, not by a reader.
    assert primary_step(ANSWERED, UNIT) is Step.REPLY
    assert primary_step(ANSWERED, frozenset()) is None


@pytest.mark.parametrize(
    ("step", "standing", "wanted"),
    [
        (Step.VERIFY, NEW, False),
        (Step.ROUTE, FORWARDED, True),
        (Step.ROUTE, DECLINED, False),  # nobody loses it
        (Step.DECLINE, FORWARDED, True),
        (Step.FOLLOW_UP, FORWARDED, True),
        (Step.POSTPONE, FORWARDED, True),
        (Step.RESUME, POSTPONED, False),
        (Step.REPLY, CLOSED, True),
        (Step.CLOSE, ANSWERED, False),
        (Step.ARCHIVE, FORWARDED, True),
    ],
)
def test_words_are_wanted_where_they_decide_something(step: Step, standing: Standing, wanted: bool):
    parties = UNIT if step is Step.DECLINE else COORDINATOR
    for words in ("", "  "):
        if wanted:
            with pytest.raises(NoteMissing):
                require(step, standing, parties, words)
        else:
            require(step, standing, parties, words)
    require(step, standing, parties, "Kata")


def test_what_may_not_be_taken_is_refused_whatever_the_words():
    with pytest.raises(WrongStep):
        require(Step.CLOSE, FORWARDED, UNIT, "x")


@dataclass
class Told:
    """A complaint as its steps see it."""

    origin: Origin = Origin.ENTRY
    status: Status = Status.IN_PROCESS
    unit_id: str | None = "opd"
    received_at: datetime = datetime(2021, 10, 4, 1, tzinfo=UTC)
    verified_at: datetime | None = None
    first_follow_up_at: datetime | None = None
    last_follow_up_at: datetime | None = None
    closed_at: datetime | None = None
    archived_at: datetime | None = None
    postponed_at: datetime | None = None
    resumed_at: datetime | None = None
    replied_at: datetime | None = None
    reopened_at: datetime | None = None
    declined_at: datetime | None = None
    close_due: datetime | None = None


def hour(number: int) -> datetime:
    return datetime(2021, 10, 4, 1, tzinfo=UTC) + timedelta(hours=number)


def test_a_reply_waits_for_an_answer_only_until_there_is_a_later_one():
    told = Told(first_follow_up_at=hour(1), replied_at=hour(2))
    assert standing_of(told).replied
    assert not standing_of(replace(told, replied_at=hour(0))).replied
    answered_again = replace(told, last_follow_up_at=hour(3))
    assert not standing_of(answered_again).replied
    assert standing_of(replace(answered_again, replied_at=hour(4))).replied
    assert standing_of(Told(replied_at=hour(1))).replied


def test_of_an_import_the_status_says_whether_it_was_checked():
    """Sources that tell no times tell a status; what is handled here is checked when somebody did it."""
    assert standing_of(Told(Origin.IMPORT, Status.DISPOSED)).verified
    assert not standing_of(Told(Origin.IMPORT, Status.UNVERIFIED)).verified
    assert not standing_of(Told(Origin.ENTRY, Status.POSTPONED)).verified
    assert standing_of(Told(Origin.ENTRY, Status.POSTPONED, verified_at=hour(1))).verified


MOMENTS = [field.name for field in fields(Told) if field.name.endswith("_at")]


@pytest.mark.parametrize("name", MOMENTS)
def test_whatever_happened_last_is_the_last_moment(name: str):
    earlier = {other: hour(place) for place, other in enumerate(MOMENTS)}
    told = replace(Told(), **earlier | {name: hour(50)})  # type: ignore[arg-type]
    assert last_moment_of(told) == hour(50)


def test_nothing_but_the_arrival_has_happened_to_a_new_complaint():
    assert last_moment_of(Told()) == hour(0)


def clock(day: int) -> Clock:
    return replace(UNKNOWN, due=hour(24 * day))


UNKNOWN = Clock(Stage.VERIFY, ClockState.RUNNING, Why.STILL_OPEN)


@pytest.mark.parametrize(
    ("told", "what", "day"),
    [
        (Told(status=Status.UNVERIFIED, unit_id=None), Next.VERIFY, 1),
        (Told(status=Status.DISPOSED, unit_id=None, verified_at=hour(1)), Next.ROUTE, 2),
        (
            Told(unit_id=None, verified_at=hour(1), first_follow_up_at=hour(2), replied_at=hour(3)),
            Next.ROUTE,
            3,
        ),
        (Told(status=Status.DISPOSED, verified_at=hour(1)), Next.ANSWER, 2),
        (
            Told(verified_at=hour(1), first_follow_up_at=hour(2), replied_at=hour(3)),
            Next.ANSWER_REPLY,
            3,
        ),
        (
            Told(verified_at=hour(1), first_follow_up_at=hour(2), close_due=hour(24 * 9)),
            Next.MAY_REPLY,
            9,
        ),
        (Told(status=Status.POSTPONED, verified_at=hour(1), postponed_at=hour(2)), Next.COMPLETE, None),
    ],
)
def test_until_when_the_next_thing_has_to_happen(told: Told, what: Next, day: int | None):
    found = ahead(told, (clock(1), clock(2), clock(3)))
    assert (found.what, found.until) == (what, None if day is None else hour(24 * day))
    # People read a day: the moment at which it is too late is midnight of the next one.
    assert found.last_moment == (None if day is None else hour(24 * day) - timedelta(seconds=1))


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
