"""Published totals, and what the register says of the same days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from app.access import Actor, Permission, within
from app.complaints.models import PublishedTotal
from app.complaints.published import Relation, relation
from app.complaints.queries.figures import seen_at_of
from app.complaints.queries.tallies import count
from app.complaints.statistics import Dimension, GroupFigures, Tally
from app.db import db
from app.organisations.models import Government


def published_totals(actor: Actor, government: Government) -> Select[Any]:
    """The published totals of a government that the actor may see, what was published last first."""
    return (
        select(PublishedTotal)
        .where(
            within(actor, Permission.PUBLISHED_READ, PublishedTotal),
            PublishedTotal.government_id == government.id,
        )
        .options(selectinload(PublishedTotal.parts))
        .order_by(PublishedTotal.published_on.desc(), PublishedTotal.title, PublishedTotal.id)
    )


@dataclass(frozen=True)
class BesideOther:
    """Another publication about some of the same days, and how the two stand to each other."""

    total: PublishedTotal
    relation: Relation


def overlapping(actor: Actor, total: PublishedTotal) -> list[BesideOther]:
    """The other published totals of the same government that share a day, the latest first."""
    government = db.session.get_one(Government, total.government_id)
    statement = published_totals(actor, government).where(
        PublishedTotal.id != total.id,
        PublishedTotal.last_day >= total.first_day,
        PublishedTotal.first_day <= total.last_day,
    )
    own = total.as_published()
    found = [
        BesideOther(other, relation(own, other.as_published())) for other in db.session.scalars(statement)
    ]
    return [one for one in found if one.relation is not Relation.APART]


def register_figures(totals: Collection[PublishedTotal]) -> dict[str, GroupFigures]:
    """By the id of each total what the register counts for its days and its source, today.

    Open clocks are judged at the cut-off of the register, as on every page of figures.
    """
    counted: dict[tuple[str, date, date, str], GroupFigures] = {}
    found = {}
    for total in totals:
        key = (total.government_id, total.first_day, total.counted_until, total.register_source)
        if key not in counted:
            counted[key] = _count(*key)
        found[total.id] = counted[key]
    return found


def _count(government_id: str, first_day: date, last_day: date, source: str) -> GroupFigures:
    split = (Dimension.SOURCE,) if source else ()
    counted = count(government_id, first_day, last_day, None, split)
    tally = counted.groups[Dimension.SOURCE].get(source, Tally()) if source else counted.total
    return tally.figures(None, seen_at=seen_at_of(government_id))
