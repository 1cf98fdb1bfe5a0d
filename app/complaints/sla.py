"""Clocks: how long each stage of a complaint may take, and how long it took.

Sources of the rules (all of them dated configuration, because Permenpan RB 5/2025 may change them): verify
and forward within 3 working days, formulate a follow-up within 5, done when 10 working days pass without a
reply (working clock of LAPOR!); resolve within 5 (information), 5 (aspiration), 14 (complaint that needs no
supervision) or 60 (complaint that does) working days (Permenpan RB 62/2018).

Waiting for the reporter stops every clock, also that of verification: a complaint that lacks what it takes to be
forwarded is the one that LAPOR! calls "Tertunda". A clock that was late before stays late.

A clock is honest about what it does not know. A stage whose end is proven by a later one but carries no time
of its own (files without a column for it) is `unknown`: it is neither in time nor late, and no figure counts
it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.complaints.calendar import WorkingCalendar
from app.complaints.rules import Klass, Status, Times

Pause = tuple[datetime, datetime | None]
Span = tuple[datetime, datetime]


class Stage(StrEnum):
    """What has a deadline."""

    VERIFY = "verify"
    FOLLOW_UP = "follow_up"
    RESOLVE = "resolve"
    AUTO_CLOSE = "auto_close"


JUDGED_STAGES = (Stage.VERIFY, Stage.FOLLOW_UP, Stage.RESOLVE)


class ClockState(StrEnum):
    """Where a clock stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    IN_TIME = "in_time"
    LATE = "late"
    OPEN_LATE = "open_late"
    UNKNOWN = "unknown"
    STOPPED = "stopped"  # archived before the stage was reached: nobody owes it any more


class Why(StrEnum):
    """The reason a clock stands where it does; `labels.py` has the sentences."""

    WAITS_FOR_EARLIER_STAGE = "waits_for_earlier_stage"
    NO_RULE = "no_rule"
    START_NOT_RECORDED = "start_not_recorded"
    END_NOT_RECORDED = "end_not_recorded"
    TIMES_OUT_OF_ORDER = "times_out_of_order"
    WAITS_FOR_REPORTER = "waits_for_reporter"
    ARCHIVED = "archived"
    WITHIN_DEADLINE = "within_deadline"
    AFTER_DEADLINE = "after_deadline"
    STILL_OPEN = "still_open"
    STILL_OPEN_AFTER_DEADLINE = "still_open_after_deadline"


@dataclass(frozen=True)
class SlaRule:
    """`working_days` for a stage (of a class, if named) for complaints received from `valid_from` on."""

    stage: Stage
    klass: Klass | None
    working_days: int
    valid_from: date


_EVER = date(1995, 1, 1)

DEFAULT_RULES: tuple[SlaRule, ...] = (
    SlaRule(Stage.VERIFY, None, 3, _EVER),
    SlaRule(Stage.FOLLOW_UP, None, 5, _EVER),
    SlaRule(Stage.AUTO_CLOSE, None, 10, _EVER),
    SlaRule(Stage.RESOLVE, Klass.INFORMATION, 5, _EVER),
    SlaRule(Stage.RESOLVE, Klass.ASPIRATION, 5, _EVER),
    SlaRule(Stage.RESOLVE, Klass.NON_SUPERVISORY, 14, _EVER),
    SlaRule(Stage.RESOLVE, Klass.SUPERVISORY, 60, _EVER),
)


class SlaRules:
    """The dated rules of a government; a complaint is judged by the rule of the day on which it came in."""

    def __init__(self, rules: Iterable[SlaRule] = DEFAULT_RULES) -> None:
        self._by_key: dict[tuple[Stage, Klass | None], list[SlaRule]] = {}
        for rule in sorted(rules, key=lambda rule: rule.valid_from, reverse=True):
            self._by_key.setdefault((rule.stage, rule.klass), []).append(rule)

    def allowed(self, stage: Stage, klass: Klass | None, day: date) -> int | None:
        """Working days for a stage; a rule for the class goes before one for all. None when no rule was in force."""
        for key in ((stage, klass), (stage, None)):
            for rule in self._by_key.get(key, ()):
                if rule.valid_from <= day:
                    return rule.working_days
        return None


@dataclass(frozen=True, slots=True)
class Clock:
    """One stage of one complaint. `due` is the first moment too late; `working_days` what passed, without pauses.

    `working_days` is None when a clock did not start or its end is unknown. Moments are aware and in UTC.
    """

    stage: Stage
    state: ClockState
    why: Why
    starts: datetime | None = None
    ends: datetime | None = None
    due: datetime | None = None
    working_days: int | None = None
    allowed: int | None = None

    @property
    def last_moment(self) -> datetime | None:
        """The last moment that is in time, for people: its day is the deadline."""
        return self.due - timedelta(seconds=1) if self.due else None

    @property
    def has_ended(self) -> bool:
        return self.state in (ClockState.IN_TIME, ClockState.LATE)


def clocks(
    times: Times,
    status: Status,
    klass: Klass | None,
    rules: SlaRules,
    calendar: WorkingCalendar,
    now: datetime,
) -> tuple[Clock, Clock, Clock]:
    """The clocks of verification, follow-up and resolution of one complaint, as seen at `now`."""
    day = calendar.local_day(times.received)
    judge = _Judge(times, status, calendar, now)
    return (
        judge.clock(Stage.VERIFY, rules.allowed(Stage.VERIFY, klass, day), times.received, times.verified),
        judge.clock(
            Stage.FOLLOW_UP,
            rules.allowed(Stage.FOLLOW_UP, klass, day),
            times.verified,
            times.first_follow_up,
        ),
        judge.clock(Stage.RESOLVE, rules.allowed(Stage.RESOLVE, klass, day), times.received, times.resolved),
    )


