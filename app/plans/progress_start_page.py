"""What waits for a person because of progress, for the start page."""

from datetime import date

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import func, select

from app.access import Actor, Permission, within
from app.db import db
from app.organisations.context import watches
from app.plans.models import PlanAddendum, ProgressPeriod, ProgressReport
from app.plans.progress_labels import quarter_text
from app.plans.queries.progress import accepted_plan, open_periods, today_of, year_of
from app.plans.rules.progress import AddendumState, ReportState
from app.web.start_page import Task, Urgency

SOON = 7  # days before the due date


def progress_tasks(actor: Actor) -> list[Task]:
    """Reports to write, reports to check, addenda to decide."""
    if actor.government_id is None or watches(actor):
        return []
    return [*_opd(actor), *_coordinator(actor), *_leader(actor)]


def _opd(actor: Actor) -> list[Task]:
    """For each open quarter, the lines of the person's units that are not reported."""
    if not actor.unit_ids or actor.government_id is None:
        return []
    plan = accepted_plan(actor, actor.government_id)
    found = []
    for period in open_periods(plan) if plan is not None else ():
        rows = [row for row in year_of(period.plan, period.year).rows if row.is_answered_by(actor.unit_ids)]
        cells = [row.cells[period.quarter] for row in rows]
        missing = sum(cell.is_due and not cell.counts for cell in cells)
        if missing:
            today = today_of(actor.government_id)
            found.append(
                Task(
                    _("Laporkan capaian %(quarter)s", quarter=quarter_text(period.year, period.quarter)),
                    _(
                        "%(count)s kegiatan OPD Anda belum dilaporkan. Tenggat %(day)s.",
                        count=missing,
                        day=format_date(period.due_on, "d MMMM y"),
                    ),
                    url_for("plans.progress_own", quarter_id=period.id),
                    _urgency(period.due_on, today),
                    count=missing,
                    action=_("Isi laporan capaian"),
                    icon="check-circle",
                )
            )
    return found


def _urgency(due_on: date, today: date) -> Urgency:
    left = (due_on - today).days
    if left < 0:
        return Urgency.OVERDUE
    return Urgency.NOW if left <= SOON else Urgency.SOON


def _coordinator(actor: Actor) -> list[Task]:
    if not actor.may(Permission.PROGRESS_MANAGE):
        return []
    statement = (
        select(ProgressPeriod, func.count(ProgressReport.id))
        .join(ProgressReport, ProgressReport.period_id == ProgressPeriod.id)
        .where(
            within(actor, Permission.PROGRESS_MANAGE, ProgressPeriod),
            ProgressPeriod.closed_at.is_(None),
            ProgressReport.state == ReportState.SENT,
        )
        .group_by(ProgressPeriod.id)
        .order_by(ProgressPeriod.year, ProgressPeriod.quarter)
    )
    return [
        Task(
            _("Laporan capaian menunggu verifikasi"),
            _(
                "%(quarter)s, tenggat %(day)s.",
                quarter=quarter_text(period.year, period.quarter),
                day=format_date(period.due_on, "d MMMM y"),
            ),
            url_for("plans.progress_board", quarter_id=period.id),
            Urgency.NOW,
            count=count,
            action=_("Periksa laporan"),
            icon="check-circle",
        )
        for period, count in db.session.execute(statement)
    ]


def _leader(actor: Actor) -> list[Task]:
    if not actor.may(Permission.ADDENDUM_DECIDE):
        return []
    waiting = db.session.scalars(
        select(PlanAddendum)
        .where(
            within(actor, Permission.ADDENDUM_DECIDE, PlanAddendum),
            PlanAddendum.state == AddendumState.PROPOSED,
        )
        .order_by(PlanAddendum.number)
    ).all()
    if not waiting:
        return []
    return [
        Task(
            _("Adendum target menunggu keputusan Anda"),
            _("Koordinator mengusulkan target lain setelah rencana aksi diterima."),
            url_for("plans.progress_addenda", plan_id=waiting[0].plan_id),
            Urgency.NOW,
            count=len(waiting),
            action=_("Putuskan adendum"),
            icon="flag",
        )
    ]
