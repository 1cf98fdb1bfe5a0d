"""What the map of complaints shows: governments within reach, and their provinces."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from app.access import Actor, Permission, within
from app.complaints.areas import Sums, sums_of
from app.complaints.models import Complaint, ComplaintTally, TallyMark
from app.complaints.queries.counting import received_between
from app.complaints.queries.governments import GovernmentFigures, government_figures
from app.complaints.queries.handling import IS_HERE
from app.complaints.statistics.cells import ALL_UNITS, TOTAL
from app.db import day_in, db
from app.organisations.models import Government, GovernmentKind

_KINDS = (GovernmentKind.PROVINCE, GovernmentKind.REGENCY, GovernmentKind.CITY)


@dataclass(frozen=True)
class Area:
    """A government by itself."""

    government: Government
    sums: Sums
    cut_off: datetime | None  # None: nothing was ever imported there


@dataclass(frozen=True)
class Province:
    """A province with everything in it: its own government, its regencies and cities, by code."""

    government: Government
    sums: Sums
    areas: tuple[Area, ...]


def provinces(actor: Actor, start: date | None, end: date | None) -> list[Province]:
    """The provinces within reach, by code, with the governments in them that are within reach as well.

    Governments without complaints are there too, because nothing is known of them.
    """
    found = government_figures(actor, start, end, _KINDS)
    inside: dict[str, list[GovernmentFigures]] = {}
    for one in found:
        owner = one.government if one.government.kind is GovernmentKind.PROVINCE else one.government.parent
        if owner is not None:
            inside.setdefault(owner.id, []).append(one)
    return [
        Province(one.government, sums_of(each.figures for each in own), _areas(own))
        for one in found
        if one.government.kind is GovernmentKind.PROVINCE and (own := inside[one.government.id])
    ]


def _areas(found: Sequence[GovernmentFigures]) -> tuple[Area, ...]:
    return tuple(Area(one.government, sums_of([one.figures]), one.cut_off) for one in found)


def handled_past(government_ids: Sequence[str], cut_off: datetime, end: date | None) -> date | None:
    """The last day of complaints of some governments that are handled here, if that is past a cut-off."""
    return db.session.scalar(
        select(func.max(Complaint.received_on)).where(
            Complaint.government_id.in_(government_ids),
            received_between(day_in(now=cut_off) + timedelta(days=1), end),
            IS_HERE,
        )
    )


def years_within(actor: Actor) -> list[int]:
    """The years in which complaints came in anywhere within reach, the earliest first."""
    tallied = (
        select(func.substr(ComplaintTally.period, 1, 4))
        .where(
            within(actor, Permission.COMPLAINT_FIGURES, ComplaintTally, unit_column=ComplaintTally.subject),
            ComplaintTally.subject == ALL_UNITS,
            ComplaintTally.dimension == TOTAL,
        )
        .distinct()
    )
    stale = (
        select(func.substr(TallyMark.month, 1, 4))
        .where(within(actor, Permission.COMPLAINT_FIGURES, TallyMark))
        .distinct()
    )
    return sorted({int(year) for statement in (tallied, stale) for year in db.session.scalars(statement)})
