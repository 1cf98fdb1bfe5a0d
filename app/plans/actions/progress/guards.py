"""What every write on progress begins with, and what it leaves behind."""

from app.access import Actor
from app.db import db
from app.plans.actions.guards import latest
from app.plans.models import Plan, PlanLine, ProgressEvent, ProgressPeriod, ProgressReport
from app.plans.queries.progress import summary_of
from app.plans.rules import PlanState
from app.plans.rules.progress import PeriodLocked, PeriodRefused, ProgressStep


def hold_open(period: ProgressPeriod) -> None:
    """Keep a quarter to this transaction; PeriodLocked unless it is open.

    Whoever writes a report holds its quarter first, so that nothing arrives while it is being closed, and of two saves
    one comes second.
    """
    latest(period)
    if not period.is_open:
        raise PeriodLocked


def require_accepted(plan: Plan) -> None:
    """PeriodRefused unless the plan was accepted. Whoever writes holds the plan first."""
    if plan.state is not PlanState.ACCEPTED:
        raise PeriodRefused("not_accepted")


def require_own_line(period: ProgressPeriod, line: PlanLine) -> None:
    """A quarter takes reports on the living lines of its own plan only."""
    if line.plan_id != period.plan_id or line.deleted_at is not None:
        raise ValueError("line and quarter belong to different plans")


def sum_up(period: ProgressPeriod) -> None:
    """Bring the quarter's standings in step with its reports. The caller holds the quarter."""
    period.summary = summary_of(period)
    db.session.flush()


def remember(actor: Actor, report: ProgressReport, step: ProgressStep, reason: str = "") -> None:
    """Add to the report's history, with its figures of this moment."""
    db.session.add(
        ProgressEvent(
            government_id=report.government_id,
            report_id=report.id,
            step=step,
            output=report.output,
            spent=report.spent,
            reason=reason,
            by=actor.user_id,
        )
    )
    db.session.flush()
