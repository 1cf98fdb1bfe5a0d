"""Complaints as columns of plain values, and their tallies by any key.

Counting is the slow part of every figure that no tally holds yet, so the loops are those of `Counter` and `zip`:
a few hundred nanoseconds for a complaint and a thing counted.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import compress
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from app.complaints.rules import HANDLED_HERE, OPEN, Status
from app.complaints.sla import JUDGED_STAGES, ClockState, Stage
from app.complaints.statistics.groups import Dimension
from app.complaints.statistics.tally import UNDATED, Keeper, Tally

# The columns of a complaint that are counted, in the order in which `facts` takes them.
GROUPING = ("unit_id", "month", "klass", "channel", "category", "area", "source")
COUNTED = (
    *GROUPING,
    "status",
    "followed_up",
    "rating",
    "received_on",
    "closed_at",
    "archived_at",
    "origin",
    "reopen_count",
    *(f"{stage}_{part}" for stage in JUDGED_STAGES for part in ("state", "due", "days")),
)
_DIMENSIONS = dict(
    zip(
        (
            Dimension.UNIT,
            Dimension.MONTH,
            Dimension.CLASS,
            Dimension.CHANNEL,
            Dimension.CATEGORY,
            Dimension.AREA,
            Dimension.SOURCE,
        ),
        GROUPING,
        strict=True,
    )
)
Key = TypeVar("Key", bound=Hashable)
Column = Sequence[Any]


@dataclass(frozen=True)
class Facts:
    """What is counted of some complaints, each list as long as there are complaints."""

    groups: Mapping[Dimension, Column]
    basics: Column  # (status, followed up, reopened, can have been reopened)
    ratings: Column
    clocks: Mapping[Stage, Column]  # (state, working days)
    dues: Mapping[Stage, Column]  # (keeper, deadline) of a running clock
    first_due: Column  # (keeper, deadline)
    late_from: Column  # (keeper, deadline), or True when a clock ended late
    waiting: Column  # (keeper, day received) of an open one
    closed_in: Column
    archived_in: Column

    def __len__(self) -> int:
        return len(self.basics)


def facts(rows: Iterable[Sequence[Any]], zone: ZoneInfo) -> Facts:
    """The facts of complaints given as rows of the columns `COUNTED`. Moments without a zone are in UTC."""
    columns = dict(zip(COUNTED, zip(*rows, strict=True), strict=False)) or dict.fromkeys(COUNTED, ())
    keepers = [Keeper.HERE if origin in HANDLED_HERE else Keeper.SOURCE for origin in columns["origin"]]
    states = {stage: columns[f"{stage}_state"] for stage in JUDGED_STAGES}
    dues = {stage: _running(keepers, states[stage], columns[f"{stage}_due"]) for stage in JUDGED_STAGES}
    first = [
        min(filter(None, found), default=None)
        for found in zip(*(dues[stage] for stage in JUDGED_STAGES), strict=True)
    ]
    return Facts(
        groups={dimension: columns[name] for dimension, name in _DIMENSIONS.items()},
        basics=_basics(columns, keepers),
        ratings=columns["rating"],
        clocks={
            stage: list(zip(states[stage], columns[f"{stage}_days"], strict=True)) for stage in JUDGED_STAGES
        },
        dues=dues,
        first_due=first,
        late_from=[
            True if ClockState.LATE in found else due
            for due, found in zip(first, zip(*states.values(), strict=True), strict=True)
        ],
        waiting=[
            (keeper, day) if status in OPEN else None
            for keeper, day, status in zip(keepers, columns["received_on"], columns["status"], strict=True)
        ],
        closed_in=_months(columns["status"], columns["closed_at"], Status.FINISHED, zone),
        archived_in=_months(columns["status"], columns["archived_at"], Status.ARCHIVED, zone),
    )


def _basics(columns: Mapping[str, Column], keepers: Column) -> Column:
    return [
        (
            status,
            bool(followed_up),
            reopened > 0,
            reopened > 0 or (keeper is Keeper.HERE and status == Status.FINISHED),
        )
        for status, followed_up, reopened, keeper in zip(
            columns["status"], columns["followed_up"], columns["reopen_count"], keepers, strict=True
        )
    ]


def _running(keepers: Column, states: Column, dues: Column) -> Column:
    return [
        (keeper, due) if state == ClockState.RUNNING and due is not None else None
        for keeper, state, due in zip(keepers, states, dues, strict=True)
    ]


def _months(statuses: Column, moments: Column, wanted: Status, zone: ZoneInfo) -> Column:
    return [
        _month(moment, zone) if status == wanted else None
        for status, moment in zip(statuses, moments, strict=True)
    ]


def _month(moment: datetime | None, zone: ZoneInfo) -> str:
    if moment is None:
        return UNDATED
    local = _aware(moment).astimezone(zone)
    return f"{local.year:04d}-{local.month:02d}"


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def seconds(moment: datetime) -> int:
    """Seconds since 1970; deadlines fall on midnights, so nothing is lost."""
    return int(_aware(moment).timestamp())


def tallies(counted: Facts, keys: Sequence[Key]) -> dict[Key, Tally]:
    """The tally of every key; `keys` says for each complaint in which group it counts."""
    found: dict[Key, Tally] = defaultdict(Tally)
    for (key, (status, followed_up, reopened, closable)), n in _count(keys, counted.basics):
        tally = found[key]
        tally.statuses[status] += n
        tally.followed_up += n * followed_up
        tally.reopened += n * reopened
        tally.closable += n * closable
    for (key, stars), n in _count_known(keys, counted.ratings):
        found[key].ratings[stars] += n
    for stage in JUDGED_STAGES:
        _clocks(found, stage, keys, counted)
    for (key, (keeper, due)), n in _count_known(keys, counted.first_due):
        found[key].waiting[keeper].first_due[seconds(due)] += n
    _lateness(found, keys, counted.late_from)
    for (key, (keeper, day)), n in _count_known(keys, counted.waiting):
        found[key].waiting[keeper].received_on[_iso(day)] += n
    for (key, month), n in _count_known(keys, counted.closed_in):
        found[key].closed_in[month] += n
    for (key, month), n in _count_known(keys, counted.archived_in):
        found[key].archived_in[month] += n
    return dict(found)


def _clocks(found: Mapping[Key, Tally], stage: Stage, keys: Sequence[Key], counted: Facts) -> None:
    for (key, (state, days)), n in _count(keys, counted.clocks[stage]):
        tally = found[key]
        if state != ClockState.RUNNING:  # those are known by their deadlines
            tally.states[stage][state] += n
        if days is not None:
            tally.days[stage][days] += n
            if state == ClockState.LATE:
                tally.late_days[stage][days] += n
    for (key, (keeper, due)), n in _count_known(keys, counted.dues[stage]):
        found[key].waiting[keeper].dues[stage][seconds(due)] += n


def _lateness(found: Mapping[Key, Tally], keys: Sequence[Key], late_from: Column) -> None:
    for (key, late), n in _count_known(keys, late_from):
        tally = found[key]
        if late is True:
            tally.ended_late += n
        else:
            keeper, due = late
            tally.waiting[keeper].late_from[seconds(due)] += n


def _count(keys: Sequence[Key], column: Column) -> Iterable[tuple[tuple[Key, Any], int]]:
    return Counter(zip(keys, column, strict=True)).items()


def _count_known(keys: Sequence[Key], column: Column) -> Iterable[tuple[tuple[Key, Any], int]]:
    known = [value is not None for value in column]
    return Counter(compress(zip(keys, column, strict=True), known)).items()


def _iso(day: date) -> str:
    return day.isoformat()
