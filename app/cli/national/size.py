"""How much is asked for, and who gets how much of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Size:
    """What to make, in all: governments, OPD and complaints over all governments together."""

    governments: int
    units: int
    complaints: int


def spread(items: Sequence[Item], count: int) -> list[Item]:
    """`count` items at even distances, so that few governments still lie all over the country."""
    count = min(count, len(items))
    return [items[place * len(items) // count] for place in range(count)]


def shares(total: int, parts: int) -> Iterator[int]:
    """A total in `parts` whole shares that differ by one at most."""
    for place in range(parts):
        yield total // parts + (place < total % parts)
