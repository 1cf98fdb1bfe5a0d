"""How far the filling is, government by government: one statement, however many governments and OPD there are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Subquery, and_, case, exists, func, or_, select, true

from app.access import Actor, Permission, within
from app.assessment.models import Answer, Assessment, Round
from app.assessment.queries.deadlines import UNFINISHED
from app.assessment.rules import Floor, together
from app.assessment.states import AssessmentState, RoundState
from app.db import db
from app.organisations.models import Government, GovernmentKind

KINDS = (GovernmentKind.PROVINCE, GovernmentKind.REGENCY, GovernmentKind.CITY)


@dataclass(frozen=True)
class GovernmentFloor:
    """One government in a year. Without a round there `floor` and `closes_at` are None: nothing is known."""

    id: str
    code: str
    name: str
    kind: GovernmentKind
    parent_id: str | None
    time_zone: str
    is_active: bool  # uses Renaksi
    floor: Floor | None = None
    closes_at: datetime | None = None
    is_open: bool = False

    @property
    def closes_on(self) -> date | None:
        """The last day of its round, by its own clock."""
        return self.closes_at.astimezone(ZoneInfo(self.time_zone)).date() if self.closes_at else None

    @property
    def province_id(self) -> str:
        """The id of the province that it is or that it lies in."""
        return self.id if self.kind is GovernmentKind.PROVINCE else self.parent_id or ""


@dataclass(frozen=True)
class ProvinceFloor:
    """A province: its own government, its regencies and cities together."""

    id: str
    code: str
    name: str
    governments: int
    with_round: int
    floor: Floor
    closes_on: date | None  # the latest deadline in it


def governments_in_year(actor: Actor, year: int, now: datetime) -> list[GovernmentFloor]:
    """Every government within the actor's reach, by code; how its round of `year` stands at `now`."""
    return _floors(
        year,
        now,
        within(actor, Permission.ASSESSMENT_BOARD, Round),
        within(actor, Permission.ASSESSMENT_BOARD, Government, column=Government.id),
    )


def governments_of_area(owner: Government, year: int, now: datetime) -> list[GovernmentFloor]:
    """A province with its regencies and cities, or for the ministry all: for documents, whose reader was checked."""
    inside: ColumnElement[bool] = true()
    if owner.kind is not GovernmentKind.MINISTRY:
        inside = or_(Government.id == owner.id, Government.parent_id == owner.id)
    own = select(Government.id).where(inside)
    return _floors(year, now, Round.government_id.in_(own), inside)


def _floors(
    year: int, now: datetime, rounds: ColumnElement[bool], governments: ColumnElement[bool]
) -> list[GovernmentFloor]:
    counted = _counted(year, now, rounds)
    figures = (
        counted.c.units,
        counted.c.begun,
        counted.c.submitted,
        counted.c.verified,
        counted.c.late,
    )
    statement = (
        select(
            Government.id,
            Government.code,
            Government.name,
            Government.kind,
            Government.parent_id,
            Government.time_zone,
            Government.is_active,
            counted.c.closes_at,
            counted.c.state,
            *figures,
        )
        .outerjoin(counted, counted.c.government_id == Government.id)
        .where(Government.kind.in_(KINDS), governments)
        .order_by(Government.code)
    )
    return [_floor(row) for row in db.session.execute(statement)]


def _floor(row: Any) -> GovernmentFloor:
    counted = None if row.closes_at is None else Floor(*(int(each or 0) for each in row[9:]))
    return GovernmentFloor(
        id=row.id,
        code=row.code,
        name=row.name,
        kind=row.kind,
        parent_id=row.parent_id,
        time_zone=row.time_zone.value,
        is_active=row.is_active,
        floor=counted,
        closes_at=row.closes_at,
        is_open=row.state is RoundState.OPEN,
    )


