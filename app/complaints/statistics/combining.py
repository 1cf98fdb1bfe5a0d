"""Counts of several registers as one: each judged at its own moment, then added up. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

from app.complaints.statistics.tally import SeenAt, Tally, passed

LONG_AGO = 0  # a deadline that has passed at whatever moment the sum is looked at
Key = TypeVar("Key")


def as_seen(tally: Tally, seen_at: SeenAt) -> Tally:
    """The same counts with their running clocks judged at `seen_at`, so that they can be added to another register's.

    Each register is known up to a day of its own; a clock that had time left on that day is never late in the sum.
    """
    found = Tally()
    found.add(tally)
    for keeper, waiting in found.waiting.items():
        for counter in (*waiting.dues.values(), waiting.first_due, waiting.late_from):
            _judge(counter, passed(counter, seen_at.of(keeper)))
    return found


def added(registers: Iterable[Mapping[Key, Tally]]) -> dict[Key, Tally]:
    """The groups of several registers under the keys that they share."""
    found: dict[Key, Tally] = {}
    for groups in registers:
        for key, tally in groups.items():
            found.setdefault(key, Tally()).add(tally)
    return found


def _judge(counter: Counter[int], late: int) -> None:
    counter.clear()
    if late:
        counter[LONG_AGO] = late
