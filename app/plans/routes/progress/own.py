"""An OPD's lines in one quarter: what is to be reported, and what was."""

from dataclasses import dataclass

from flask import render_template

from app.access import Permission, current_actor, requires
from app.plans.queries.progress import open_periods, today_of, year_of
from app.plans.queries.progress.years import Row
from app.plans.routes.blueprint import bp
from app.plans.routes.progress.loading import open_quarter
from app.plans.rules.progress import ReportState


@dataclass(frozen=True)
class Duty:
    """One line in the list; `turn` is how urgent it is, the smallest first."""

    row: Row
    state: ReportState | None
    is_due: bool

    @property
    def turn(self) -> int:
        """Returned first, then what is due and open, then what was sent, then what may be reported early."""
        if self.state is ReportState.RETURNED:
            return 0
        if self.state in (ReportState.SENT, ReportState.VERIFIED):
            return 2
        return 1 if self.is_due else 3


@bp.get("/capaian/triwulan/<quarter_id>/opd")
@requires(Permission.PROGRESS_EDIT)
def progress_own(quarter_id: str) -> str:
    """The lines that the person's units answer for, those to be done first; below them those they support."""
    plan, period = open_quarter(Permission.PROGRESS_READ, quarter_id)
    actor = current_actor()
    rows = year_of(plan, period.year).rows
    own = [row for row in rows if _may_write(row, plan.government_id)]
    duties = sorted((_duty(row, period.quarter) for row in own), key=lambda duty: duty.turn)
    supported = [row for row in rows if row.concerns(actor.unit_ids) and row not in own]
    return render_template(
        "plans/progress/own.html",
        plan=plan,
        period=period,
        duties=duties,
        supported=supported,
        others=[each for each in open_periods(plan) if each.id != period.id],
        days_left=(period.due_on - today_of(plan.government_id)).days,
    )


def _may_write(row: Row, government_id: str) -> bool:
    unit = row.line.responsible_unit
    return current_actor().may(Permission.PROGRESS_EDIT, government_id, unit.id if unit else None)


def _duty(row: Row, quarter: int) -> Duty:
    cell = row.cells[quarter]
    return Duty(row, cell.report.state if cell.report else None, cell.is_due)
