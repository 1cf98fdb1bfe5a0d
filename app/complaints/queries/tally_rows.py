"""Written tallies as they are read: each one decoded once by a process, as long as its register is large.

What a tally says never changes under its stamp: a month that is counted anew gets another, and so does its year. So
nobody has to throw a remembered one away, and after a month was counted anew only that month and its year are read.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from threading import Lock
from typing import Any, TypeVar

from cachetools import LRUCache
from sqlalchemy import select

from app.complaints.models import ComplaintTally
from app.complaints.queries.plans import MONTH, WITH_DAYS, Plan
from app.complaints.statistics.coding import absorb, incoming_of
from app.complaints.statistics.pieces import pieces
from app.complaints.statistics.tally import Tally
from app.db import db

Plain = Mapping[str, Any]
Value = TypeVar("Value")
Decode = Callable[[Plain], Value]
# Key ("" for what the source left open) → what its tally says; these are shared and must not be changed.
Groups = Mapping[str, Value]
# Tallies, not rows; one takes about 5 kilobytes. Every view of a register of a million complaints needs some 8.000.
REMEMBERED = 20_000

_remembered: LRUCache[tuple[object, ...], Groups[Any]] = LRUCache(
    REMEMBERED, getsizeof=lambda groups: len(groups) + 1
)
_turn = Lock()


def decoded(plain: Plain) -> Tally:
    """All that was counted."""
    tally = Tally()
    absorb(tally, plain)
    return tally


def incoming(plain: Plain) -> int:
    """Only how many came in: a fraction of the work."""
    return incoming_of(plain)


def is_large(plan: Plan) -> bool:
    """Whether any month holds so many complaints that its days were tallied."""
    return any(stamp.startswith(WITH_DAYS) for stamp in plan.stamps.values())


def parts_of(plan: Plan) -> dict[str, int]:
    """The tallies that the cut months of a plan are put together from, each with its sign."""
    return {period: sign for span in plan.days for period, sign in pieces(*span).items()}


def rows_of(
    plan: Plan, subject: str, dimensions: Sequence[str], periods: Iterable[str], decode: Decode[Value]
) -> Iterator[tuple[str, str, Groups[Value]]]:
    """(period, dimension, groups) of months, years or days; in the order that was asked for, empty ones too."""
    wanted = list(periods)
    found: dict[tuple[str, str], Groups[Any]] = {}
    if is_large(plan):
        found = _known(plan, subject, dimensions, wanted, decode)
    missing = [period for period in wanted if any((period, one) not in found for one in dimensions)]
    if missing:
        found |= _read(plan, subject, dimensions, missing, decode)
    for dimension in dimensions:
        for period in wanted:
            yield period, dimension, found[period, dimension]


def _known(
    plan: Plan, subject: str, dimensions: Sequence[str], periods: Sequence[str], decode: Decode[Any]
) -> dict[tuple[str, str], Groups[Any]]:
    keys = {
        (period, one): _key(plan, subject, one, period, decode) for period in periods for one in dimensions
    }
    with _turn:
        return {place: _remembered[key] for place, key in keys.items() if key in _remembered}


def _read(
    plan: Plan, subject: str, dimensions: Sequence[str], periods: Sequence[str], decode: Decode[Any]
) -> dict[tuple[str, str], Groups[Any]]:
    # A period without complaints of a subject has no row, and that is remembered as well.
    found: dict[tuple[str, str], Groups[Any]] = {
        (period, one): {} for period in periods for one in dimensions
    }
    foreign = set()
    statement = select(
        ComplaintTally.period, ComplaintTally.dimension, ComplaintTally.stamp, ComplaintTally.counts
    ).where(
        ComplaintTally.government_id == plan.government_id,
        ComplaintTally.subject == subject,
        ComplaintTally.dimension.in_(dimensions),
        ComplaintTally.period.in_(periods),
    )
    for period, dimension, stamp, counts in db.session.execute(statement):
        found[period, dimension] = {key: decode(plain) for key, plain in counts.items()}
        if stamp != stamp_of(plan, period):  # counted anew since the plan was made; `still_holds` will see it
            foreign.add((period, dimension))
    if is_large(plan):
        with _turn:
            for (period, dimension), groups in found.items():
                if (period, dimension) not in foreign:
                    _remembered[_key(plan, subject, dimension, period, decode)] = groups
    return found


def _key(plan: Plan, subject: str, dimension: str, period: str, decode: Decode[Any]) -> tuple[object, ...]:
    return plan.government_id, subject, dimension, period, stamp_of(plan, period), decode


def stamp_of(plan: Plan, period: str) -> str:
    """A day carries the stamp of its month. A month into which its first complaints came has none yet."""
    return plan.stamps.get(period[:MONTH], "")
