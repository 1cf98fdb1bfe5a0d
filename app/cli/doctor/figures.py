"""The figures that are counted ahead."""

import json
import random
from datetime import timedelta

from sqlalchemy import func, select

from app.cli.doctor.finding import Doubtful, NotAsked, Wrong
from app.complaints.actions.tallies import count_month
from app.complaints.models import ComplaintTally, TallyMark
from app.complaints.statistics.cells import ALL_UNITS, TOTAL
from app.db import db, utc_now

SAMPLE = 12
PATIENCE = timedelta(minutes=30)
_MONTH = len("2021-10")


def tallied() -> str:
    """Some months, drawn by lot, are counted from their complaints and compared with what is kept of them."""
    kept = _kept_months()
    drawn = random.sample(kept, min(SAMPLE, len(kept)))  # a sample, not a secret
    for government_id, month in drawn:
        # Asked again when they differ: somebody may have changed a complaint between the two looks.
        if not agrees(government_id, month) and (government_id, month) in _kept_months():
            raise Wrong(
                f"the figures of {month} are not those of its complaints; run flask complaints recount"
            )
    waiting = db.session.scalar(select(func.count(TallyMark.id)).where(TallyMark.at < utc_now() - PATIENCE))
    if waiting:
        raise Doubtful(
            f"{waiting} changes are not counted since {PATIENCE}: figures are right but slow; does a worker run?"
        )
    if not kept:
        raise NotAsked("nothing is counted yet")
    return f"{len(drawn)} of {len(kept)} months counted again"


def agrees(government_id: str, month: str) -> bool:
    """Whether the tallies of a month are what its complaints give."""
    rows = db.session.execute(
        select(ComplaintTally.subject, ComplaintTally.dimension, ComplaintTally.counts).where(
            ComplaintTally.government_id == government_id, ComplaintTally.period == month
        )
    )
    kept = {(subject, dimension): counts for subject, dimension, counts in rows}
    found = count_month(government_id, month)
    if found is None:
        return False
    return kept == {
        (row["subject"], row["dimension"]): json.loads(json.dumps(row["counts"]))
        for row in found.rows
        if row["period"] == month
    }


def _kept_months() -> list[tuple[str, str]]:
    """The months whose tallies are in use."""
    marked = select(TallyMark.id).where(
        TallyMark.government_id == ComplaintTally.government_id, TallyMark.month == ComplaintTally.period
    )
    statement = select(ComplaintTally.government_id, ComplaintTally.period).where(
        ComplaintTally.subject == ALL_UNITS,
        ComplaintTally.dimension == TOTAL,
        func.length(ComplaintTally.period) == _MONTH,
        ~marked.exists(),
    )
    return [(row.government_id, row.period) for row in db.session.execute(statement)]
