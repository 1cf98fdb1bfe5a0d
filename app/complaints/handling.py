"""Which steps lead a complaint on, who may take them, and what happens next.

A complaint that was written down here, or sent by a local channel, is handled here from beginning to end. Of one that
an import told, the source keeps the times: here only its OPD is decided.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from app.complaints.rules import HANDLED_HERE, OPEN, Origin, Status
from app.complaints.sla import Clock


class Step(StrEnum):
    """What an official can do with a complaint."""

    VERIFY = "verify"  # check it and forward it to an OPD, for the first time
    ROUTE = "route"  # to an OPD, or to another one
    DECLINE = "decline"  # "bukan wewenang": back to the coordinator
    FOLLOW_UP = "follow_up"
    POSTPONE = "postpone"
    RESUME = "resume"
    REPLY = "reply"  # write down what the reporter said
    CLOSE = "close"
    ARCHIVE = "archive"


class Party(StrEnum):
    """Whose turn it is."""

    COORDINATOR = "coordinator"
    UNIT = "unit"
    REPORTER = "reporter"
    SOURCE = "source"
    NOBODY = "nobody"


class Next(StrEnum):
    """What happens next; `labels.handling` has the sentences."""

    VERIFY = "verify"
    ROUTE = "route"
    ANSWER = "answer"
    ANSWER_REPLY = "answer_reply"
    COMPLETE = "complete"  # the reporter has to complete the complaint
    MAY_REPLY = "may_reply"  # the reporter may reply, else it closes by itself
    CLOSED = "closed"
    ARCHIVED = "archived"
    AT_SOURCE = "at_source"


class WrongStep(Exception):
    """The step does not lead on from where the complaint stands, or is not this party's."""

    def __init__(self, step: Step) -> None:
        super().__init__(step.value)
        self.step = step


class NoteMissing(Exception):
    """An answer without words, or a decision without its reason."""


class MomentInFuture(Exception):
    """A step is said to happen later than now."""


class MomentTooEarly(Exception):
    """A step is said to have happened before the one that came last, at `previous`."""

    def __init__(self, previous: datetime) -> None:
        super().__init__(previous.isoformat())
        self.previous = previous


class Handled(Protocol):
    """A complaint as its steps see it."""

    origin: Origin
    status: Status
    unit_id: str | None
    received_at: datetime
    verified_at: datetime | None
    first_follow_up_at: datetime | None
    last_follow_up_at: datetime | None
    closed_at: datetime | None
    archived_at: datetime | None
    postponed_at: datetime | None
    resumed_at: datetime | None
    replied_at: datetime | None
    reopened_at: datetime | None
    declined_at: datetime | None
    close_due: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a complaint stands. `replied`: the reporter wrote after the last answer."""

    here: bool
    is_open: bool
    verified: bool
    routed: bool
    answered: bool
    paused: bool
    replied: bool
    closed: bool
    declined: bool


def standing_of(complaint: Handled) -> Standing:
    """Read off a complaint where it stands."""
    here = complaint.origin in HANDLED_HERE
    answered = complaint.last_follow_up_at or complaint.first_follow_up_at
    replied = complaint.replied_at
    return Standing(
        here=here,
        is_open=complaint.status in OPEN,
        verified=complaint.verified_at is not None if here else complaint.status is not Status.UNVERIFIED,
        routed=complaint.unit_id is not None,
        answered=answered is not None,
        paused=complaint.status is Status.POSTPONED,
        replied=replied is not None and (answered is None or replied > answered),
        closed=complaint.status is Status.FINISHED,
        declined=complaint.declined_at is not None,
    )


@dataclass(frozen=True)
class StepRule:
    """One row of the table: when a step leads on, who takes it, and whether it has to be put into words."""

    parties: frozenset[Party]
    leads_on: Callable[[Standing], bool]
    needs_note: Callable[[Standing], bool] = lambda _standing: True


def _never(_standing: Standing) -> bool:
    return False


def _handled(standing: Standing) -> bool:
    """Handled here, open, forwarded to an OPD, and not waiting for the reporter to complete it."""
    return (
        standing.here and standing.is_open and standing.verified and standing.routed and not standing.paused
    )


def _declinable(standing: Standing) -> bool:
    """Forwarded and open. Who has answered stands by it: only what the reporter adds may be another OPD's business."""
    if not standing.here:
        return standing.is_open and standing.verified and standing.routed
    return _handled(standing) and (standing.replied or not standing.answered)


_COORDINATOR = frozenset({Party.COORDINATOR})
_UNIT = frozenset({Party.UNIT})
_BOTH = _COORDINATOR | _UNIT

RULES: Mapping[Step, StepRule] = {
    Step.VERIFY: StepRule(
        _COORDINATOR, lambda s: s.here and s.is_open and not s.verified and not s.paused, _never
    ),
    # Where an import lets its complaints count is decided here, whatever became of them at the source.
    Step.ROUTE: StepRule(
        _COORDINATOR, lambda s: not s.here or (s.is_open and s.verified), lambda s: s.routed
    ),
    Step.DECLINE: StepRule(_UNIT, _declinable),
    Step.FOLLOW_UP: StepRule(_BOTH, _handled),
    Step.POSTPONE: StepRule(_BOTH, lambda s: s.here and s.is_open and not s.paused),
    Step.RESUME: StepRule(_BOTH, lambda s: s.here and s.is_open and s.paused, _never),
    Step.REPLY: StepRule(_BOTH, lambda s: s.here and (s.is_open or s.closed)),
    # Only what was answered can be finished; what nobody answers is archived, with the reason.
    Step.CLOSE: StepRule(_BOTH, lambda s: _handled(s) and s.answered, _never),
    Step.ARCHIVE: StepRule(_COORDINATOR, lambda s: s.here and s.is_open and not s.answered),
}


