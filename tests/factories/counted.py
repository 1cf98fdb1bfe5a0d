"""Figures counted complaint by complaint: slow, plain, and by another way than the product's."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from app.complaints.judging import Judge
from app.complaints.models import Complaint
from app.complaints.rules import HANDLED_HERE, Status
from app.complaints.sla import ClockState
from app.complaints.statistics import GroupFigures, Tally


def counted(
    complaints: Iterable[Complaint],
    judge: Judge,
    cut_off: datetime,
    now: datetime | None = None,
    key: str | None = None,
    name: str = "",
) -> GroupFigures:
    """The figures of these complaints, each judged at the moment up to which it is known."""
    tally = Tally()
    overdue = late = reopened = closable = 0
    for complaint in complaints:
        here = complaint.origin in HANDLED_HERE
        tally.count(complaint.status, followed_up=complaint.followed_up, rating=complaint.rating)
        clocks = judge.clocks(complaint, (now or datetime.now(UTC)) if here else cut_off)
        for clock in clocks:
            tally.clock(clock.stage, clock.state, clock.working_days)
        states = [clock.state for clock in clocks]
        overdue += ClockState.OPEN_LATE in states
        late += ClockState.OPEN_LATE in states or ClockState.LATE in states
        reopened += complaint.reopen_count > 0
        closable += complaint.reopen_count > 0 or (here and complaint.status is Status.FINISHED)
    found = tally.figures(key, name)
    return replace(found, overdue=overdue, late=late, reopened=reopened, closable=closable)
