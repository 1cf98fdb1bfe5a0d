"""Figures from the tallies kept by month; what none holds is counted from the complaints.

Exact at any moment: a month is taken from its tally only while no mark says that its complaints were changed,
whether or not anybody has counted it anew since. Months that the period cuts are counted for the days asked for.
"""

import hashlib
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sqlalchemy import and_, or_, select

from app.complaints.models import Complaint, ComplaintTally, StaleMonth
from app.complaints.queries.counting import facts_of, received_between
from app.complaints.statistics.cells import ALL_UNITS, NO_UNIT, TOTAL, summed
from app.complaints.statistics.facts import Facts, tallies
from app.complaints.statistics.groups import BY_TIME, Dimension
from app.complaints.statistics.months import cut_months, first_day, last_day, whole_months
from app.complaints.statistics.tally import Tally
from app.db import db

Groups = dict[str | None, Tally]
Key = TypeVar("Key", bound=Hashable)
_MONTH_LENGTH = len("2021-10")


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


@dataclass(frozen=True)
class Plan:
    """Where the complaints of a period are counted: months and years by their tallies, days by the complaints."""

    months: list[str]
    periods: list[str]  # the same months, put together to years where these hold
    spans: list[tuple[date, date]]


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
    plan = _plan(government_id, start, end)
    split = [dimension for dimension in dimensions if dimension not in BY_TIME]
    found = Counted(groups={dimension: {} for dimension in split})
    _read(found, government_id, unit_id or ALL_UNITS, plan)
    for span in plan.spans:
        _count_complaints(found, government_id, span, unit_id)
    return found


def count_by_unit(
    government_id: str, start: date | None, end: date | None, dimension: Dimension
) -> dict[tuple[str | None, str | None], Tally]:
    """Count by (unit id, key of a dimension)."""
    plan = _plan(government_id, start, end)
    statement = select(ComplaintTally.subject, ComplaintTally.counts).where(
        ComplaintTally.government_id == government_id,
        ComplaintTally.subject != ALL_UNITS,
        ComplaintTally.dimension == dimension,
        ComplaintTally.period.in_(plan.periods),
    )
    rows = ((row.subject, dimension, row.counts) for row in db.session.execute(statement))
    found: dict[tuple[str | None, str | None], Tally] = {}
    for subject, split in summed(rows).items():
        unit_id = None if subject == NO_UNIT else subject
        found.update({(unit_id, key or None): tally for key, tally in split[dimension].items()})
    for span in plan.spans:
        counted = facts_of(government_id, received_between(*span))
        keys = [key or None for key in counted.groups[dimension]]
        _add(found, counted, list(zip(counted.groups[Dimension.UNIT], keys, strict=True)))
    return found


def count_unit_months(government_id: str, start: date | None, end: date | None) -> dict[str, Groups]:
    """Count by month of arrival and unit; the key None are those of no known unit."""
    plan = _plan(government_id, start, end)
    statement = select(ComplaintTally.period, ComplaintTally.counts).where(
        ComplaintTally.government_id == government_id,
        ComplaintTally.subject == ALL_UNITS,
        ComplaintTally.dimension == Dimension.UNIT,
        ComplaintTally.period.in_(plan.months),
    )
    rows = ((row.period, Dimension.UNIT, row.counts) for row in db.session.execute(statement))
    found: dict[str, Groups] = {
        month: {key or None: tally for key, tally in split[Dimension.UNIT].items()}
        for month, split in summed(rows).items()
    }
    for span in plan.spans:
        counted = facts_of(government_id, received_between(*span))
        keys = list(zip(counted.groups[Dimension.MONTH], counted.groups[Dimension.UNIT], strict=True))
        for (month, unit_id), tally in tallies(counted, keys).items():
            found.setdefault(month, {}).setdefault(unit_id, Tally()).add(tally)
    return found


def _plan(government_id: str, start: date | None, end: date | None) -> Plan:
    # The marks first: a month that is marked and counted anew between two looks must not be taken from before.
    stale = stale_months(government_id)
    return plan_for(stamps_of(government_id), stale, start, end)


