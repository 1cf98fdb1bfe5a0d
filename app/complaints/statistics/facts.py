"""Complaints as columns of plain values, and their tallies by any key.

Counting is the slow part of every figure that no tally holds yet. So the loops are those of `Counter` and `zip`, and
what only few complaints have (an open clock, a rating) is kept as pairs of place and value.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from app.complaints.rules import HANDLED_HERE, OPEN, Status
from app.complaints.sla import JUDGED_STAGES, ClockState, Stage
from app.complaints.statistics.groups import Dimension
from app.complaints.statistics.tally import UNDATED, Keeper, Tally

# The columns of a complaint that are counted, in the order in which `facts` takes them.
_DIMENSIONS = {
    Dimension.UNIT: "unit_id",
    Dimension.MONTH: "month",
    Dimension.CLASS: "klass",
    Dimension.CHANNEL: "channel",
    Dimension.CATEGORY: "category",
    Dimension.AREA: "area",
    Dimension.SOURCE: "source",
}
COUNTED = (
    *_DIMENSIONS.values(),
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
Key = TypeVar("Key", bound=Hashable)
Row = Sequence[Any]
Column = Sequence[Any]
Few = Sequence[tuple[int, Any]]  # (place of the complaint, value)


@dataclass(frozen=True)
class Facts:
    """What is counted of some complaints; columns are as long as there are complaints."""

    groups: Mapping[Dimension, Column]
    days: Column  # of arrival
    basics: Column  # (status, followed up, reopened, can have been reopened)
    clocks: Mapping[Stage, Column]  # (state, working days)
    closed_in: Few
    archived_in: Few
    ratings: Few
    waiting: Few  # (keeper, day received) of an open one
    dues: Mapping[Stage, Few]  # (keeper, deadline) of a running clock
    first_due: Few  # (keeper, deadline)
    late_from: Few  # (keeper, deadline), or True when a clock ended late

    def __len__(self) -> int:
        return len(self.basics)


def facts(rows: Iterable[Row], zone: ZoneInfo) -> Facts:
    """The facts of complaints given as rows of the columns `COUNTED`.

    Days and moments may be texts, as some databases keep them; moments without a zone are in UTC.
    """
    columns: dict[str, Column] = dict(zip(COUNTED, zip(*rows, strict=True), strict=False))
    if not columns:
        columns = dict.fromkeys(COUNTED, ())
    statuses, origins = columns["status"], columns["origin"]
    states = [columns[f"{stage}_state"] for stage in JUDGED_STAGES]
    dues = {
        stage: [
            (place, (_keeper(origins[place]), _seconds(columns[f"{stage}_due"][place])))
            for place, state in enumerate(columns[f"{stage}_state"])
            if state == ClockState.RUNNING and columns[f"{stage}_due"][place] is not None
        ]
        for stage in JUDGED_STAGES
    }
    first: dict[int, Any] = {}
    for few in dues.values():
        for place, due in few:
            first[place] = min(due, first.get(place, due))
    late = [place for place, found in enumerate(zip(*states, strict=True)) if ClockState.LATE in found]
    is_late = set(late)
    return Facts(
        groups={dimension: columns[name] for dimension, name in _DIMENSIONS.items()},
        days=columns["received_on"],
        basics=_basics(columns),
        clocks={
            stage: list(zip(found, columns[f"{stage}_days"], strict=True))
            for stage, found in zip(JUDGED_STAGES, states, strict=True)
        },
        closed_in=_months(statuses, columns["closed_at"], Status.FINISHED, zone),
        archived_in=_months(statuses, columns["archived_at"], Status.ARCHIVED, zone),
        ratings=[(place, stars) for place, stars in enumerate(columns["rating"]) if stars is not None],
        waiting=[
            (place, (_keeper(origins[place]), _iso(columns["received_on"][place])))
            for place, status in enumerate(statuses)
            if status in OPEN
        ],
        dues=dues,
        first_due=list(first.items()),
        late_from=[
            *((place, True) for place in late),
            *((place, due) for place, due in first.items() if place not in is_late),
        ],
    )


def _keeper(origin: str) -> Keeper:
    return Keeper.HERE if origin in HANDLED_HERE else Keeper.SOURCE


def _basics(columns: Mapping[str, Column]) -> Column:
    """Few different ones, so each is made once."""
    given = zip(
        columns["status"], columns["followed_up"], columns["reopen_count"], columns["origin"], strict=True
    )
    return [_basic(*one) for one in given]


@lru_cache(maxsize=1024)
def _basic(status: str, followed_up: bool, reopened: int, origin: str) -> tuple[str, bool, bool, bool]:
    closed_here = origin in HANDLED_HERE and status == Status.FINISHED
    return str(status), bool(followed_up), reopened > 0, reopened > 0 or closed_here


def _months(statuses: Column, moments: Column, wanted: Status, zone: ZoneInfo) -> Few:
    return [
        (place, UNDATED if moments[place] is None else _month(_hour(moments[place]), zone))
        for place, status in enumerate(statuses)
        if status == wanted
    ]


def _hour(moment: datetime | str) -> str:
    return (moment if isinstance(moment, str) else moment.astimezone(UTC).isoformat())[:13]


@lru_cache(maxsize=65_536)
def _month(hour: str, zone: ZoneInfo) -> str:
    """The month of an hour in UTC ("2021-10-05 16") on a government's clock, which differs by whole hours."""
    local = datetime.fromisoformat(hour).replace(tzinfo=UTC).astimezone(zone)
    return f"{local.year:04d}-{local.month:02d}"