def may_take(step: Step, standing: Standing, parties: Collection[Party]) -> bool:
    """Whether somebody who acts for `parties` may take `step` now. Until it is forwarded, it is the coordinator's."""
    rule = RULES[step]
    taking = rule.parties if standing.verified else rule.parties & _COORDINATOR
    return rule.leads_on(standing) and not taking.isdisjoint(parties)


def steps_for(standing: Standing, parties: Collection[Party]) -> tuple[Step, ...]:
    """Every step that is open to these parties, in the order of the work."""
    return tuple(step for step in Step if may_take(step, standing, parties))


def require(step: Step, standing: Standing, parties: Collection[Party], note: str) -> None:
    """Raise `WrongStep` or `NoteMissing` unless the step may be taken like this."""
    if not may_take(step, standing, parties):
        raise WrongStep(step)
    if RULES[step].needs_note(standing) and not note.strip():
        raise NoteMissing(step)


@dataclass(frozen=True)
class Ahead:
    """What happens next: whose turn it is, the step that does it, and until when.

    `until` is the first moment too late, or for a complaint that waits for a reply the moment at which it closes.
    """

    what: Next
    party: Party
    step: Step | None = None
    until: datetime | None = None

    @property
    def last_moment(self) -> datetime | None:
        """The last moment in time, for people: its day is the deadline."""
        return self.until - timedelta(seconds=1) if self.until else None


def turn(standing: Standing) -> Ahead:
    """Whose turn it is, without the deadline."""
    if standing.closed:
        return Ahead(Next.CLOSED, Party.NOBODY)
    if not standing.is_open:
        return Ahead(Next.ARCHIVED, Party.NOBODY)
    if not standing.here:
        if standing.declined:
            return Ahead(Next.ROUTE, Party.COORDINATOR, Step.ROUTE)
        return Ahead(Next.AT_SOURCE, Party.SOURCE)
    if standing.paused:
        return Ahead(Next.COMPLETE, Party.REPORTER, Step.REPLY)
    if not standing.verified:
        return Ahead(Next.VERIFY, Party.COORDINATOR, Step.VERIFY)
    if not standing.routed:
        return Ahead(Next.ROUTE, Party.COORDINATOR, Step.ROUTE)
    if not standing.answered:
        return Ahead(Next.ANSWER, Party.UNIT, Step.FOLLOW_UP)
    if standing.replied:
        return Ahead(Next.ANSWER_REPLY, Party.UNIT, Step.FOLLOW_UP)
    return Ahead(Next.MAY_REPLY, Party.REPORTER, Step.REPLY)


def ahead(complaint: Handled, clocks: Sequence[Clock]) -> Ahead:
    """What happens next with a complaint whose `clocks` (verify, follow up, resolve) are given."""
    verify, follow_up, resolve = clocks
    standing = standing_of(complaint)
    found = turn(standing)
    until: Mapping[Next, datetime | None] = {
        Next.VERIFY: verify.due,
        Next.ROUTE: resolve.due if standing.answered else follow_up.due,
        Next.ANSWER: follow_up.due,
        Next.ANSWER_REPLY: resolve.due,
        Next.MAY_REPLY: complaint.close_due,
    }
    return Ahead(found.what, found.party, found.step, until.get(found.what))


def primary_step(standing: Standing, parties: Collection[Party]) -> Step | None:
    """The one step to offer first: what is next, if it is these parties' to do or to write down."""
    found = turn(standing)
    ours = found.party in parties or found.party is Party.REPORTER
    if found.step is None or not ours or not may_take(found.step, standing, parties):
        return None
    return found.step


def last_moment_of(complaint: Handled) -> datetime:
    """When the last thing happened to a complaint: no further step can have come before."""
    moments = (
        complaint.received_at,
        complaint.verified_at,
        complaint.first_follow_up_at,
        complaint.last_follow_up_at,
        complaint.postponed_at,
        complaint.resumed_at,
        complaint.replied_at,
        complaint.reopened_at,
        complaint.declined_at,
        complaint.closed_at,
        complaint.archived_at,
    )
    return max(moment for moment in moments if moment is not None)


_JUST_AFTER = timedelta(microseconds=1)


def place(given: datetime | None, previous: datetime, now: datetime) -> datetime:
    """When a step happened: at the minute that was given, or now; always after the previous one.

    People give minutes, and two things may happen within one. Raises `MomentInFuture` and `MomentTooEarly`.
    """
    if given is None:
        return max(now, previous + _JUST_AFTER)
    if given > now:
        raise MomentInFuture
    if given < previous.replace(second=0, microsecond=0):
        raise MomentTooEarly(previous)
    return max(given, previous + _JUST_AFTER)
