"""Finding complaints, within the reach of the actor."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select

from app.access import Actor, Permission, within
from app.complaints.models import Complaint, ComplaintEvent
from app.complaints.queries.behind import behind
from app.complaints.queries.clocks import is_overdue
from app.complaints.queries.figures import cut_off_of, seen_at_of, source_names
from app.complaints.queries.handling import IS_HERE, IS_OPEN, needs_action
from app.complaints.rules import HANDLED_HERE, OPEN, Colour, Klass, Origin, Status
from app.complaints.statistics.figure_keys import FigureKey
from app.db import db, utc_now
from app.organisations.models import Government, Unit

NO_UNIT = "tanpa"


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to. Empty texts and None narrow nothing; `unit_id` `tanpa`: routed to no known OPD.

    `needs_action`: by whoever looks. `unforwarded`: open, and unchecked or without an OPD. `waiting`: for the reporter.
    `figure`: exactly the complaints that a figure counts. `unknown` names columns that the source left open.
    """

    words: str = ""
    unit_id: str = ""
    status: Status | None = None
    colour: Colour | None = None
    klass: Klass | None = None
    category: str = ""
    channel: str = ""
    first_day: date | None = None
    last_day: date | None = None
    overdue: bool = False
    source: str = ""
    origin: Origin | None = None
    area: str = ""
    needs_action: bool = False
    unforwarded: bool = False
    waiting: bool = False
    postponed: bool = False
    reopened: bool = False
    figure: FigureKey | None = None
    unknown: frozenset[str] = frozenset()

    @property
    def any(self) -> bool:
        return self != Filters()


def complaints_of(actor: Actor, government: Government, filters: Filters) -> Select[Any]:
    """The complaints of a government that the actor may see, the latest first."""
    statement = select(Complaint).where(
        within(actor, Permission.COMPLAINT_READ, Complaint), Complaint.government_id == government.id
    )
    for condition in _conditions(actor, government, filters):
        statement = statement.where(condition)
    if filters.needs_action:
        # The same order; but no index has it, so that the few are found by theirs and sorted.
        return statement.order_by(Complaint.received_at.desc(), Complaint.id)
    return statement.order_by(Complaint.received_on.desc(), Complaint.received_at.desc(), Complaint.id)


def may_read_text(actor: Actor, complaint: Complaint) -> bool:
    """Whether the actor may read what the complaint says; province and Ombudsman see the rest without it."""
    return actor.may(Permission.COMPLAINT_READ_TEXT, complaint.government_id, complaint.unit_id)


def events_of(complaint: Complaint) -> list[ComplaintEvent]:
    """What happened to a complaint in the register, the oldest first."""
    statement = select(ComplaintEvent).where(ComplaintEvent.complaint_id == complaint.id)
    return list(db.session.scalars(statement.order_by(ComplaintEvent.at, ComplaintEvent.id)))


def seen_at(government_id: str) -> datetime:
    """The moment at which open clocks are judged: the cut-off of the data, or now when nothing was imported."""
    return cut_off_of(government_id) or utc_now()


def judged_at(complaint: Complaint) -> datetime:
    """The moment at which the clocks of a complaint are judged: what is handled here has no cut-off."""
    return utc_now() if complaint.origin in HANDLED_HERE else seen_at(complaint.government_id)


def units_to_choose(actor: Actor, government: Government) -> list[Unit]:
    """The OPD whose complaints the actor may see, in the government's order."""
    statement = select(Unit).where(
        within(actor, Permission.COMPLAINT_READ, Unit, unit_column=Unit.id),
        Unit.government_id == government.id,
    )
    return list(db.session.scalars(statement.order_by(Unit.position, Unit.name)))


