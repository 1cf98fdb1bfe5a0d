"""Stored clocks as they stand at a moment, as SQL."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from app.complaints.models import Complaint
from app.complaints.rules import HANDLED_HERE
from app.complaints.sla import JUDGED_STAGES, ClockState, Stage
from app.complaints.statistics import SeenAt

STAGE_COLUMNS: dict[
    Stage,
    tuple[InstrumentedAttribute[Any], InstrumentedAttribute[Any], InstrumentedAttribute[Any]],
] = {
    Stage.VERIFY: (Complaint.verify_state, Complaint.verify_due, Complaint.verify_days),
    Stage.FOLLOW_UP: (Complaint.follow_up_state, Complaint.follow_up_due, Complaint.follow_up_days),
    Stage.RESOLVE: (Complaint.resolve_state, Complaint.resolve_due, Complaint.resolve_days),
}


def is_open_late(stage: Stage, seen_at: SeenAt) -> ColumnElement[bool]:
    """Complaints of which this clock still runs although its deadline has passed."""
    state, due, _ = STAGE_COLUMNS[stage]
    here = Complaint.origin.in_(HANDLED_HERE)
    passed = due <= seen_at.source
    if seen_at.here != seen_at.source:
        passed = or_(and_(here, due <= seen_at.here), and_(~here, passed))
    return and_(state == ClockState.RUNNING, passed)


def is_overdue(seen_at: SeenAt) -> ColumnElement[bool]:
    """Complaints of which any clock still runs although its deadline has passed."""
    return or_(*(is_open_late(stage, seen_at) for stage in JUDGED_STAGES))
