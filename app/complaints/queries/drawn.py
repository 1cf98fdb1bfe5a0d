"""The flow as it is drawn: only months of which the register can know anything."""

from collections.abc import Sequence
from datetime import date

from app.complaints.queries.counting import zone_of
from app.complaints.queries.figures import cut_off_of
from app.complaints.queries.series import flow_of
from app.complaints.statistics import Flow
from app.complaints.statistics.drawn import known_months
from app.complaints.statistics.months import month_of
from app.db import utc_now


def drawn_flow(
    government_id: str, start: date | None, end: date | None, unit_id: str | None = None
) -> Sequence[Flow]:
    """The flow from the first complaint to the cut-off of the data, within the months of `start` and `end`."""
    seen = (cut_off_of(government_id) or utc_now()).astimezone(zone_of(government_id))
    return known_months(flow_of(government_id, start, end, unit_id), month_of(seen.date()))
