"""One line through all quarters: what was reported, what happened to the reports, and which targets held."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.assessment.queries import user_names
from app.db import db
from app.plans.models import Plan, PlanAddendum, PlanLine, ProgressEvent, ProgressReport
from app.plans.queries.progress.periods import Quarter, periods_of, quarters_of
from app.plans.queries.progress.years import Cell, changes_of
from app.plans.rules.progress import YearPlan, target_in_force


@dataclass(frozen=True)
class QuarterHistory:
    """A quarter of the line; `events` in the order of time."""

    year: int
    cell: Cell
    events: Sequence[ProgressEvent]


@dataclass(frozen=True)
class LineHistory:
    """Every quarter that was opened, the latest first."""

    quarters: Sequence[QuarterHistory]
    addenda: Sequence[PlanAddendum]
    names: Mapping[str, str]


def history_of(plan: Plan, line: PlanLine) -> LineHistory:
    """The line's whole story, in a constant number of queries."""
    periods = periods_of(plan)
    reports = {
        report.period_id: report
        for report in db.session.scalars(
            select(ProgressReport)
            .options(selectinload(ProgressReport.evidence))
            .where(ProgressReport.line_id == line.id)
        )
    }
    events = _events([report.id for report in reports.values()])
    changes = changes_of(plan).get(line.id, ())

    def quarter(at: Quarter) -> QuarterHistory:
        year, number = at
        period = periods[at]
        target = target_in_force(line.targets.get(year), year, changes, period.closed_at)
        planned = YearPlan(target, line.budgets.get(year), tuple(line.quarters.get(year, ())))
        report = reports.get(period.id)
        cell = Cell(number, planned, period, report)
        return QuarterHistory(year, cell, events[report.id] if report else ())

    found = [quarter(at) for at in reversed(quarters_of(plan)) if at in periods]
    addenda = db.session.scalars(
        select(PlanAddendum).where(PlanAddendum.line_id == line.id).order_by(PlanAddendum.number)
    ).all()
    people = [event.by for each in found for event in each.events]
    return LineHistory(found, addenda, user_names(people))


def _events(report_ids: Sequence[str]) -> Mapping[str, list[ProgressEvent]]:
    found: dict[str, list[ProgressEvent]] = defaultdict(list)
    statement = (
        select(ProgressEvent)
        .where(ProgressEvent.report_id.in_(report_ids))
        .order_by(ProgressEvent.created_at, ProgressEvent.id)
    )
    for event in db.session.scalars(statement):
        found[event.report_id].append(event)
    return found
