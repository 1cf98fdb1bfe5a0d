"""Reading the log of who opened what citizens wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select

from app.access import Actor, Permission, within
from app.complaints.models import AccessKind, TextAccess
from app.complaints.retention import end_of_day
from app.db import db, utc_now
from app.organisations.models import Government


@dataclass(frozen=True)
class AccessFilters:
    """What of the log is shown. Days on the government's clock, both included; `user_ids` None: everybody."""

    user_ids: frozenset[str] | None = None
    kind: AccessKind | None = None
    tracking_id: str = ""
    first_day: date | None = None
    last_day: date | None = None


def accesses_of(actor: Actor, government: Government, filters: AccessFilters) -> Select[Any]:
    """The entries of a government that the actor may see, the latest first."""
    zone = ZoneInfo(government.time_zone.value)
    statement = select(TextAccess).where(
        within(actor, Permission.COMPLAINT_ACCESS_LOG, TextAccess), TextAccess.government_id == government.id
    )
    if filters.user_ids is not None:
        statement = statement.where(TextAccess.user_id.in_(sorted(filters.user_ids)))
    if filters.kind is not None:
        statement = statement.where(TextAccess.kind == filters.kind)
    if filters.tracking_id:
        statement = statement.where(TextAccess.tracking_id == filters.tracking_id.lstrip("#").strip())
    if filters.first_day is not None:
        before = filters.first_day - timedelta(days=1)
        statement = statement.where(TextAccess.at >= end_of_day(before, zone))
    if filters.last_day is not None:
        statement = statement.where(TextAccess.at < end_of_day(filters.last_day, zone))
    return statement.order_by(TextAccess.at.desc(), TextAccess.id)


@dataclass(frozen=True)
class AccessCount:
    """How often the texts of a government were opened in a span of time."""

    government: Government
    pages: int
    exports: int
    handed_out: int  # texts in exports and through the interface for applications
    people: int


def access_counts(days: int) -> list[AccessCount]:
    """Counts per government over the last so many days, for the operator: nobody and nothing is named."""
    since = utc_now() - timedelta(days=days)
    pages = func.count().filter(TextAccess.kind.in_((AccessKind.PAGE, AccessKind.REPORTER)))
    many = TextAccess.kind.in_((AccessKind.EXPORT, AccessKind.API))
    statement = (
        select(
            Government,
            pages,
            func.count().filter(many),
            func.coalesce(func.sum(TextAccess.count).filter(many), 0),
            func.count(TextAccess.user_id.distinct()),
        )
        .join(TextAccess, TextAccess.government_id == Government.id)
        .where(TextAccess.at >= since)
        .group_by(Government.id)
        .order_by(Government.code)
    )
    return [AccessCount(*row) for row in db.session.execute(statement)]


def opened_since(government_id: str, since: datetime) -> tuple[int, int]:
    """Entries and people since a moment, for the overview."""
    statement = select(func.count(), func.count(TextAccess.user_id.distinct())).where(
        TextAccess.government_id == government_id, TextAccess.at >= since
    )
    entries, people = db.session.execute(statement).one()
    return entries, people


def times_opened(complaint_ids: Sequence[str]) -> dict[str, int]:
    """How often each of these complaints was opened on its page."""
    statement = (
        select(TextAccess.complaint_id, func.count())
        .where(TextAccess.complaint_id.in_(complaint_ids))
        .group_by(TextAccess.complaint_id)
    )
    return {str(row[0]): row[1] for row in db.session.execute(statement)}