# How far a status proves that the complaint came, whether or not the file carried the times.
_REACHED: dict[Status, int] = {
    Status.UNVERIFIED: 0,
    Status.DISPOSED: 1,
    Status.IN_PROCESS: 2,
    Status.FINISHED: 3,
}
_NEEDED = {Stage.VERIFY: 1, Stage.FOLLOW_UP: 2, Stage.RESOLVE: 3}


class _Judge:
    """Judges the stages of one complaint; holds what they have in common."""

    def __init__(self, times: Times, status: Status, calendar: WorkingCalendar, now: datetime) -> None:
        self.times, self.calendar, self.now = times, calendar, now
        self.archived = status is Status.ARCHIVED
        # A source may say "Tertunda" without saying since when: then the clock stands, and nobody can tell
        # how long it ran.
        self.waits = times.is_paused or status is Status.POSTPONED
        self.reached = max(_REACHED.get(status, 0), times.reached)

    def clock(
        self, stage: Stage, allowed: int | None, starts: datetime | None, ends: datetime | None
    ) -> Clock:
        needed = _NEEDED[stage]
        if starts is None:
            if self.reached >= needed - 1:
                return Clock(stage, ClockState.UNKNOWN, Why.START_NOT_RECORDED, ends=ends, allowed=allowed)
            if self.archived:
                return Clock(stage, ClockState.STOPPED, Why.ARCHIVED, allowed=allowed)
            return Clock(stage, ClockState.NOT_STARTED, Why.WAITS_FOR_EARLIER_STAGE, allowed=allowed)
        if allowed is None:
            return Clock(stage, ClockState.UNKNOWN, Why.NO_RULE, starts, ends)
        if ends is not None:
            return self._ended(stage, allowed, starts, ends)
        if self.reached >= needed:
            return Clock(stage, ClockState.UNKNOWN, Why.END_NOT_RECORDED, starts, allowed=allowed)
        if self.archived:
            return Clock(stage, ClockState.STOPPED, Why.ARCHIVED, starts, allowed=allowed)
        return self._open(stage, allowed, starts)

    def _ended(self, stage: Stage, allowed: int, starts: datetime, ends: datetime) -> Clock:
        if ends < starts:
            return Clock(stage, ClockState.UNKNOWN, Why.TIMES_OUT_OF_ORDER, starts, ends, allowed=allowed)
        waits = waiting(self.times.pauses, starts, ends)
        due = self._due(starts, allowed, waits)
        used = self._used(starts, ends, waits)
        if ends < due:
            return Clock(stage, ClockState.IN_TIME, Why.WITHIN_DEADLINE, starts, ends, due, used, allowed)
        return Clock(stage, ClockState.LATE, Why.AFTER_DEADLINE, starts, ends, due, used, allowed)

    def _open(self, stage: Stage, allowed: int, starts: datetime) -> Clock:
        seen = max(self.now, starts)
        used = self._used(starts, seen, waiting(self.times.pauses, starts, seen))
        # Every span that is over counts, also one after `now`: what is stored is seen at the arrival, and must
        # be what a later look finds.
        over = waiting([pause for pause in self.times.pauses if pause[1] is not None], starts)
        due = self._due(starts, allowed, over)
        if self.waits and not self._was_late_already(due):
            known = used if self.times.is_paused else None
            return Clock(stage, ClockState.PAUSED, Why.WAITS_FOR_REPORTER, starts, None, None, known, allowed)
        if self.now >= due:
            state, why = ClockState.OPEN_LATE, Why.STILL_OPEN_AFTER_DEADLINE
        else:
            state, why = ClockState.RUNNING, Why.STILL_OPEN
        return Clock(stage, state, why, starts, None, due, used, allowed)

    def _was_late_already(self, due: datetime) -> bool:
        """Whether the deadline had passed when the present waiting began: asking the reporter then mends nothing."""
        return self.times.is_paused and due <= self.times.pauses[-1][0]

    def _due(self, starts: datetime, allowed: int, waits: Sequence[Span]) -> datetime:
        """The end of the `allowed`-th working day that the reporter did not take; a wait after it moves nothing."""
        due = self.calendar.deadline(starts, allowed)
        taken = 0
        while waits:
            last = due - timedelta(microseconds=1)
            seen = sum(self.calendar.elapsed(low, min(high, last)) for low, high in waits if low < last)
            if seen == taken:
                break
            taken = seen
            due = self.calendar.deadline(starts, allowed + taken)
        return due

    def _used(self, starts: datetime, ends: datetime, waits: Sequence[Span]) -> int:
        used = self.calendar.elapsed(starts, ends)
        for low, high in waits:
            used -= self.calendar.elapsed(low, high)
        return used


def waiting(pauses: Sequence[Pause], starts: datetime, ends: datetime | None = None) -> list[Span]:
    """The spans of waiting for the reporter within a clock, in order, those that overlap made one.

    A span that is still open ends with the clock. Without `ends` the pauses must all be over.
    """
    found: list[Span] = []
    if not pauses:  # nearly all complaints, and an import asks for all of them
        return found
    for pause_start, pause_end in sorted(pauses, key=lambda pause: pause[0]):
        closes = [moment for moment in (pause_end, ends) if moment is not None]
        low, high = max(starts, pause_start), min(closes)
        if high <= low:
            continue
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def state_at(state: ClockState, due: datetime | None, now: datetime) -> ClockState:
    """A clock that was stored as running, seen again at `now`: the only state that changes by itself."""
    if state is ClockState.RUNNING and due is not None and now >= due:
        return ClockState.OPEN_LATE
    return state