def spellings_without_unit(government_id: str) -> dict[str, int]:
    """The agencies that complaints name and that no OPD is known by, with the number of complaints."""
    statement = (
        select(Complaint.raw_unit, func.count())
        .where(
            Complaint.government_id == government_id,
            Complaint.unit_id.is_(None),
            Complaint.declined_at.is_(None),  # an OPD knew the spelling, and said no
            Complaint.raw_unit != "",
        )
        .group_by(Complaint.raw_unit)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


@dataclass(frozen=True)
class GovernmentVolume:
    """A government with the number of complaints in its register."""

    government: Government
    volume: int


def governments_with_complaints(actor: Actor, words: str) -> list[GovernmentVolume]:
    """The governments within reach that have complaints, by code; `words` narrows by name or code."""
    volume = func.count(Complaint.id)
    statement = (
        select(Government, volume)
        .join(Complaint, Complaint.government_id == Government.id)
        .where(within(actor, Permission.COMPLAINT_FIGURES, Government, column=Government.id))
        .group_by(Government.id)
        .order_by(Government.code)
    )
    if words:
        statement = statement.where(
            or_(
                Government.name.icontains(words, autoescape=True),
                Government.code.startswith(words, autoescape=True),
            )
        )
    return [GovernmentVolume(*row) for row in db.session.execute(statement)]


def _conditions(actor: Actor, government: Government, filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        column == value
        for column, value in (
            (Complaint.status, filters.status),
            (Complaint.colour, filters.colour),
            (Complaint.klass, filters.klass),
            (Complaint.category, filters.category),
            (Complaint.channel, filters.channel),
            (Complaint.source, filters.source),
            (Complaint.origin, filters.origin),
            (Complaint.area, filters.area),
        )
        if value
    ]
    if filters.unit_id == NO_UNIT:
        found.append(Complaint.unit_id.is_(None))
    elif filters.unit_id:
        found.append(Complaint.unit_id == filters.unit_id)
    if filters.first_day:
        found.append(Complaint.received_on >= filters.first_day)
    if filters.last_day:
        found.append(Complaint.received_on <= filters.last_day)
    found += [_is_unknown(name) for name in sorted(filters.unknown)]
    if filters.figure is not None:
        found.append(behind(government, filters.figure))
    found += _states(actor, government, filters)
    if filters.words:
        found.append(_matches(actor, government, filters.words))
    return found


def _is_unknown(name: str) -> ColumnElement[bool]:
    column = getattr(Complaint, name)
    return column.is_(None) if name == "klass" else column == ""  # type: ignore[no-any-return]


def _states(actor: Actor, government: Government, filters: Filters) -> list[ColumnElement[bool]]:
    """What is asked about where complaints stand."""
    found: list[ColumnElement[bool]] = []
    if filters.status in OPEN or filters.colour is Colour.RED:
        found.append(IS_OPEN)  # says nothing new, except to the planner
    if filters.origin in HANDLED_HERE:
        found.append(IS_HERE)
    if filters.overdue:
        found += [IS_OPEN, is_overdue(seen_at_of(government.id))]
    if filters.needs_action:
        found.append(needs_action(actor, government.id))
    if filters.unforwarded:
        unforwarded = or_(Complaint.status == Status.UNVERIFIED, Complaint.unit_id.is_(None))
        found += [IS_OPEN, unforwarded]
    if filters.waiting:
        found += [IS_OPEN, or_(Complaint.status == Status.POSTPONED, Complaint.close_due.is_not(None))]
    if filters.postponed:
        found.append(Complaint.postponed_at.is_not(None))
    if filters.reopened:
        found.append(Complaint.reopen_count > literal_column("0"))
    return found


def _matches(actor: Actor, government: Government, words: str) -> ColumnElement[bool]:
    """The number, or words in title and text for those who may read them: no search answers what a page hides.

    Who knows a number wants that complaint: what merely mentions it is then not looked for, through all the texts.
    """
    numbered = _numbered(government, words.lstrip("#").strip())
    if numbered:
        return Complaint.id.in_(numbered)
    readable = within(actor, Permission.COMPLAINT_READ_TEXT, Complaint)
    in_text = Complaint.title.icontains(words, autoescape=True) | Complaint.text.icontains(
        words, autoescape=True
    )
    return readable & in_text


def _numbered(government: Government, number: str) -> list[str]:
    """The complaints with this tracking id, by way of the index that begins with the source."""
    if not any(character.isdigit() for character in number):
        return []
    sources = list(source_names(government.id))
    statement = select(Complaint.id).where(
        Complaint.government_id == government.id,
        Complaint.source.in_(sources),
        Complaint.tracking_id == number,
    )
    return list(db.session.scalars(statement))
