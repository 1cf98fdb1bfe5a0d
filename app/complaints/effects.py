"""Which complaints a change of calendar or deadlines may touch, and what it does to one of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.complaints.judging import Judge, Told
from app.complaints.rules import Klass
from app.complaints.sla import ClockState, SlaRule, SlaRules, Stage, state_at

_SATURDAY = 5
_STAGES = (Stage.VERIFY, Stage.FOLLOW_UP, Stage.RESOLVE)


@dataclass(frozen=True)
class RuleSpan:
    """Complaints of a class (None: without one) that came in from `first` to `last` (None: for ever)."""

    klass: Klass | None
    first: date
    last: date | None


@dataclass(frozen=True)
class Reach:
    """What a change may touch: clocks that ran over one of `days`, or complaints in one of `rules`."""

    days: tuple[date, ...] = ()
    rules: tuple[RuleSpan, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.days and not self.rules

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "days": [day.isoformat() for day in self.days],
            "rules": [
                [span.klass and span.klass.value, span.first.isoformat(), span.last and span.last.isoformat()]
                for span in self.rules
            ],
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Reach":
        """Back from JSON."""
        spans = (
            RuleSpan(
                Klass(klass) if klass else None,
                date.fromisoformat(first),
                date.fromisoformat(last) if last else None,
            )
            for klass, first, last in plain["rules"]
        )
        return cls(tuple(map(date.fromisoformat, plain["days"])), tuple(spans))


@dataclass(frozen=True)
class Outcome:
    """What a change does to one complaint. `moved`: anything that is stored of it differs."""

    moved: bool
    turned_late: bool
    recovered: bool


def reach_of_days(before: Iterable[date], after: Iterable[date]) -> Reach:
    """The days on which offices work by one set of free days and not by the other."""
    return Reach(days=tuple(day for day in sorted({*before} ^ {*after}) if day.weekday() < _SATURDAY))


def reach_of_rules(before: Iterable[SlaRule], after: Iterable[SlaRule]) -> Reach:
    """The classes and days of arrival for which one set of rules allows other working days than the other."""
    old, new = tuple(before), tuple(after)
    return Reach(rules=tuple(dict.fromkeys(_differences(old, new))))


def _differences(old: tuple[SlaRule, ...], new: tuple[SlaRule, ...]) -> Iterator[RuleSpan]:
    was, becomes = SlaRules(old), SlaRules(new)
    starts: list[date] = sorted({rule.valid_from for rule in (*old, *new)})
    for klass in (*Klass, None):
        for place, first in enumerate(starts):
            last = starts[place + 1] - timedelta(days=1) if place + 1 < len(starts) else None
            if any(was.allowed(s, klass, first) != becomes.allowed(s, klass, first) for s in Stage):
                yield RuleSpan(klass, first, last)


def outcome(told: Told, before: Judge, after: Judge, now: datetime) -> Outcome:
    """What happens to a complaint when it is judged by `after` instead of `before`, as seen at `now`."""
    old, new = before.derived(told), after.derived(told)
    if old == new:
        return Outcome(moved=False, turned_late=False, recovered=False)
    was, becomes = _late(old, now), _late(new, now)
    return Outcome(moved=True, turned_late=bool(becomes - was), recovered=bool(was - becomes))


def _late(derived: dict[str, Any], now: datetime) -> set[Stage]:
    found = set()
    for stage in _STAGES:
        state, due = derived[f"{stage.value}_state"], derived[f"{stage.value}_due"]
        if state_at(state, due, now) in (ClockState.LATE, ClockState.OPEN_LATE):
            found.add(stage)
    return found
