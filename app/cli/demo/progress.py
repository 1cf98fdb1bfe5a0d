"""Progress of the demonstration: two finished quarters, and an open one in which some have not reported yet."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from random import Random

from app.access import Actor
from app.cli.demo.wording import ADDENDUM_REASON, OBSTACLES, RETURNED_PROGRESS
from app.db import db, utc_now
from app.plans.actions.progress import (
    ReportContent,
    add_proof_link,
    close_period,
    decide_addendum,
    open_period,
    propose_addendum,
    return_report,
    save_report,
    send_report,
    verify_report,
)
from app.plans.models import Plan, PlanLine, ProgressPeriod, ProgressReport
from app.plans.queries.progress import Row, year_of
from app.plans.rules import QUARTERS
from app.plans.rules.progress import Light

OPEN_QUARTER = 3
DAYS_LEFT = 6
PROOF = "https://contoh.invalid/bukti/%s"
# How far along its path a line is: most are on it, some lag, a few are far behind.
PACE = (1.0, 1.0, 1.0, 1.0, 0.95, 0.8, 0.7, 0.4)
FEW = 4  # a target below this is reported in quarters
SILENT = 0.12  # lines that never report in a finished quarter


def carry_out(
    random: Random, plan: Plan, coordinator: Actor, leader: Actor, admins: Mapping[str, Actor]
) -> None:
    """Report on the first year of an accepted plan, until the third quarter is half done."""
    year = plan.years[0]
    paces: dict[str, float] = {}
    for quarter in QUARTERS[: OPEN_QUARTER - 1]:
        ended = datetime(year, 3 * quarter, 28, 2, tzinfo=UTC)
        period = open_period(coordinator, plan, year, quarter, _after(ended, 17), now=ended)
        for row in _due(plan, period):
            if random.random() >= SILENT:
                report = _report(random, period, row, admins, paces, ended + timedelta(days=9))
                verify_report(coordinator, period, report, ended + timedelta(days=15))
        close_period(coordinator, plan, period, ended + timedelta(days=20))
    _change_a_target(plan, coordinator, leader)
    due_on = _after(utc_now(), DAYS_LEFT)
    period = open_period(coordinator, plan, year, OPEN_QUARTER, due_on)
    for place, row in enumerate(_due(plan, period)):
        if place % 3 == 2:
            continue
        report = _report(random, period, row, admins, paces, utc_now())
        if place == 3:
            return_report(coordinator, period, report, RETURNED_PROGRESS)
        elif place % 2:
            verify_report(coordinator, period, report)


def _after(moment: datetime, days: int) -> date:
    return (moment + timedelta(days=days)).date()


def _due(plan: Plan, period: ProgressPeriod) -> list[Row]:
    """What is to be reported, of lines that somebody answers for."""
    return [
        row
        for row in year_of(plan, period.year).rows
        if row.cells[period.quarter].is_due and row.line.responsible_unit is not None
    ]


def _report(
    random: Random,
    period: ProgressPeriod,
    row: Row,
    admins: Mapping[str, Actor],
    paces: dict[str, float],
    at: datetime,
) -> ProgressReport:
    """One line's report, by the admin of its unit; a line keeps its pace from quarter to quarter."""
    assert row.line.responsible_unit is not None  # noqa: S101  # `_due` gave only such lines
    admin = admins[row.line.responsible_unit.id]
    line = db.session.get_one(PlanLine, row.line.id)
    pace = paces.setdefault(line.id, random.choice(PACE))
    cell = row.cells[period.quarter]
    output = spent = None
    if cell.expected is not None and cell.plan.target:
        output = _rounded(cell.expected * Decimal(str(pace)), cell.plan.target)
    if cell.plan.budget is not None and cell.plan.target:
        path = (cell.expected or Decimal(0)) / cell.plan.target
        spent = int(cell.plan.budget * path * Decimal(str(min(pace, 0.9)))) // 1000 * 1000
    content = ReportContent(output, spent if cell.plan.budget is not None else None)
    obstacle, next_step = random.choice(OBSTACLES)
    if _is_behind(cell.plan.target, cell.expected, output):
        content = ReportContent(output, spent, obstacle, next_step)
    report = save_report(admin, period, line, content, seen_version=0, now=at)
    if random.random() < 0.3:
        add_proof_link(
            admin, period, line, PROOF % f"{row.line.number}-tw{period.quarter}", "Laporan kegiatan"
        )
    send_report(admin, period, line, report, at)
    return report


def _rounded(value: Decimal, target: Decimal) -> Decimal:
    """Whole numbers; a single document is reported in quarters of its making."""
    return _whole(value) if target >= FEW else _whole(value * FEW) / FEW


def _whole(value: Decimal) -> Decimal:
    return value.to_integral_value(ROUND_FLOOR)


def _is_behind(target: Decimal | None, expected: Decimal | None, output: Decimal | None) -> bool:
    if not target or not expected or output is None:
        return False
    return output < expected * Decimal("0.9")


def _change_a_target(plan: Plan, coordinator: Actor, leader: Actor) -> None:
    """The line that lags most gets another target, with a reason, by an approved addendum."""
    year = plan.years[0]
    rows = [row for row in year_of(plan, year).rows if row.target and row.target >= 2]
    late = [row for row in rows if row.cells[2].light is Light.RED] or rows
    if not late:
        return
    row = late[0]
    line = db.session.get_one(PlanLine, row.line.id)
    lower = _whole((row.target or Decimal(2)) * Decimal("0.75")) or Decimal(1)
    addendum = propose_addendum(coordinator, plan, line, {year: lower}, ADDENDUM_REASON)
    decide_addendum(leader, plan, addendum, approve=True, note="Disetujui sesuai berita acara.")
