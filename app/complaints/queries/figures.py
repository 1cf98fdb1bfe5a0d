"""Complaint figures, counted by the database and computed by `statistics`.

The database groups, so a million complaints become a few hundred counts; days are whole numbers, so their
histogram gives exact medians and percentiles.
"""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.complaints.models import Complaint, ComplaintImport, ImportState
from app.complaints.rules import Status
from app.complaints.sla import JUDGED_STAGES, ClockState, Stage
from app.complaints.statistics import Dimension, Figures, GroupFigures, Tally, in_order
from app.db import db, utc_now
from app.organisations.models import Government, Unit

_COLUMNS: dict[Dimension, InstrumentedAttribute[Any]] = {
    Dimension.UNIT: Complaint.unit_id,
    Dimension.MONTH: Complaint.month,
    Dimension.CLASS: Complaint.klass,
    Dimension.CHANNEL: Complaint.channel,
    Dimension.CATEGORY: Complaint.category,
}

STAGE_COLUMNS: dict[
    Stage,
    tuple[InstrumentedAttribute[Any], InstrumentedAttribute[Any], InstrumentedAttribute[Any]],
] = {
    Stage.VERIFY: (Complaint.verify_state, Complaint.verify_due, Complaint.verify_days),
    Stage.FOLLOW_UP: (Complaint.follow_up_state, Complaint.follow_up_due, Complaint.follow_up_days),
    Stage.RESOLVE: (Complaint.resolve_state, Complaint.resolve_due, Complaint.resolve_days),
}


def figures(government_id: str, start: date | None, end: date | None, unit_id: str | None = None) -> Figures:
    """The figures of the complaints received from `start` to `end` (both included; None: open), of one unit or of all.

    Open clocks are judged at the cut-off of the data and not today: what happened after a file was made is
    not in it. Raises `LookupError` for an unknown government.
    """
    government = db.session.get(Government, government_id)
    if government is None:
        raise LookupError(government_id)
    where = conditions(government_id, start, end, unit_id)
    cut_off = cut_off_of(government_id)
    names = _unit_names(government_id)
    tallies = {
        dimension: _tallies(column, where, cut_off or utc_now()) for dimension, column in _COLUMNS.items()
    }
    groups = {dimension: _groups(dimension, tallies[dimension], names) for dimension in Dimension}
    return Figures(
        government=government.code,
        source="; ".join(sources_of(government_id)),
        cut_off=cut_off,
        total=_sum(tallies[Dimension.MONTH]).figures(None),
        by_unit=groups[Dimension.UNIT],
        by_month=groups[Dimension.MONTH],
        by_class=groups[Dimension.CLASS],
        by_channel=groups[Dimension.CHANNEL],
        by_category=groups[Dimension.CATEGORY],
    )


def total_figures(
    government_id: str, start: date | None, end: date | None, unit_id: str | None = None
) -> GroupFigures:
    """Only the totals of `figures`, for a single indicator."""
    where = conditions(government_id, start, end, unit_id)
    return _sum(_tallies(None, where, cut_off_of(government_id) or utc_now())).figures(None)


def conditions(
    government_id: str, start: date | None, end: date | None, unit_id: str | None = None
) -> list[ColumnElement[bool]]:
    """Which complaints a figure counts: by the day they were received on the government's clock."""
    found: list[ColumnElement[bool]] = [Complaint.government_id == government_id]
    if start is not None:
        found.append(Complaint.received_on >= start)
    if end is not None:
        found.append(Complaint.received_on <= end)
    if unit_id is not None:
        found.append(Complaint.unit_id == unit_id)
    return found


def cut_off_of(government_id: str) -> datetime | None:
    """Up to when the register is complete: the latest cut-off of the imports that were done. None: nothing imported."""
    return db.session.scalar(
        select(func.max(ComplaintImport.cut_off)).where(
            ComplaintImport.government_id == government_id,
            ComplaintImport.state == ImportState.DONE,
        )
    )


def sources_of(government_id: str) -> list[str]:
    """Where the complaints come from, the largest source first."""
    statement = (
        select(Complaint.source)
        .where(Complaint.government_id == government_id)
        .group_by(Complaint.source)
        .order_by(func.count().desc(), Complaint.source)
    )
    return list(db.session.scalars(statement))


def state_now(stage: Stage, now: datetime) -> ColumnElement[Any]:
    """The state of a stored clock at `now`, as SQL: a running one whose deadline has passed is open and late."""
    state, due, _ = STAGE_COLUMNS[stage]
    return case(
        (and_(state == ClockState.RUNNING, due <= now), ClockState.OPEN_LATE.value),
        else_=state,
    )


def _groups(
    dimension: Dimension, tallies: dict[str | None, Tally], names: dict[str, str]
) -> tuple[GroupFigures, ...]:
    by_unit = dimension is Dimension.UNIT
    groups = (
        tally.figures(key, names.get(key or "", "") if by_unit else "") for key, tally in tallies.items()
    )
    return in_order(groups, dimension)


def _sum(tallies: dict[str | None, Tally]) -> Tally:
    total = Tally()
    for tally in tallies.values():
        total.add(tally)
    return total


def _tallies(
    column: InstrumentedAttribute[Any] | None, where: list[ColumnElement[bool]], now: datetime
) -> dict[str | None, Tally]:
    tallies: dict[str | None, Tally] = defaultdict(Tally)
    by = [column] if column is not None else []
    statement = (
        select(func.count(), Complaint.status, Complaint.followed_up, Complaint.rating, *by)
        .where(*where)
        .group_by(Complaint.status, Complaint.followed_up, Complaint.rating, *by)
    )
    for row in db.session.execute(statement):
        n, status, followed_up, rating = row[:4]
        tallies[_key(row, 4)].count(Status(status), followed_up=followed_up, rating=rating, n=n)
    for stage in JUDGED_STAGES:
        state, days = state_now(stage, now).label("clock_state"), STAGE_COLUMNS[stage][2]
        # Grouped by name: to PostgreSQL the same expression with its own parameters would be another one.
        counted = select(func.count(), state, days, *by).where(*where).group_by("clock_state", days, *by)
        for row in db.session.execute(counted):
            tallies[_key(row, 3)].clock(stage, ClockState(row[1]), row[2], n=row[0])
    return tallies


def _key(row: Row[Any], place: int) -> str | None:
    """The group of a row; None for what the source left open, and for the total."""
    if len(row) <= place or not row[place]:
        return None
    return str(row[place])


def _unit_names(government_id: str) -> dict[str, str]:
    rows = db.session.execute(select(Unit.id, Unit.name).where(Unit.government_id == government_id))
    return {row.id: row.name for row in rows}


def years_of(government_id: str) -> list[int]:
    """The years in which complaints came in, the earliest first."""
    year = func.substr(Complaint.month, 1, 4).label("in_year")
    statement = select(year).where(Complaint.government_id == government_id).distinct().order_by(year)
    return [int(found) for found in db.session.scalars(statement)]
