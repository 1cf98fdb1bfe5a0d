"""Finding what an address names, within the reach of the actor; 404 otherwise."""

from flask import abort

from app.access import Permission, current_actor, fetch
from app.db import db
from app.plans.actions.progress.guards import require_accepted
from app.plans.models import Plan, PlanLine, ProgressEvidence, ProgressPeriod, ProgressReport
from app.plans.routes.loading import open_line, open_plan


def open_accepted(permission: Permission, plan_id: str) -> Plan:
    """A plan that is carried out; PeriodRefused, which is a 409 with its page, for one that is not accepted yet."""
    plan = open_plan(permission, plan_id)
    require_accepted(plan)
    return plan


def open_quarter(permission: Permission, quarter_id: str) -> tuple[Plan, ProgressPeriod]:
    """A quarter with its plan."""
    period = fetch(current_actor(), permission, ProgressPeriod, quarter_id)
    return db.session.get_one(Plan, period.plan_id), period


def open_quarter_line(
    permission: Permission, quarter_id: str, line_id: str
) -> tuple[Plan, ProgressPeriod, PlanLine]:
    """A quarter with one line of the same plan."""
    plan, period = open_quarter(permission, quarter_id)
    _plan, line = open_line(Permission.PLAN_READ, line_id)
    if line.plan_id != plan.id or line.deleted_at is not None:
        abort(404)
    return plan, period, line


def open_report(permission: Permission, report_id: str) -> tuple[Plan, ProgressPeriod, ProgressReport]:
    """A report with its quarter and plan."""
    report = fetch(current_actor(), permission, ProgressReport, report_id)
    plan, period = open_quarter(permission, report.period_id)
    return plan, period, report


def open_proof(permission: Permission, proof_id: str) -> tuple[ProgressReport, ProgressEvidence]:
    """A piece of evidence with its report."""
    proof = fetch(current_actor(), permission, ProgressEvidence, proof_id)
    return db.session.get_one(ProgressReport, proof.report_id), proof