def plan_for(stamps: Mapping[str, str], stale: Collection[str], start: date | None, end: date | None) -> Plan:
    """What of a period is read from where, given what was tallied and which months no longer hold."""
    first, last = whole_months(start, end)
    fresh = [month for month in _months(stamps) if first <= month <= last and month not in stale]
    years = [year for year in whole_years(stamps, stale) if first <= f"{year}-01" and f"{year}-12" <= last]
    spans = cut_months(start, end)
    spans += [(first_day(month), last_day(month)) for month in sorted(stale) if first <= month <= last]
    return Plan(fresh, years + [month for month in fresh if month[:4] not in years], spans)


def count_spans(government_id: str, plan: Plan) -> dict[str, Tally]:
    """What no tally holds, by month of arrival."""
    found = Counted()
    for span in plan.spans:
        _count_complaints(found, government_id, span, None)
    return found.months


def stale_months(government_id: str) -> set[str]:
    """The months of which no tally can be trusted."""
    statement = select(StaleMonth.month).where(StaleMonth.government_id == government_id).distinct()
    return set(db.session.scalars(statement))


def stamps_of(government_id: str) -> dict[str, str]:
    """The stamp of every month and year that was tallied."""
    statement = select(ComplaintTally.period, ComplaintTally.stamp).where(
        ComplaintTally.government_id == government_id,
        ComplaintTally.subject == ALL_UNITS,
        ComplaintTally.dimension == TOTAL,
    )
    return {row.period: row.stamp for row in db.session.execute(statement)}


def year_stamp(year: str, stamps: Mapping[str, str]) -> str:
    """What a year's tallies carry when they are the sum of these months."""
    months = "".join(
        f"{month}:{stamps[month]};" for month in sorted(_months(stamps)) if month.startswith(f"{year}-")
    )
    return hashlib.blake2b(months.encode(), digest_size=16).hexdigest()


def whole_years(stamps: Mapping[str, str], stale: Collection[str]) -> list[str]:
    """The years whose tallies are the sum of what their months hold now."""
    return [
        year
        for year, stamp in stamps.items()
        if len(year) < _MONTH_LENGTH
        and stamp == year_stamp(year, stamps)
        and not any(month.startswith(f"{year}-") for month in stale)
    ]


def _months(stamps: Iterable[str]) -> list[str]:
    return [period for period in stamps if len(period) == _MONTH_LENGTH]


def _read(found: Counted, government_id: str, subject: str, plan: Plan) -> None:
    if not plan.months:
        return
    wanted = and_(ComplaintTally.dimension == TOTAL, ComplaintTally.period.in_(plan.months))
    if found.groups:
        split = ComplaintTally.dimension.in_(found.groups)
        wanted = or_(wanted, and_(split, ComplaintTally.period.in_(plan.periods)))
    statement = select(ComplaintTally.period, ComplaintTally.dimension, ComplaintTally.counts).where(
        ComplaintTally.government_id == government_id, ComplaintTally.subject == subject, wanted
    )
    rows = db.session.execute(statement).all()
    totals = ((period, TOTAL, counts) for period, dimension, counts in rows if dimension == TOTAL)
    found.months.update({month: split[TOTAL][""] for month, split in summed(totals).items()})
    others = ((subject, dimension, counts) for _, dimension, counts in rows if dimension != TOTAL)
    for dimension, groups in summed(others).get(subject, {}).items():
        found.groups[Dimension(dimension)] = {key or None: tally for key, tally in groups.items()}


def _count_complaints(
    found: Counted, government_id: str, span: tuple[date, date], unit_id: str | None
) -> None:
    where = [received_between(*span)]
    if unit_id is not None:
        where.append(Complaint.unit_id.is_(None) if unit_id == NO_UNIT else Complaint.unit_id == unit_id)
    counted = facts_of(government_id, *where)
    _add(found.months, counted, counted.groups[Dimension.MONTH])
    for dimension, groups in found.groups.items():
        _add(groups, counted, [key or None for key in counted.groups[dimension]])


def _add(groups: dict[Key, Tally], counted: Facts, keys: Sequence[Key]) -> None:
    for key, tally in tallies(counted, keys).items():
        groups.setdefault(key, Tally()).add(tally)
