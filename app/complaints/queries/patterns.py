"""What keeps coming back: complaints by category and OPD, for the plan."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Integer, case, cast, func, or_, select

from app.complaints.models import Complaint
from app.complaints.queries.figures import conditions, cut_off_of, state_now
from app.complaints.sla import JUDGED_STAGES, ClockState
from app.complaints.statistics import share
from app.db import db, utc_now


@dataclass(frozen=True, slots=True)
class ComplaintPattern:
    """The complaints of one category at one OPD in a period. `unit_id` None: not routed to a known OPD.

    `late` counts complaints of which at least one stage was late or is open after its deadline; shares are
    fractions of `volume`. `rating_mean` is None when nobody rated.
    """

    category: str
    unit_id: str | None
    volume: int
    late: int
    followed_up: int
    closed: int
    followed_up_share: float | None
    closed_share: float | None
    rating_mean: float | None


def patterns(government_id: str, start: date | None, end: date | None) -> list[ComplaintPattern]:
    """The patterns of a government in a period, by volume; complaints without a category are left out."""
    now = cut_off_of(government_id) or utc_now()
    late_states = (ClockState.LATE.value, ClockState.OPEN_LATE.value)
    is_late = or_(*(state_now(stage, now).in_(late_states) for stage in JUDGED_STAGES))
    volume = func.count()
    statement = (
        select(
            Complaint.category,
            Complaint.unit_id,
            volume,
            func.sum(case((is_late, 1), else_=0)),
            func.sum(cast(Complaint.followed_up, Integer)),
            func.sum(case((Complaint.colour == "green", 1), else_=0)),
            func.avg(Complaint.rating),
        )
        .where(*conditions(government_id, start, end), Complaint.category != "")
        .group_by(Complaint.category, Complaint.unit_id)
        .order_by(volume.desc(), Complaint.category, Complaint.unit_id)
    )
    return [
        ComplaintPattern(
            category=category,
            unit_id=unit_id,
            volume=count,
            late=late,
            followed_up=followed_up,
            closed=closed,
            followed_up_share=share(followed_up, count),
            closed_share=share(closed, count),
            rating_mean=float(rating) if rating is not None else None,
        )
        for category, unit_id, count, late, followed_up, closed, rating in db.session.execute(statement)
    ]
