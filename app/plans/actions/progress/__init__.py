"""Writes of progress: one verb each, the actor first."""

from app.plans.actions.progress.addenda import (
    decide_addendum,
    finished_years,
    propose_addendum,
    targets_now,
    withdraw_addendum,
)
from app.plans.actions.progress.evidence import add_proof_file, add_proof_link, remove_proof
from app.plans.actions.progress.periods import close_period, move_due_date, open_period
from app.plans.actions.progress.reminders import remind_due
from app.plans.actions.progress.reports import (
    IncompleteReport,
    ReportConflict,
    ReportContent,
    gaps_of,
    return_report,
    save_report,
    send_report,
    verify_report,
)

__all__ = [
    "IncompleteReport",
    "ReportConflict",
    "ReportContent",
    "add_proof_file",
    "add_proof_link",
    "close_period",
    "decide_addendum",
    "finished_years",
    "gaps_of",
    "move_due_date",
    "open_period",
    "propose_addendum",
    "remind_due",
    "remove_proof",
    "return_report",
    "save_report",
    "send_report",
    "targets_now",
    "verify_report",
    "withdraw_addendum",
]
