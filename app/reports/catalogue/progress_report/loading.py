"""What the report of a quarter prints, as plain data."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from flask_babel import gettext as _

from app.db import db, utc_now
from app.organisations.models import Government
from app.plans.document_data import GovernmentData
from app.plans.models import Plan
from app.plans.queries.document import government_data
from app.plans.queries.progress import Row, YearProgress, addenda_of, periods_of, today_of, year_of
from app.plans.queries.progress.board import board_of
from app.plans.queries.progress.periods import latest_accepted
from app.plans.rules.progress import AddendumState, Light, PeriodState, ReportState, Standing
from app.reports.document import NothingToPrintError

_RECORD = re.compile(r"^(\d{4})-Q([1-4])$")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of the plan. Figures are since 1 January; `accepted` is the target of the accepted plan."""

    number: int
    activity: str
    output_indicator: str
    unit_of_measure: str
    unit: str
    target: Decimal | None
    accepted: Decimal | None
    expected: Decimal | None
    output: Decimal | None
    budget: int | None
    spent: int | None
    light: Light
    state: ReportState | None
    is_self_verified: bool
    obstacle: str
    next_step: str


@dataclass(frozen=True, slots=True)
class PrintedCategory:
    """One category with its sum."""

    name: str
    standing: Standing
    lines: tuple[PrintedLine, ...]


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """A unit with the lines it answers for."""

    name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class PrintedAddendum:
    """An approved change of targets: (year, before, after)."""

    number: int
    activity: str
    reason: str
    decided_at: datetime | None
    targets: tuple[tuple[int, Decimal | None, Decimal], ...]


@dataclass(frozen=True, slots=True)
class ProgressData:
    """Everything that the report prints."""

    government: GovernmentData
    plan_title: str
    year: int
    quarter: int
    state: PeriodState
    due_on: date
    closed_at: datetime | None
    standing: Standing
    categories: tuple[PrintedCategory, ...]
    units: tuple[PrintedUnit, ...]
    addenda: tuple[PrintedAddendum, ...]
    generated_at: datetime
    today: date

    @property
    def lines(self) -> tuple[PrintedLine, ...]:
        """Every line, in the order of the plan."""
        return tuple(line for category in self.categories for line in category.lines)


def load_progress(government_id: str, record: str) -> ProgressData:
    """The quarter `record`, or the latest one that was opened. NothingToPrintError where there is none."""
    government = db.session.get(Government, government_id)
    plan = latest_accepted(government_id)
    opened = periods_of(plan) if plan is not None else {}
    if government is None or plan is None or not opened:
        raise NothingToPrintError(_("Belum ada triwulan yang dibuka."))
    match = _RECORD.match(record)
    at = (int(match[1]), int(match[2])) if match else max(opened)
    if at not in opened or (record and not match):
        raise NothingToPrintError(_("Triwulan ini belum pernah dibuka."))
    year, quarter = at
    period, progress = opened[at], year_of(plan, year)
    return ProgressData(
        government=government_data(government),
        plan_title=plan.title,
        year=year,
        quarter=quarter,
        state=period.state,
        due_on=period.due_on,
        closed_at=period.closed_at,
        standing=progress.standing(quarter),
        categories=tuple(
            PrintedCategory(
                category.name,
                category.standing(quarter),
                tuple(_line(row, quarter) for row in category.rows if row.cells[quarter].plan.is_planned),
            )
            for category in progress.categories
            if category.rows
        ),
        units=_units(progress, quarter),
        addenda=_addenda(plan),
        generated_at=utc_now(),
        today=today_of(government_id),
    )


def _line(row: Row, quarter: int) -> PrintedLine:
    cell, line = row.cells[quarter], row.line
    report = cell.report if cell.counts else None
    return PrintedLine(
        number=line.number,
        activity=line.activity,
        output_indicator=line.output_indicator,
        unit_of_measure=line.unit_of_measure,
        unit=line.responsible_unit.short_name if line.responsible_unit else "",
        target=cell.plan.target,
        accepted=row.accepted,
        expected=cell.expected,
        output=report.output if report else None,
        budget=cell.plan.budget,
        spent=report.spent if report else None,
        light=cell.light,
        state=report.state if report else None,
        is_self_verified=cell.is_self_verified,
        obstacle=report.obstacle if report else "",
        next_step=report.next_step if report else "",
    )


def _units(progress: YearProgress, quarter: int) -> tuple[PrintedUnit, ...]:
    from_board = board_of(progress, quarter)
    return tuple(PrintedUnit(each.unit.name if each.unit else "", each.standing) for each in from_board.units)


def _addenda(plan: Plan) -> tuple[PrintedAddendum, ...]:
    return tuple(
        PrintedAddendum(
            addendum.number,
            line.activity,
            addendum.reason,
            addendum.decided_at,
            tuple(
                (year, addendum.targets_before.get(year), target)
                for year, target in addendum.targets_after.items()
            ),
        )
        for addendum, line in reversed(addenda_of(plan))
        if addendum.state is AddendumState.APPROVED
    )
