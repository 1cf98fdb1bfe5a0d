"""One year of a plan: every line with its four quarters, their reports and lights, summed up by category."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from app.access import Actor
from app.db import db
from app.plans.document_data import CategoryLines, LineData
from app.plans.models import Plan, PlanAddendum, ProgressPeriod, ProgressReport
from app.plans.queries.compiling import questionnaire_of
from app.plans.queries.matrix import category_lines, unit_refs
from app.plans.queries.progress.periods import accepted_plan, periods_of
from app.plans.queries.rows import line_rows
from app.plans.rules import QUARTERS
from app.plans.rules.progress import (
    Light,
    Reported,
    Standing,
    TargetChange,
    YearPlan,
    expected_output,
    is_due,
    is_self_verified,
    light_of,
    standing_of_line,
    target_in_force,
    total,
)

Changes = Mapping[str, Sequence[TargetChange]]


@dataclass(frozen=True)
class Cell:
    """One line in one quarter. `period` None: never opened."""

    quarter: int
    plan: YearPlan
    period: ProgressPeriod | None
    report: ProgressReport | None

    @property
    def reported(self) -> Reported | None:
        """What the report says, as the rules read it."""
        found = self.report
        return Reported(found.state, found.output, found.spent) if found is not None else None

    @property
    def is_due(self) -> bool:
        """Whether a report is expected."""
        return is_due(self.plan, self.quarter)

    @property
    def light(self) -> Light:
        """The traffic light."""
        return light_of(self.plan, self.quarter, self.reported)

    @property
    def expected(self) -> Decimal | None:
        """Where the path stands at the end of the quarter."""
        return expected_output(self.plan, self.quarter)

    @property
    def counts(self) -> bool:
        """Whether it was reported."""
        return self.reported is not None and self.reported.counts

    @property
    def is_self_verified(self) -> bool:
        """Whether it was verified by whoever sent it."""
        found = self.report
        return found is not None and is_self_verified(found.state, found.sent_by, found.decided_by)

    @property
    def standing(self) -> Standing:
        """The line's part in the sums."""
        return standing_of_line(self.plan, self.quarter, self.reported)


@dataclass(frozen=True)
class Row:
    """A line with its four quarters. `accepted` is the year's target in the accepted plan, `target` the present one."""

    line: LineData
    accepted: Decimal | None
    target: Decimal | None
    budget: int | None
    cells: Mapping[int, Cell]

    @property
    def is_changed(self) -> bool:
        """Whether an addendum changed the year's target."""
        return self.accepted != self.target

    def concerns(self, unit_ids: Iterable[str]) -> bool:
        """Whether one of the units is responsible or supports the line."""
        wanted = set(unit_ids)
        return self.is_answered_by(wanted) or any(unit.id in wanted for unit in self.line.supporting_units)

    def is_answered_by(self, unit_ids: Iterable[str]) -> bool:
        """Whether one of the units is responsible for the line."""
        return self.line.responsible_unit is not None and self.line.responsible_unit.id in set(unit_ids)


@dataclass(frozen=True)
class CategoryProgress:
    """The lines of one category."""

    code: str
    name: str
    rows: tuple[Row, ...]

    def standing(self, quarter: int) -> Standing:
        """How the category stands in a quarter."""
        return total(row.cells[quarter].standing for row in self.rows)


@dataclass(frozen=True)
class YearProgress:
    """A plan in one of its years."""

    plan: Plan
    year: int
    categories: tuple[CategoryProgress, ...]
    periods: Mapping[int, ProgressPeriod]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every line, in the order of the matrix."""
        return tuple(row for category in self.categories for row in category.rows)

    def standing(self, quarter: int) -> Standing:
        """How the plan stands in a quarter."""
        return total(category.standing(quarter) for category in self.categories)

    def row(self, line_id: str) -> Row | None:
        """The row of a line; None for one that was deleted."""
        return next((row for row in self.rows if row.line.id == line_id), None)

    @property
    def latest(self) -> int | None:
        """The latest quarter that was opened."""
        return max(self.periods, default=None)


def year_of(plan: Plan, year: int) -> YearProgress:
    """One year of a plan, in a constant number of queries."""
    periods = {quarter: period for (each, quarter), period in periods_of(plan).items() if each == year}
    reports = _reports([period.id for period in periods.values()])
    changes = changes_of(plan)
    categories = tuple(
        CategoryProgress(
            category.code,
            category.name,
            tuple(_row(line, year, periods, reports, changes) for line in category.lines),
        )
        for category in accepted_lines(plan)
    )
    return YearProgress(plan, year, categories, periods)


def accepted_lines(plan: Plan) -> tuple[CategoryLines, ...]:
    """The lines by category. An accepted plan cannot be edited, so its lines are those of the accepted submission."""
    rows = line_rows(plan, with_deleted=False)
    return category_lines(questionnaire_of(plan), rows, tuple(plan.years), unit_refs(plan.government_id))


def changes_of(plan: Plan) -> Changes:
    """The addenda of a plan as the rules read them, by line."""
    return changes_of_plan(plan.id)


def changes_of_plan(plan_id: str) -> Changes:
    """The same for whoever has no more than the plan's id."""
    found: dict[str, list[TargetChange]] = defaultdict(list)
    statement = select(PlanAddendum).where(PlanAddendum.plan_id == plan_id).order_by(PlanAddendum.number)
    for each in db.session.scalars(statement):
        found[each.line_id].append(TargetChange(each.number, each.state, each.targets_after, each.decided_at))
    return found


def _row(
    line: LineData,
    year: int,
    periods: Mapping[int, ProgressPeriod],
    reports: Mapping[tuple[str, str], ProgressReport],
    changes: Changes,
) -> Row:
    accepted, budget = line.targets.get(year), line.budgets.get(year)
    own = changes.get(line.id, ())
    cells = {}
    for quarter in QUARTERS:
        period = periods.get(quarter)
        target = target_in_force(accepted, year, own, period.closed_at if period else None)
        cells[quarter] = Cell(
            quarter,
            YearPlan(target, budget, tuple(line.quarters.get(year, ()))),
            period,
            reports.get((period.id, line.id)) if period else None,
        )
    return Row(line, accepted, target_in_force(accepted, year, own, None), budget, cells)


def _reports(period_ids: Sequence[str]) -> dict[tuple[str, str], ProgressReport]:
    statement = select(ProgressReport).where(ProgressReport.period_id.in_(period_ids))
    return {(report.period_id, report.line_id): report for report in db.session.scalars(statement)}


def latest_progress(actor: Actor, government_id: str) -> YearProgress | None:
    """The year of the latest quarter that was opened; None before the first one."""
    plan = accepted_plan(actor, government_id)
    opened = periods_of(plan) if plan is not None else {}
    return year_of(plan, max(opened)[0]) if plan is not None and opened else None