def _counted(year: int, now: datetime, reach: ColumnElement[bool]) -> Subquery:
    """The rounds of a year with their OPD counted."""
    own = Assessment.extended_until
    touched = exists().where(
        Answer.assessment_id == Assessment.id, Answer.self_score.is_not(None), Answer.needs_review.is_(False)
    )
    over = and_(Assessment.state.in_(UNFINISHED), Round.closes_at < now, or_(own.is_(None), own < now))
    sent = Assessment.submitted_at.is_not(None)
    return (
        select(
            Round.government_id.label("government_id"),
            Round.closes_at.label("closes_at"),
            Round.state.label("state"),
            func.count(Assessment.unit_id).label("units"),
            _sum(or_(sent, touched)).label("begun"),
            _sum(sent).label("submitted"),
            _sum(Assessment.state == AssessmentState.VERIFIED).label("verified"),
            _sum(over).label("late"),
        )
        .outerjoin(Assessment, and_(Assessment.round_id == Round.id, Assessment.unit_id.is_not(None)))
        .where(Round.year == year, reach)
        .group_by(Round.id, Round.government_id, Round.closes_at, Round.state)
        .subquery()
    )


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def provinces_of(found: Iterable[GovernmentFloor]) -> list[ProvinceFloor]:
    """The provinces of these governments, by code. A province that is not among them (out of reach) is left out."""
    inside: dict[str, list[GovernmentFloor]] = {}
    for each in found:
        inside.setdefault(each.province_id, []).append(each)
    return [
        ProvinceFloor(
            id=head.id,
            code=head.code,
            name=head.name,
            governments=len(own),
            with_round=sum(each.floor is not None for each in own),
            floor=together(each.floor for each in own),
            closes_on=max((each.closes_on for each in own if each.closes_on), default=None),
        )
        for own in inside.values()
        for head in own
        if head.kind is GovernmentKind.PROVINCE
    ]


def years_within(actor: Actor) -> Sequence[int]:
    """The years in which somebody within reach has a round, the latest first."""
    return db.session.scalars(
        select(Round.year)
        .where(within(actor, Permission.ASSESSMENT_BOARD, Round))
        .distinct()
        .order_by(Round.year.desc())
    ).all()


def busiest_year(actor: Actor, now: datetime) -> int | None:
    """The year of which most rounds within reach are running, of equals the latest; `None` when none runs."""
    return db.session.scalar(
        select(Round.year)
        .where(
            within(actor, Permission.ASSESSMENT_BOARD, Round),
            Round.state == RoundState.OPEN,
            Round.closes_at >= now,
        )
        .group_by(Round.year)
        .order_by(func.count().desc(), Round.year.desc())
        .limit(1)
    )


class Standing(StrEnum):
    """Which governments somebody wants to see."""

    WITHOUT_ROUND = "tanpa-putaran"
    NOT_BEGUN = "belum-mulai"  # has OPD that answered nothing
    LATE = "terlambat"  # has OPD past their deadline
    COMPLETE = "lengkap"  # every OPD has sent


@dataclass(frozen=True)
class FloorFilter:
    """Which governments are listed, and in which order; empty fields do not filter."""

    words: str = ""
    standing: Standing | None = None
    order: str = ""  # a key of `ORDERS`, "-" in front for the other direction; empty: by code

    def arrange(self, found: Iterable[GovernmentFloor]) -> list[GovernmentFloor]:
        """The admitted governments in the wanted order."""
        shown = [each for each in found if self._admits(each)]
        return in_order(shown, self.order)

    def _admits(self, each: GovernmentFloor) -> bool:
        name = f"{each.code} {each.name}".casefold()
        fits = self.standing is None or _STANDINGS[self.standing](each.floor)
        return fits and all(word in name for word in self.words.casefold().split())


_STANDINGS: Mapping[Standing, Callable[[Floor | None], bool]] = {
    Standing.WITHOUT_ROUND: lambda floor: floor is None,
    Standing.NOT_BEGUN: lambda floor: floor is not None and floor.not_begun > 0,
    Standing.LATE: lambda floor: floor is not None and floor.late > 0,
    Standing.COMPLETE: lambda floor: floor is not None and floor.units > 0 and floor.submitted == floor.units,
}
Row = TypeVar("Row", GovernmentFloor, ProvinceFloor)
ORDERS: Mapping[str, Callable[[Any], Any]] = {
    "nama": lambda each: each.name.casefold(),
    "terkirim": lambda each: (
        (each.floor and each.floor.share) or 0.0,
        each.floor.units if each.floor else 0,
    ),
    "belum": lambda each: each.floor.not_begun if each.floor else 0,
    "terlambat": lambda each: each.floor.late if each.floor else 0,
    "tenggat": lambda each: each.closes_on or date.min,
}


def in_order(rows: Sequence[Row], order: str) -> list[Row]:
    """The rows sorted by a key of `ORDERS`; as they come for any other word."""
    key = ORDERS.get(order.removeprefix("-"))
    return list(rows) if key is None else sorted(rows, key=key, reverse=order.startswith("-"))
