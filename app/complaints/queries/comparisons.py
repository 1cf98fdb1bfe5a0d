"""A period beside the same one of the year before, and beside the one before it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.complaints.models import Complaint
from app.complaints.queries.figures import seen_at_of, total_figures
from app.complaints.queries.judging import calendar_for
from app.complaints.rules import HANDLED_HERE
from app.complaints.statistics import GroupFigures, Keeper
from app.complaints.statistics.comparing import (
    Compared,
    Period,
    compare,
    just_before,
    known_part,
    year_before,
)
from app.db import db
from app.organisations.models import Government


@dataclass(frozen=True)
class Beside:
    """What a period is compared with."""

    period: Period
    figures: GroupFigures
    rows: tuple[Compared, ...]


@dataclass(frozen=True)
class Comparison:
    """A period, as far as the data reach (`is_cut`: not to its end), and what stands beside it."""

    period: Period
    is_cut: bool
    figures: GroupFigures
    year_before: Beside
    just_before: Beside


def comparison_of(
    government: Government, start: date | None, end: date | None, unit_id: str | None
) -> Comparison | None:
    """The comparison of a period with both ends; None for an open period, or one of which nothing is known yet."""
    if start is None or end is None or end < start:
        return None
    asked = Period(start, end)
    period = known_part(asked, last_known_day(government))
    if period is None:
        return None
    now = total_figures(government.id, period.start, period.end, unit_id)

    def beside(other: Period) -> Beside:
        before = total_figures(government.id, other.start, other.end, unit_id)
        return Beside(other, before, compare(now, before))

    return Comparison(period, period != asked, now, beside(year_before(period)), beside(just_before(period)))


def last_known_day(government: Government) -> date:
    """The last day of which the register may know everything: today where complaints are handled here."""
    seen_at = seen_at_of(government.id)
    here = db.session.scalar(
        select(Complaint.id)
        .where(Complaint.government_id == government.id, Complaint.origin.in_(HANDLED_HERE))
        .limit(1)
    )
    return calendar_for(government).local_day(seen_at.of(Keeper.SOURCE if here is None else Keeper.HERE))
