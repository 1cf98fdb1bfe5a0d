"""The figures of several governments as one register: a province, the whole country."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.complaints.queries.figures import cut_off_of, here_until, seen_at_of, sources_of
from app.complaints.queries.plans import MONTH, marked_months, stamps_of
from app.complaints.queries.tallies import Counted, count
from app.complaints.statistics import (
    Dimension,
    Figures,
    Flow,
    SeenAt,
    Tally,
    UnitMonths,
    UnitMonthTable,
    flows,
    in_order,
)
from app.complaints.statistics.combining import added, as_seen
from app.complaints.statistics.drawn import known_months
from app.complaints.statistics.months import month_of, months_between
from app.db import day_in, utc_now
from app.organisations.models import Government

_SPLITS = (Dimension.CLASS, Dimension.CHANNEL, Dimension.CATEGORY)


@dataclass(frozen=True)
class Combined:
    """The governments together; `figures.by_unit` has one group for each that received complaints in the period.

    `cut_offs` say of each government up to when its data reach; None: nothing was imported there.
    """

    figures: Figures
    flow: Sequence[Flow]
    months: UnitMonthTable
    cut_offs: Mapping[str, datetime | None]


@dataclass(frozen=True)
class _Register:
    """One government's complaints of the period, already judged, and when everything came in and left."""

    government: Government
    cut_off: datetime | None
    total: Tally
    months: Mapping[str, Tally]
    groups: Mapping[Dimension, Mapping[str | None, Tally]]
    ever: Mapping[str, Tally]


def months_with_complaints(governments: Sequence[Government]) -> list[str]:
    """The months ("2021-10") in which complaints came in anywhere among them, the earliest first."""
    stamps = stamps_of([each.id for each in governments])
    found = {month for periods in stamps.values() for month in periods if len(month) == MONTH}
    return sorted(found.union(*(marked_months(each.id) for each in governments)))


def combined_figures(
    code: str, governments: Sequence[Government], flow_start: date, start: date, end: date
) -> Combined:
    """What came in from `start` to `end` (both included) in all of them, each judged by its own cut-off.

    `code` names the area. The flow is drawn from the month of `flow_start`. The caller may look at all of them.
    """
    found = [_register(each, start, end) for each in governments]
    with_any = [each for each in found if each.total.incoming]
    now = utc_now()
    seen_at = SeenAt(source=now, here=now)  # every clock was judged already
    total = _sum([each.total for each in with_any])
    known = [each.cut_off for each in with_any if each.cut_off is not None]
    here = [here_until(each.government.id, each.cut_off, end) for each in with_any]
    splits = {
        dimension: in_order([tally.figures(key, seen_at=seen_at) for key, tally in groups.items()], dimension)
        for dimension, groups in _groups(with_any).items()
    }
    governments_with_any = [
        each.total.figures(each.government.id, each.government.name, seen_at) for each in with_any
    ]
    figures = Figures(
        government=code,
        source="; ".join(_sources(with_any)),
        cut_off=min(known, default=None),
        here_until=max((day for day in here if day is not None), default=None),
        total=total.figures(None, seen_at=seen_at),
        by_unit=in_order(governments_with_any, Dimension.UNIT),
        by_month=splits[Dimension.MONTH],
        by_class=splits[Dimension.CLASS],
        by_channel=splits[Dimension.CHANNEL],
        by_category=splits[Dimension.CATEGORY],
        days={stage.value: dict(sorted(counted.items())) for stage, counted in total.days.items()},
        late_days={stage.value: dict(sorted(counted.items())) for stage, counted in total.late_days.items()},
    )
    return Combined(
        figures,
        _flow(found, flow_start, end),
        _months(with_any),
        {each.government.id: each.cut_off for each in found},
    )


def _register(government: Government, start: date, end: date) -> _Register:
    counted: Counted = count(government.id, start, end, None, _SPLITS)
    seen_at = seen_at_of(government.id)
    return _Register(
        government=government,
        cut_off=cut_off_of(government.id),
        total=as_seen(counted.total, seen_at),
        months={month: as_seen(tally, seen_at) for month, tally in counted.months.items()},
        groups={
            dimension: {key: as_seen(tally, seen_at) for key, tally in groups.items()}
            for dimension, groups in counted.groups.items()
        },
        ever=count(government.id, None, None).months,
    )


def _groups(registers: Sequence[_Register]) -> dict[Dimension, dict[str | None, Tally]]:
    found = {dimension: added(each.groups[dimension] for each in registers) for dimension in _SPLITS}
    months: dict[str | None, Tally] = {}
    months.update(added(each.months for each in registers))
    return {**found, Dimension.MONTH: months}


def _sum(tallies: Sequence[Tally]) -> Tally:
    found = Tally()
    for tally in tallies:
        found.add(tally)
    return found


def _sources(registers: Sequence[_Register]) -> list[str]:
    return sorted({source for each in registers for source in sources_of(each.government.id)})


def _flow(registers: Sequence[_Register], start: date, end: date) -> Sequence[Flow]:
    """Up to where the data of all of them reach that have any, or to the last month in which anything happened."""
    known = [each.cut_off for each in registers if each.cut_off is not None]
    until = day_in(now=min(known, default=None))
    return known_months(
        flows(added(each.ever for each in registers), month_of(start), month_of(end)), month_of(until)
    )


def _months(registers: Sequence[_Register]) -> UnitMonthTable:
    known = sorted({month for each in registers for month in each.months})
    if not known:
        return UnitMonthTable((), ())
    months = tuple(months_between(known[0], known[-1]))
    rows = [
        UnitMonths(
            each.government.id,
            each.government.name,
            tuple(each.months[month].incoming if month in each.months else 0 for month in months),
        )
        for each in registers
    ]
    rows.sort(key=lambda row: (-sum(row.incoming), row.name))
    return UnitMonthTable(months, tuple(rows))
