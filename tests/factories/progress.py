"""Accepted plans with quarters and reports, for tests. Everything goes through the product's own actions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.plans.actions.progress import (
    ReportContent,
    close_period,
    open_period,
    save_report,
    send_report,
    verify_report,
)
from app.plans.models import PlanLine, ProgressPeriod, ProgressReport
from tests.factories import organisations as make
from tests.factories import plans

YEAR = 2021


def soon(days: int = 10) -> date:
    """A due date that is not past."""
    return make.today() + timedelta(days=days)


def accepted(units: int = 2) -> tuple[plans.Desk, list[PlanLine]]:
    """An accepted plan: one line for each unit, target 40 and 20 million rupiah in 2021, all four quarters."""
    desk = plans.desk(units)
    lines = [
        plans.line(
            desk,
            f"Kegiatan {number}",
            responsible_unit_id=unit.id,
            targets={2021: Decimal(40), 2022: Decimal(50)},
            budgets={2021: 20_000_000, 2022: 0},
            quarters={2021: (1, 2, 3, 4), 2022: (1, 2, 3, 4)},
        )
        for number, unit in enumerate(desk.place.units[:units], start=1)
    ]
    plans.accepted(desk)
    return desk, lines


def opened(desk: plans.Desk, quarter: int = 1, year: int = YEAR, **values: Any) -> ProgressPeriod:
    """A quarter that is open."""
    values.setdefault("due_on", soon())
    return open_period(desk.place.lead, desk.plan, year, quarter, **values)


def saved(
    desk: plans.Desk, period: ProgressPeriod, line: PlanLine, number: int = 0, **content: Any
) -> ProgressReport:
    """A draft of the unit with this number."""
    content.setdefault("output", Decimal(10))
    content.setdefault("spent", 5_000_000)
    return save_report(desk.place.admin(number), period, line, ReportContent(**content), seen_version=0)


def sent(
    desk: plans.Desk, period: ProgressPeriod, line: PlanLine, number: int = 0, **content: Any
) -> ProgressReport:
    """A report that waits for the coordinator."""
    report = saved(desk, period, line, number, **content)
    send_report(desk.place.admin(number), period, line, report)
    return report


def verified(
    desk: plans.Desk, period: ProgressPeriod, line: PlanLine, number: int = 0, **content: Any
) -> ProgressReport:
    """A report that the coordinator checked."""
    report = sent(desk, period, line, number, **content)
    verify_report(desk.place.lead, period, report)
    return report


def closed(desk: plans.Desk, period: ProgressPeriod) -> ProgressPeriod:
    """The quarter, closed."""
    close_period(desk.place.lead, desk.plan, period)
    return period
