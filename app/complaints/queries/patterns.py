"""What keeps coming back: complaints by category and OPD, for the plan."""

from dataclasses import dataclass
from datetime import date

from app.complaints.queries.figures import seen_at_of
from app.complaints.queries.tallies import count_by_unit
from app.complaints.statistics import Dimension


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
    seen_at = seen_at_of(government_id)
    counted = count_by_unit(government_id, start, end, Dimension.CATEGORY)
    found = [
        (unit_id, category, tally.figures(None, seen_at=seen_at))
        for (unit_id, category), tally in counted.items()
        if category
    ]
    return [
        ComplaintPattern(
            category=category,
            unit_id=unit_id,
            volume=group.incoming,
            late=group.late,
            followed_up=group.followed_up,
            closed=group.closed,
            followed_up_share=group.followed_up_share,
            closed_share=group.closed_share,
            rating_mean=group.rating_mean,
        )
        for unit_id, category, group in sorted(
            found, key=lambda one: (-one[2].incoming, one[1], one[0] or "")
        )
    ]
