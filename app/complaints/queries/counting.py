"""Complaints as the columns that figures count, straight from the register."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, Enum, String, and_, select, type_coerce

from app.complaints.models import Complaint
from app.complaints.statistics.facts import COUNTED, Facts, facts
from app.db import UtcDateTime, db
from app.organisations.models import Government


def _bare(name: str) -> ColumnElement[object]:
    """A column without the conversions of its type, which cost more than the counting; `facts` knows both forms."""
    column = getattr(Complaint, name)
    if isinstance(column.type, Enum | UtcDateTime | Date):
        return type_coerce(column, String)
    return column  # type: ignore[no-any-return]


# The columns of `facts.COUNTED`, as the database keeps them.
COUNTED_COLUMNS = tuple(_bare(name) for name in COUNTED)


def facts_of(government_id: str, *where: ColumnElement[bool]) -> Facts:
    """What is counted of some complaints of a government. They are held in memory: ask for a month at a time."""
    statement = select(*COUNTED_COLUMNS).where(Complaint.government_id == government_id, *where)
    return facts(db.session.execute(statement), zone_of(government_id))


def zone_of(government_id: str) -> ZoneInfo:
    """The clock of a government."""
    return ZoneInfo(db.session.get_one(Government, government_id).time_zone.value)


def received_between(first: date | None, last: date | None) -> ColumnElement[bool]:
    """Complaints received from one day to another, both included; None: open."""
    found: list[ColumnElement[bool]] = []
    if first is not None:
        found.append(Complaint.received_on >= first)
    if last is not None:
        found.append(Complaint.received_on <= last)
    return and_(True, *found)
