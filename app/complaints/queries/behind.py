"""The complaints behind a figure, as SQL: the same ones that `statistics` counts."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, and_, or_, true

from app.complaints.models import Complaint
from app.complaints.queries.clocks import STAGE_COLUMNS, is_open_late, is_overdue
from app.complaints.queries.counting import zone_of
from app.complaints.queries.figures import aging, seen_at_of
from app.complaints.queries.judging import calendar_for
from app.complaints.rules import HANDLED_HERE, OPEN, Status
from app.complaints.sla import JUDGED_STAGES, ClockState, Stage
from app.complaints.statistics import Keeper
from app.complaints.statistics.figure_keys import OF_DAYS, OF_MONTHS, OF_STAGES, FigureKey, FigureKind
from app.complaints.statistics.months import first_day, following, last_day
from app.complaints.statistics.series import received_at_age
from app.organisations.models import Government

_HERE = Complaint.origin.in_(HANDLED_HERE)
_OPEN = Complaint.status.in_(sorted(OPEN))
_REOPENED = Complaint.reopen_count > 0
_CLOSED, _ARCHIVED = Complaint.status == Status.FINISHED, Complaint.status == Status.ARCHIVED
_UNDATED = or_(and_(_CLOSED, Complaint.closed_at.is_(None)), and_(_ARCHIVED, Complaint.archived_at.is_(None)))
_PLAIN: dict[FigureKind, ColumnElement[bool]] = {
    FigureKind.FOLLOWED_UP: Complaint.followed_up.is_(True),
    FigureKind.NOT_FOLLOWED_UP: Complaint.followed_up.is_(False),
    FigureKind.OPEN: _OPEN,
    FigureKind.RATED: Complaint.rating.is_not(None),
    FigureKind.REOPENED: _REOPENED,
    FigureKind.CLOSABLE: or_(_REOPENED, and_(_HERE, _CLOSED)),
    FigureKind.UNDATED: _UNDATED,
}


def behind(government: Government, key: FigureKey) -> ColumnElement[bool]:
    """The complaints that a figure of this government counts, beside what else a list is narrowed to."""
    if key.kind in _PLAIN:
        return _PLAIN[key.kind]
    if key.kind in OF_STAGES and key.stage is not None:
        return _of_stage(government, key.kind, key.stage)
    if key.kind in OF_DAYS and key.stage is not None and key.days is not None:
        return _of_days(key.kind, key.stage, *key.days)
    if key.kind in OF_MONTHS and key.month is not None:
        return _of_month(government, key.kind, key.month)
    if key.kind is FigureKind.AGE and key.days is not None:
        return _of_age(government, *key.days)
    overdue = is_overdue(seen_at_of(government.id))
    if key.kind is FigureKind.OVERDUE:
        return overdue
    return or_(overdue, *(STAGE_COLUMNS[stage][0] == ClockState.LATE for stage in JUDGED_STAGES))


def _of_stage(government: Government, kind: FigureKind, stage: Stage) -> ColumnElement[bool]:
    state = STAGE_COLUMNS[stage][0]
    ended = state.in_((ClockState.IN_TIME, ClockState.LATE))
    if kind is FigureKind.IN_TIME:
        return state == ClockState.IN_TIME
    if kind is FigureKind.STAGE_LATE:
        return state == ClockState.LATE
    if kind is FigureKind.ENDED:
        return ended
    open_late = is_open_late(stage, seen_at_of(government.id))
    return open_late if kind is FigureKind.OPEN_LATE else or_(ended, open_late)


def _of_days(kind: FigureKind, stage: Stage, low: int, high: int | None) -> ColumnElement[bool]:
    state, _due, days = STAGE_COLUMNS[stage]
    ended = ClockState.IN_TIME if kind is FigureKind.DAYS_IN_TIME else ClockState.LATE
    return and_(state == ended, days >= low, days <= high if high is not None else true())


def _of_month(government: Government, kind: FigureKind, month: str) -> ColumnElement[bool]:
    begins, ends = _midnight(government, first_day(month)), _midnight(government, first_day(following(month)))
    closed, archived = Complaint.closed_at, Complaint.archived_at
    if kind is FigureKind.CLOSED_IN:
        return and_(_CLOSED, closed >= begins, closed < ends)
    if kind is FigureKind.ARCHIVED_IN:
        return and_(_ARCHIVED, archived >= begins, archived < ends)
    still = or_(_OPEN, and_(_CLOSED, closed >= ends), and_(_ARCHIVED, archived >= ends))
    return and_(Complaint.received_on <= last_day(month), still)


def _midnight(government: Government, day: date) -> datetime:
    """The beginning of a day on the government's clock."""
    return datetime.combine(day, time(), zone_of(government.id)).astimezone(UTC)


def _of_age(government: Government, low: int, high: int | None) -> ColumnElement[bool]:
    seen_at = seen_at_of(government.id)
    age_of, calendar = aging(government, seen_at), calendar_for(government)

    def of(keeper: Keeper) -> ColumnElement[bool]:
        last_day_seen = calendar.local_day(seen_at.of(keeper))
        first, last = received_at_age(_by(age_of, keeper), last_day_seen, low, high)
        kept: list[ColumnElement[bool]] = [_HERE if keeper is Keeper.HERE else ~_HERE]
        if first is not None:
            kept.append(Complaint.received_on >= first)
        if last is not None:
            kept.append(Complaint.received_on <= last)
        return and_(*kept)

    return and_(_OPEN, or_(*(of(keeper) for keeper in Keeper)))


def _by(age_of: Callable[[date, Keeper], int], keeper: Keeper) -> Callable[[date], int]:
    return lambda day: age_of(day, keeper)
