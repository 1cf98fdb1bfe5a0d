"""Writing down what somebody published about complaints, correcting it, and removing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.access import Actor, Permission, check
from app.audit import record
from app.complaints.models import PublishedPart, PublishedTotal
from app.complaints.published import Says
from app.db import db, utc_now
from app.organisations.models import Government


@dataclass(frozen=True)
class Line:
    """One part as it was printed; `is_detail` of the nearest line above that is none."""

    label: str
    count: int | None
    percent: Decimal | None = None
    says: Says | None = None
    is_detail: bool = False


@dataclass(frozen=True)
class Publication:
    """What was published, where and when; days are days of arrival, both ends included."""

    title: str
    publisher: str
    source: str
    published_on: date
    first_day: date
    last_day: date
    count: int
    lines: Sequence[Line] = ()
    cut_off: date | None = None
    register_source: str = ""
    complete: bool = True
    note: str = ""


def add_published(actor: Actor, government: Government, told: Publication) -> PublishedTotal:
    """Write a published total down."""
    check(actor, Permission.PUBLISHED_EDIT, government.id)
    made = PublishedTotal(government_id=government.id, created_by=actor.user_id, parts=[])
    _take(made, told)
    db.session.add(made)
    db.session.flush()
    record(
        actor,
        "complaints.published_total_added",
        made,
        government_id=government.id,
        after=_logged(made),
    )
    return made


def change_published(actor: Actor, total: PublishedTotal, told: Publication) -> None:
    """Correct how a published total was written down; its lines are replaced as a whole."""
    check(actor, Permission.PUBLISHED_EDIT, total.government_id)
    before = _logged(total)
    total.parts.clear()
    db.session.flush()  # so that the new lines may take the places of the old
    _take(total, told)
    db.session.flush()
    record(
        actor,
        "complaints.published_total_changed",
        total,
        government_id=total.government_id,
        before=before,
        after=_logged(total),
    )


def remove_published(actor: Actor, total: PublishedTotal) -> None:
    """Forget a published total; nothing in the register depends on it."""
    check(actor, Permission.PUBLISHED_EDIT, total.government_id)
    record(
        actor,
        "complaints.published_total_removed",
        total,
        government_id=total.government_id,
        before=_logged(total),
    )
    db.session.delete(total)
    db.session.flush()


def _take(total: PublishedTotal, told: Publication) -> None:
    total.title, total.publisher, total.source = told.title, told.publisher, told.source
    total.published_on, total.cut_off = told.published_on, told.cut_off
    total.first_day, total.last_day = told.first_day, told.last_day
    total.count, total.complete = told.count, told.complete
    total.register_source, total.note = told.register_source, told.note
    total.changed_at = utc_now()
    for position, line in enumerate(told.lines):
        part = PublishedPart(
            government_id=total.government_id,
            position=position,
            is_detail=line.is_detail,
            label=line.label,
            count=line.count,
            says=line.says,
        )
        part.percent = line.percent
        total.parts.append(part)


def _logged(total: PublishedTotal) -> dict[str, Any]:
    return {
        "title": total.title,
        "published_on": total.published_on.isoformat(),
        "first_day": total.first_day.isoformat(),
        "last_day": total.last_day.isoformat(),
        "count": total.count,
        "parts": [f"{part.label}: {part.count if part.count is not None else '-'}" for part in total.parts],
    }
