"""Reports of the units: saved, sent, verified or returned."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.access import Actor, Permission, Role, check
from app.audit import record
from app.db import db, utc_now
from app.plans import progress_notices as notices
from app.plans.actions.guards import latest
from app.plans.actions.progress.guards import hold_open, remember, require_own_line, sum_up
from app.plans.canonical import plain_decimal
from app.plans.models import Plan, PlanLine, ProgressPeriod, ProgressReport
from app.plans.queries.people import colleagues
from app.plans.queries.progress import changes_of
from app.plans.rules import ReasonMissing, Step
from app.plans.rules.progress import (
    WRITABLE,
    OwnReport,
    ProgressStep,
    ReportGap,
    ReportState,
    WrongReportState,
    YearPlan,
    after_step,
    is_left_to_others,
    report_gaps,
    target_in_force,
)


@dataclass(frozen=True)
class ReportContent:
    """What a unit writes; `output` and `spent` (rupiah) are since 1 January."""

    output: Decimal | None = None
    spent: int | None = None
    obstacle: str = ""
    next_step: str = ""


class ReportConflict(Exception):
    """Somebody else saved this report after the page was opened; `stored` is what they saved."""

    def __init__(self, stored: ProgressReport) -> None:
        super().__init__(stored.id)
        self.stored = stored


class IncompleteReport(Exception):
    """A report is not ready to be sent."""

    def __init__(self, gaps: tuple[ReportGap, ...]) -> None:
        super().__init__(", ".join(gaps))
        self.gaps = gaps


def save_report(
    actor: Actor,
    period: ProgressPeriod,
    line: PlanLine,
    content: ReportContent,
    *,
    seen_version: int | None,
    opened_page: str = "",
    by_hand: bool = True,
    now: datetime | None = None,
) -> ProgressReport:
    """Keep a report as a draft, complete or not.

    `seen_version` is the version the page was opened at, 0 for a report that did not exist. A page does not conflict
    with itself: with `by_hand`, what the same `opened_page` saved by itself a moment ago may be overtaken. Raises
    PeriodLocked, WrongReportState for a report that was sent, ReportConflict.
    """
    report = writable_report(actor, period, line)
    _refuse_lost_race(report, seen_version, opened_page if by_hand else "")
    before = _told(report)
    report.output, report.spent = content.output, content.spent
    report.obstacle, report.next_step = content.obstacle.strip(), content.next_step.strip()
    report.saved_from, report.saved_by, report.saved_at = opened_page, actor.user_id, now or utc_now()
    db.session.flush()
    if _told(report) != before:
        record(
            actor,
            "progress.saved",
            report,
            government_id=report.government_id,
            before=before,
            after=_told(report),
        )
    return report


def writable_report(actor: Actor, period: ProgressPeriod, line: PlanLine) -> ProgressReport:
    """The report that may be written now, made if there is none. Raises PeriodLocked, WrongReportState."""
    check(actor, Permission.PROGRESS_EDIT, period.government_id, line.responsible_unit_id)
    require_own_line(period, line)
    hold_open(period)
    report = db.session.scalars(
        select(ProgressReport)
        .where(ProgressReport.period_id == period.id, ProgressReport.line_id == line.id)
        .with_for_update(of=ProgressReport)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if report is None:
        report = ProgressReport(
            government_id=period.government_id,
            period_id=period.id,
            line_id=line.id,
            state=ReportState.DRAFT,
            obstacle="",
            next_step="",
        )
        db.session.add(report)
    elif report.state not in WRITABLE:
        raise WrongReportState(report.state)
    return report


def send_report(
    actor: Actor, period: ProgressPeriod, line: PlanLine, report: ProgressReport, now: datetime | None = None
) -> None:
    """Hand a saved report in. Raises PeriodLocked, WrongReportState, IncompleteReport."""
    check(actor, Permission.PROGRESS_EDIT, period.government_id, line.responsible_unit_id)
    hold_open(period)
    latest(report)
    state = after_step(ProgressStep.SENT, report.state)
    gaps = gaps_of(period, line, report)
    if gaps:
        raise IncompleteReport(gaps)
    report.state = state
    report.sent_at, report.sent_by = now or utc_now(), actor.user_id
    db.session.flush()
    remember(actor, report, ProgressStep.SENT)
    record(actor, "progress.sent", report, government_id=report.government_id, after=_told(report))
    sum_up(period)


def gaps_of(period: ProgressPeriod, line: PlanLine, report: ProgressReport) -> tuple[ReportGap, ...]:
    """What a report still lacks."""
    changes = changes_of(db.session.get_one(Plan, period.plan_id)).get(line.id, ())
    year = YearPlan(
        target_in_force(line.targets.get(period.year), period.year, changes, period.closed_at),
        line.budgets.get(period.year),
        tuple(line.quarters.get(period.year, ())),
    )
    return report_gaps(year, period.quarter, report.output, report.spent, report.obstacle, report.next_step)


def verify_report(
    actor: Actor, period: ProgressPeriod, report: ProgressReport, now: datetime | None = None
) -> None:
    """The coordinator has checked it. The caller has compared the version.

    Raises PeriodLocked, WrongReportState, and OwnReport for a report of the actor's own that a colleague can verify.
    """
    check(actor, Permission.PROGRESS_MANAGE, period.government_id)
    others = colleagues(actor, Role.COORDINATOR, period.government_id)
    if is_left_to_others(report.sent_by, actor.user_id, others):
        raise OwnReport
    _decide(actor, period, report, ProgressStep.VERIFIED, "", now)


def return_report(
    actor: Actor, period: ProgressPeriod, report: ProgressReport, reason: str, now: datetime | None = None
) -> None:
    """Back to the unit, with a reason; until it is sent again it counts as not reported."""
    if not reason.strip():
        raise ReasonMissing(Step.RETURN)
    _decide(actor, period, report, ProgressStep.RETURNED, reason.strip(), now)
    notices.returned(period, report)


def _decide(
    actor: Actor,
    period: ProgressPeriod,
    report: ProgressReport,
    step: ProgressStep,
    reason: str,
    now: datetime | None,
) -> None:
    check(actor, Permission.PROGRESS_MANAGE, period.government_id)
    hold_open(period)
    report.state = after_step(step, report.state)
    report.decided_at, report.decided_by = now or utc_now(), actor.user_id
    report.returned_reason = reason
    db.session.flush()
    remember(actor, report, step, reason)
    after = {**_told(report), "reason": reason} if reason else _told(report)
    record(actor, f"progress.{step.value}", report, government_id=report.government_id, after=after)
    sum_up(period)


def _refuse_lost_race(report: ProgressReport, seen_version: int | None, opened_page: str) -> None:
    if seen_version == (report.version or 0):
        return
    if opened_page and report.saved_from == opened_page:
        return
    raise ReportConflict(report)


def _told(report: ProgressReport) -> dict[str, Any]:
    """What the log keeps: figures and state, and of the words only how long they are."""
    return {
        "state": report.state.value,
        "output": None if report.output is None else plain_decimal(report.output),
        "spent": report.spent,
        "words": len(report.obstacle or "") + len(report.next_step or ""),
    }