@lru_cache(maxsize=65_536)
def _seconds(moment: datetime | str) -> int:
    """Seconds since 1970; deadlines fall on midnights, so nothing is lost."""
    aware = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return int((aware if aware.tzinfo else aware.replace(tzinfo=UTC)).timestamp())


def _iso(day: date | str) -> str:
    return str(day)


def tallies(counted: Facts, keys: Sequence[Key]) -> dict[Key, Tally]:
    """The tally of every key; `keys` says for each complaint in which group it counts."""
    found: dict[Key, Tally] = defaultdict(Tally)
    for (key, (status, followed_up, reopened, closable)), n in _count(keys, counted.basics):
        tally = found[key]
        tally.statuses[status] += n
        tally.followed_up += n * followed_up
        tally.reopened += n * reopened
        tally.closable += n * closable
    for stage in JUDGED_STAGES:
        _clocks(found, stage, keys, counted)
    for (key, stars), n in _count_few(keys, counted.ratings):
        found[key].ratings[stars] += n
    for (key, (keeper, due)), n in _count_few(keys, counted.first_due):
        found[key].waiting[keeper].first_due[due] += n
    _lateness(found, keys, counted.late_from)
    for (key, (keeper, day)), n in _count_few(keys, counted.waiting):
        found[key].waiting[keeper].received_on[day] += n
    for (key, month), n in _count_few(keys, counted.closed_in):
        found[key].closed_in[month] += n
    for (key, month), n in _count_few(keys, counted.archived_in):
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
    for (key, (keeper, due)), n in _count_few(keys, counted.dues[stage]):
        found[key].waiting[keeper].dues[stage][due] += n


def _lateness(found: Mapping[Key, Tally], keys: Sequence[Key], late_from: Few) -> None:
    for (key, late), n in _count_few(keys, late_from):
        tally = found[key]
        if late is True:
            tally.ended_late += n
        else:
            keeper, due = late
            tally.waiting[keeper].late_from[due] += n


def _count(keys: Sequence[Key], column: Column) -> Iterable[tuple[tuple[Key, Any], int]]:
    return Counter(zip(keys, column, strict=True)).items()


def _count_few(keys: Sequence[Key], few: Few) -> Iterable[tuple[tuple[Key, Any], int]]:
    return Counter((keys[place], value) for place, value in few).items()
