"""Complaint figures, counted by the database and computed by `statistics`.

The database groups, so a million complaints become a few hundred counts; days are whole numbers, so their
histogram gives exact medians and percentiles.
"""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Float,
    Integer,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.complaints.models import Complaint, ComplaintImport, ImportState
from app.complaints.rules import Status
from app.complaints.sla import JUDGED_STAGES, ClockState, Stage
from app.complaints.statistics import Dimension, Figures, GroupFigures, Tally, in_order, share
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


def volume_figures(government_id: str, unit_id: str | None = None) -> tuple[int, float | None]:
    """How many complaints ever came in, and the share that was followed up; for tiles, so without the clocks."""
    incoming, followed_up = db.session.execute(
        select(func.count(), func.sum(cast(Complaint.followed_up, Integer))).where(
            *conditions(government_id, None, None, unit_id)
        )
    ).one()
    return incoming, share(followed_up or 0, incoming)


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
    found = _source_after(government_id, "")
    if found is None or _source_after(government_id, found) is None:
        return [] if found is None else [found]
    statement = (
        select(Complaint.source)
        .where(Complaint.government_id == government_id)
        .group_by(Complaint.source)
        .order_by(func.count().desc(), Complaint.source)
    )
    return list(db.session.scalars(statement))


def _source_after(government_id: str, source: str) -> str | None:
    """The next source in the alphabet: two steps into an index, where counting would read the whole register."""
    return db.session.scalar(
        select(func.min(Complaint.source)).where(
            Complaint.government_id == government_id, Complaint.source > source
        )
    )


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
    """Everything counted by one column, in one statement: on small registers asking costs more than counting."""
    tallies: dict[str | None, Tally] = defaultdict(Tally)
    for kind, n, word, figure, flag, key in db.session.execute(_counts(column, where, now)):
        tally = tallies[key or None]  # what the source left open is one group
        if kind == _STATUS:
            tally.count(_STATUSES[word], followed_up=bool(flag), rating=figure, n=n)
        else:
            tally.clock(_STAGES[kind], _STATES[word], None if figure is None else int(figure), n=n)
    return tallies


_STATUS = "status"
_STATUSES = {status.value: status for status in Status}
_STATES = {state.value: state for state in ClockState}
_STAGES = {stage.value: stage for stage in JUDGED_STAGES}


def _counts(
    column: InstrumentedAttribute[Any] | None, where: list[ColumnElement[bool]], now: datetime
) -> CompoundSelect[Any]:
    """Rows of (what is counted, how many, status or clock state, rating or days, followed up, group)."""
    by = [column] if column is not None else []
    key: ColumnElement[Any] = cast(column if column is not None else null(), String).label("counted_group")
    statuses = (
        select(
            literal(_STATUS).label("counted"),
            func.count().label("n"),
            cast(Complaint.status, String).label("word"),
            Complaint.rating.label("figure"),
            cast(Complaint.followed_up, Integer).label("flag"),
            key,
        )
        .where(*where)
        .group_by(Complaint.status, Complaint.rating, Complaint.followed_up, *by)
    )
    clocks = []
    for stage in JUDGED_STAGES:
        days = STAGE_COLUMNS[stage][2]
        state = cast(state_now(stage, now), String).label("word")
        counted = select(literal(stage.value), func.count(), state, cast(days, Float), literal(0), key).where(
            *where
        )
        # Grouped by name: to PostgreSQL the same expression with its own parameters would be another one.
        clocks.append(counted.group_by("word", days, *by))
    return union_all(statuses, *clocks)


def _unit_names(government_id: str) -> dict[str, str]:
    rows = db.session.execute(select(Unit.id, Unit.name).where(Unit.government_id == government_id))
    return {row.id: row.name for row in rows}


def years_of(government_id: str) -> list[int]:
    """The years in which complaints came in, the earliest first."""
    year = func.substr(Complaint.month, 1, 4).label("in_year")
    statement = select(year).where(Complaint.government_id == government_id).distinct().order_by(year)
    return [int(found) for found in db.session.scalars(statement)]
