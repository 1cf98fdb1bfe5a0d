"""Complaint figures: counted by `tallies`, computed by `statistics`."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select

from app.complaints.models import Complaint, ComplaintImport, ImportState
from app.complaints.queries.counting import received_between, zone_of
from app.complaints.queries.handling import IS_HERE
from app.complaints.queries.judging import calendar_for
from app.complaints.queries.tallies import count
from app.complaints.sla import Stage
from app.complaints.statistics import (
    BY_TIME,
    Dimension,
    Figures,
    GroupFigures,
    Keeper,
    SeenAt,
    Tally,
    ages,
    in_order,
    share,
)
from app.complaints.statistics.months import quarter_of, year_of
from app.complaints.statistics.tally import together
from app.db import db, utc_now
from app.organisations.models import Government, Unit

_SPLITS = tuple(dimension for dimension in Dimension if dimension not in BY_TIME)


def figures(
    government_id: str,
    start: date | None,
    end: date | None,
    unit_id: str | None = None,
    splits: Collection[Dimension] = _SPLITS,
) -> Figures:
    """The figures of the complaints received from `start` to `end` (both included; None: open), of one unit or of all.

    Open clocks of imported complaints are judged at the cut-off of the data and not today: what happened after
    a file was made is not in it. `splits` leaves out what is not needed. Raises `LookupError` for an unknown
    government.
    """
    government = db.session.get(Government, government_id)
    if government is None:
        raise LookupError(government_id)
    counted = count(government_id, start, end, unit_id, splits)
    cut_off = cut_off_of(government_id)
    seen_at = _seen_at(cut_off)
    names = unit_names(government_id)
    groups = {
        dimension: _groups(dimension, tallies, names, seen_at)
        for dimension, tallies in counted.groups.items()
    }
    total = counted.total
    by_quarter, by_year = together(counted.months, quarter_of), together(counted.months, year_of)
    return Figures(
        government=government.code,
        source="; ".join(sources_of(government_id)),
        cut_off=cut_off,
        here_until=here_until(government_id, cut_off, end, unit_id),
        total=total.figures(None, seen_at=seen_at),
        by_unit=groups.get(Dimension.UNIT, ()),
        by_month=_groups(Dimension.MONTH, counted.months, names, seen_at),
        by_quarter=_groups(Dimension.QUARTER, by_quarter, names, seen_at),
        by_year=_groups(Dimension.YEAR, by_year, names, seen_at),
        by_class=groups.get(Dimension.CLASS, ()),
        by_channel=groups.get(Dimension.CHANNEL, ()),
        by_category=groups.get(Dimension.CATEGORY, ()),
        by_area=groups.get(Dimension.AREA, ()),
        by_source=groups.get(Dimension.SOURCE, ()),
        ages=ages(total, aging(government, seen_at)),
        days=_by_stage(total.days),
        late_days=_by_stage(total.late_days),
    )


def _by_stage(days: Mapping[Stage, Mapping[int, int]]) -> dict[str, dict[int, int]]:
    return {stage.value: dict(sorted(counted.items())) for stage, counted in days.items()}


def total_figures(
    government_id: str, start: date | None, end: date | None, unit_id: str | None = None
) -> GroupFigures:
    """Only the totals of `figures`, for a single indicator."""
    counted = count(government_id, start, end, unit_id)
    return counted.total.figures(None, seen_at=seen_at_of(government_id))


def figures_by_unit(
    government_id: str, start: date | None, end: date | None
) -> dict[str | None, GroupFigures]:
    """The totals of every unit that has complaints, in one reading; None: those of no known unit."""
    counted = count(government_id, start, end, None, (Dimension.UNIT,))
    seen_at = seen_at_of(government_id)
    return {
        unit_id: tally.figures(unit_id, seen_at=seen_at)
        for unit_id, tally in counted.groups[Dimension.UNIT].items()
    }


def volume_figures(government_id: str, unit_id: str | None = None) -> tuple[int, float | None]:
    """How many complaints ever came in, and the share that was followed up."""
    total = count(government_id, None, None, unit_id).total
    return total.incoming, share(total.followed_up, total.incoming)


def cut_off_of(government_id: str) -> datetime | None:
    """Up to when the register is complete: the latest cut-off of the imports that were done. None: nothing imported."""
    return db.session.scalar(
        select(func.max(ComplaintImport.cut_off)).where(
            ComplaintImport.government_id == government_id,
            ComplaintImport.state == ImportState.DONE,
        )
    )


def here_until(
    government_id: str, cut_off: datetime | None, end: date | None = None, unit_id: str | None = None
) -> date | None:
    """The last day on which a complaint handled here came in, if that is past the cut-off; None: there is none."""
    of_unit = and_(True) if unit_id is None else Complaint.unit_id == unit_id
    since = None if cut_off is None else cut_off.astimezone(zone_of(government_id)).date() + timedelta(days=1)
    return db.session.scalar(
        select(func.max(Complaint.received_on)).where(
            Complaint.government_id == government_id, of_unit, received_between(since, end), IS_HERE
        )
    )


def seen_at_of(government_id: str) -> SeenAt:
    """The moments at which open complaints are judged: imported ones at the cut-off, what is handled here now."""
    return _seen_at(cut_off_of(government_id))


def _seen_at(cut_off: datetime | None) -> SeenAt:
    now = utc_now()
    return SeenAt(source=cut_off or now, here=now)


def aging(government: Government, seen_at: SeenAt) -> Callable[[date, Keeper], int]:
    """How many working days passed since a complaint came in on a day, as far as its keeper tells.

    The day itself does not count: what came in today is 0 days old.
    """
    calendar = calendar_for(government)
    last = {keeper: calendar.local_day(seen_at.of(keeper)) for keeper in Keeper}
    return lambda day, keeper: calendar.working_days_between(day + timedelta(days=1), last[keeper])


def sources_of(government_id: str) -> list[str]:
    """Where the complaints come from, the largest source first."""
    found = list(source_names(government_id))
    # Usually there is one, and then nothing has to be counted.
    return found if len(found) <= 1 else keys_of(government_id, Dimension.SOURCE)


def source_names(government_id: str) -> Iterator[str]:
    """By the alphabet: one step into an index for each, where counting would read the whole register."""
    source: str | None = ""
    while source is not None:
        source = db.session.scalar(
            select(func.min(Complaint.source)).where(
                Complaint.government_id == government_id, Complaint.source > source
            )
        )
        if source is not None:
            yield source


def keys_of(government_id: str, dimension: Dimension) -> list[str]:
    """Everything known that complaints of a register are split by, the most frequent first."""
    found = count(government_id, None, None, None, (dimension,)).groups[dimension]
    known = {key: tally.incoming for key, tally in found.items() if key}
    return sorted(known, key=lambda key: (-known[key], key))


def years_of(government_id: str) -> list[int]:
    """The years in which complaints came in, the earliest first."""
    return list(_years(government_id))


def _years(government_id: str) -> Iterator[int]:
    """One step into an index for each year, where counting would read every month."""
    since = date.min
    while True:
        first = db.session.scalar(
            select(func.min(Complaint.received_on)).where(
                Complaint.government_id == government_id, Complaint.received_on >= since
            )
        )
        if first is None:
            return
        yield first.year
        since = date(first.year + 1, 1, 1)


def months_of(government_id: str) -> list[str]:
    """The months ("2021-10") in which complaints came in, the earliest first."""
    return sorted(count(government_id, None, None).months)


def unit_names(government_id: str) -> dict[str, str]:
    """The names of a government's units by their id."""
    rows = db.session.execute(select(Unit.id, Unit.name).where(Unit.government_id == government_id))
    return {row.id: row.name for row in rows}


def _groups(
    dimension: Dimension, tallies: Mapping[Any, Tally], names: dict[str, str], seen_at: SeenAt
) -> tuple[GroupFigures, ...]:
    by_unit = dimension is Dimension.UNIT
    groups = (
        tally.figures(key, names.get(key or "", "") if by_unit else "", seen_at)
        for key, tally in tallies.items()
    )
    return in_order(groups, dimension)
