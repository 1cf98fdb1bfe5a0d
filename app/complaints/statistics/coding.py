"""Tallies as plain data and back. Short names and no zeros: a year of a large register is thousands of them."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from app.complaints.sla import Stage
from app.complaints.statistics.tally import Tally, Waiting

Plain = Mapping[str, Any]
Key = TypeVar("Key", bound=Hashable)


def as_plain(tally: Tally) -> dict[str, Any]:
    """A tally as JSON can hold it; `absorb` reads it back."""
    found = {
        "status": dict(tally.statuses),
        "followed_up": tally.followed_up,
        "rating": dict(tally.ratings),
        "state": _stages(tally.states),
        "days": _stages(tally.days),
        "late_days": _stages(tally.late_days),
        "late": tally.ended_late,
        "closed": dict(tally.closed_in),
        "archived": dict(tally.archived_in),
        "reopened": tally.reopened,
        "closable": tally.closable,
    }
    for keeper, waiting in tally.waiting.items():
        found[keeper.value] = _waiting(waiting)
    return {name: value for name, value in found.items() if value}


def _stages(counters: Mapping[Stage, Counter[Any]]) -> dict[str, dict[Any, int]]:
    return {stage.value: dict(counter) for stage, counter in counters.items() if counter}


def _waiting(waiting: Waiting) -> dict[str, Any]:
    found = {
        "due": _stages(waiting.dues),
        "first_due": dict(waiting.first_due),
        "late_from": dict(waiting.late_from),
        "received": dict(waiting.received_on),
    }
    return {name: value for name, value in found.items() if value}


def absorb(tally: Tally, plain: Plain) -> None:
    """Add what `as_plain` wrote down to a tally."""
    tally.statuses.update(plain.get("status", {}))
    tally.followed_up += plain.get("followed_up", 0)
    _add(tally.ratings, plain.get("rating"), float)
    for stage, states in plain.get("state", {}).items():
        tally.states[Stage(stage)].update(states)
    _add_stages(tally.days, plain.get("days"))
    _add_stages(tally.late_days, plain.get("late_days"))
    tally.ended_late += plain.get("late", 0)
    tally.closed_in.update(plain.get("closed", {}))
    tally.archived_in.update(plain.get("archived", {}))
    tally.reopened += plain.get("reopened", 0)
    tally.closable += plain.get("closable", 0)
    for keeper, waiting in tally.waiting.items():
        if keeper in plain:
            _absorb_waiting(waiting, plain[keeper.value])


def incoming_of(plain: Plain) -> int:
    """How many complaints `as_plain` wrote down; where only that is wanted, nothing else is read."""
    return sum(plain.get("status", {}).values())


def _absorb_waiting(waiting: Waiting, plain: Plain) -> None:
    _add_stages(waiting.dues, plain.get("due"))
    _add(waiting.first_due, plain.get("first_due"), int)
    _add(waiting.late_from, plain.get("late_from"), int)
    waiting.received_on.update(plain.get("received", {}))


def _add_stages(counters: Mapping[Stage, Counter[int]], plain: Plain | None) -> None:
    for stage, counts in (plain or {}).items():
        _add(counters[Stage(stage)], counts, int)


def _add(counter: Counter[Key], plain: Plain | None, read: Callable[[str], Key]) -> None:
    """JSON knows only texts as keys."""
    known = counter.get  # asking a `Counter` for what it has not yet would cost more than all the rest
    for text, n in (plain or {}).items():
        key = read(text)
        counter[key] = known(key, 0) + n
