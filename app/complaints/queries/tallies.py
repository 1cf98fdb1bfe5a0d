"""Figures from the tallies kept by month; what none holds is counted from the complaints.

Exact at any moment, whether or not anybody has counted anew since: of complaints that were changed the tally is
corrected by what they were and what they are, and a month of which too many were changed is counted from its
complaints. So are the days of a month that the period cuts, unless the month is so large that its days were tallied.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock
from typing import TypeVar

from cachetools import LRUCache, cached
from sqlalchemy import select

from app.complaints.models import ComplaintTally
from app.complaints.queries.plans import MONTH, NO_MARKS, YEAR, Loose, Plan, loose_of, plan_of, still_holds
from app.complaints.queries.tally_rows import decoded, incoming, is_large, parts_of, rows_of, stamp_of
from app.complaints.statistics.cells import ALL_UNITS, NO_UNIT, TOTAL, summed
from app.complaints.statistics.facts import tallies
from app.complaints.statistics.groups import BY_TIME, Dimension
from app.complaints.statistics.tally import Tally
from app.db import db

Groups = dict[str | None, Tally]
Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")
_ATTEMPTS = 3
# Tallies, of whole registers and of years; one takes about 5 kilobytes. By size and not by number: the sums behind a
# list of published totals are many and small, those behind a page of figures few and large.
REMEMBERED = 12_000


@dataclass
class Counted:
    """Tallies by month of arrival, and by each dimension that was asked for; the key None is what was left open."""

    months: dict[str, Tally] = field(default_factory=dict)
    groups: dict[Dimension, Groups] = field(default_factory=dict)

    @property
    def total(self) -> Tally:
        """Everything together."""
        found = Tally()
        for tally in self.months.values():
            found.add(tally)
        return found


def count(
    government_id: str,
    start: date | None,
    end: date | None,
    unit_id: str | None = None,
    dimensions: Collection[Dimension] = (),
) -> Counted:
    """Count the complaints received from `start` to `end` (both included; None: open) of one unit or of all.

    `unit_id` may be `NO_UNIT`: those that were routed to no known one.
    """
    # The tallies of one unit are not split by unit once more.
    left_out = BY_TIME | ({Dimension.UNIT} if unit_id is not None else set())
    split = [dimension for dimension in dimensions if dimension not in left_out]

    def read(plan: Plan) -> Counted:
        found = _copy(_tallied(plan, unit_id or ALL_UNITS, tuple(split)))
        for loose in loose_of(plan, unit_id):
            add_loose(found.months, loose, loose.facts.groups[Dimension.MONTH])
            for dimension, groups in found.groups.items():
                add_loose(groups, loose, _keys_of(loose, dimension))
        if unit_id is not None and Dimension.UNIT in dimensions:
            alone = found.total
            found.groups[Dimension.UNIT] = (
                {None if unit_id == NO_UNIT else unit_id: alone} if alone.incoming else {}
            )
        return found

    return _steadily(government_id, start, end, unit_id, read)


def count_by_unit(
    government_id: str, start: date | None, end: date | None, dimension: Dimension
) -> dict[tuple[str | None, str | None], Tally]:
    """Count by (unit id, key of a dimension)."""

    def read(plan: Plan) -> dict[tuple[str | None, str | None], Tally]:
        rows = db.session.execute(
            select(ComplaintTally.subject, ComplaintTally.dimension, ComplaintTally.counts).where(
                ComplaintTally.government_id == plan.government_id,
                ComplaintTally.subject != ALL_UNITS,
                ComplaintTally.dimension == dimension,
                ComplaintTally.period.in_(plan.periods),
            )
        )
        found: dict[tuple[str | None, str | None], Tally] = {}
        for subject, split in summed((row[0], row[1], row[2]) for row in rows).items():
            unit_id = None if subject == NO_UNIT else subject
            found.update({(unit_id, key or None): tally for key, tally in split[dimension].items()})
        for loose in loose_of(plan):
            keys = zip(_keys_of(loose, Dimension.UNIT), _keys_of(loose, dimension), strict=True)
            add_loose(found, loose, list(keys))
        return found

    return _steadily(government_id, start, end, NO_UNIT, read)


def count_unit_months(
    government_id: str, start: date | None, end: date | None
) -> dict[str, dict[str | None, int]]:
    """What came in, by month of arrival and unit; the key None are those of no known unit."""

    def read(plan: Plan) -> dict[str, dict[str | None, int]]:
        found = _unit_months(plan)
        for loose in loose_of(plan):
            keys = zip(_keys_of(loose, Dimension.MONTH), _keys_of(loose, Dimension.UNIT), strict=True)
            (found.subtract if loose.take_away else found.update)(keys)
        months: dict[str, dict[str | None, int]] = {}
        for (month, unit_id), n in found.items():
            if n:
                months.setdefault(month or "", {})[unit_id] = n
        return months

    return _steadily(government_id, start, end, None, read)


def _steadily(
    government_id: str,
    start: date | None,
    end: date | None,
    unit_id: str | None,
    read: Callable[[Plan], Found],
) -> Found:
    """Read by a plan; again, should somebody have counted a month anew meanwhile."""
    for _ in range(_ATTEMPTS):
        plan = plan_of(government_id, start, end, by_day=unit_id is None)
        found = read(plan)
        if still_holds(plan):
            break
    return found


@dataclass(frozen=True)
class _Year:
    """What is asked of the tallies of a year. The same periods with the same stamps always have the same answer."""

    plan: Plan = field(compare=False)
    government_id: str
    subject: str
    dimensions: tuple[Dimension, ...]
    months: tuple[str, ...]
    periods: tuple[str, ...]
    signed: tuple[tuple[str, int], ...]
    stamps: tuple[str, ...]


def _years(plan: Plan, subject: str, dimensions: tuple[Dimension, ...]) -> tuple[_Year, ...]:
    parts = parts_of(plan)
    plan = replace(plan, marks=NO_MARKS)  # what is remembered does not keep the changes of a moment

    def of(year: str) -> _Year:
        # What has no stamp has no tally to be read, and no name under which a sum could be remembered.
        months, periods = (
            tuple(one for one in some if one.startswith(year) and stamp_of(plan, one))
            for some in (plan.months, plan.periods)
        )
        signed = tuple(pair for pair in parts.items() if pair[0].startswith(year))
        stamps = tuple(stamp_of(plan, one) for one in (*months, *periods, *(period for period, _ in signed)))
        return _Year(plan, plan.government_id, subject, dimensions, months, periods, signed, stamps)

    return tuple(of(year) for year in sorted({one[:YEAR] for one in (*plan.months, *parts)}))


# A process remembers the latest sums of large registers, as a whole and by year, not only the tallies that they are
# made of (`tally_rows`): what changes is mostly of the latest year. They are never changed: see `_copy`.
def _tallied(plan: Plan, subject: str, dimensions: tuple[Dimension, ...]) -> Counted:
    years = _years(plan, subject, dimensions)
    return (_remembered_sums if is_large(plan) else _sums)(dimensions, years)


def _sums(dimensions: tuple[Dimension, ...], years: tuple[_Year, ...]) -> Counted:
    found = Counted(groups={dimension: {} for dimension in dimensions})
    for year in years:
        counted = (_remembered_year if is_large(year.plan) else _of_year)(year)
        found.months.update(counted.months)
        for dimension, groups in counted.groups.items():
            for key, tally in groups.items():
                _add(found.groups[dimension], key, tally, 1)
    return found


def _of_year(year: _Year) -> Counted:
    found = Counted(groups={dimension: {} for dimension in year.dimensions})
    for period, _, totals, sign in _signed_rows(year, [TOTAL], year.months):
        for tally in totals.values():
            _add(found.months, period[:MONTH], tally, sign)
    for _, dimension, groups, sign in _signed_rows(year, year.dimensions, year.periods):
        for key, tally in groups.items():
            _add(found.groups[Dimension(dimension)], key or None, tally, sign)
    return found


def _size(counted: Counted) -> int:
    return len(counted.months) + sum(map(len, counted.groups.values())) + 1


_remembered_sums = cached(LRUCache(REMEMBERED, getsizeof=_size), lock=Lock())(_sums)
_remembered_year = cached(LRUCache(REMEMBERED, getsizeof=_size), lock=Lock())(_of_year)


def _signed_rows(
    year: _Year, dimensions: Sequence[str], whole: Sequence[str]
) -> Iterator[tuple[str, str, Mapping[str, Tally], int]]:
    """What is added up, with a sign: first everything to be added, then what is to be taken away from it."""
    for sign in (1, -1):
        periods = [period for period, of in year.signed if of == sign]
        if sign == 1:
            periods += whole
        rows = rows_of(year.plan, year.subject, dimensions, periods, decoded)
        yield from ((*row, sign) for row in rows)


def _add(groups: dict[Key, Tally], key: Key, tally: Tally, sign: int) -> None:
    if key not in groups:
        groups[key] = Tally()
    if sign > 0:
        groups[key].add(tally)
        return
    groups[key].take_away(tally)
    if not groups[key].incoming:
        del groups[key]


def _unit_months(plan: Plan) -> Counter[tuple[str | None, str | None]]:
    found: Counter[tuple[str | None, str | None]] = Counter()
    signs = parts_of(plan)
    for period, _, groups in rows_of(plan, ALL_UNITS, [Dimension.UNIT], [*plan.months, *signs], incoming):
        sign = signs.get(period, 1)
        found.update({(period[:MONTH], key or None): sign * n for key, n in groups.items()})
    return found


def _copy(found: Counted) -> Counted:
    """One to which `add_loose` may add; it exchanges tallies and changes none."""
    return Counted(
        dict(found.months), {dimension: dict(groups) for dimension, groups in found.groups.items()}
    )


def _keys_of(loose: Loose, dimension: Dimension) -> list[str | None]:
    """What the source left open is one group."""
    return [key or None for key in loose.facts.groups[dimension]]


def add_loose(groups: dict[Key, Tally], loose: Loose, keys: Sequence[Key]) -> None:
    """Count complaints on top of tallies, or take them away; `keys` says for each in which group it counts.

    The tallies that are in `groups` stay as they are: others may be reading them.
    """
    for key, tally in tallies(loose.facts, keys).items():
        corrected = Tally()
        if key in groups or loose.take_away:  # what is taken away was counted: else something is very wrong
            corrected.add(groups[key])
        if loose.take_away:
            corrected.take_away(tally)
        else:
            corrected.add(tally)
        groups[key] = corrected
        if not corrected.incoming:
            del groups[key]
