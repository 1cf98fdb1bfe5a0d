"""What people are told about progress: one function for each event, so that the words stand in one place."""

from collections.abc import Mapping
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from app.access import Role
from app.assessment.queries.people import opd_admin_ids
from app.db import db
from app.notifications import notify
from app.plans.addresses import own_progress_path, plan_progress_path, progress_report_path
from app.plans.models import Plan, PlanAddendum, PlanLine, ProgressPeriod, ProgressReport
from app.plans.progress_labels import quarter_text
from app.plans.queries.people import holders
from app.plans.queries.progress import today_of


def opened(period: ProgressPeriod) -> None:
    """To every OPD admin of the government."""
    notify(
        holders(Role.OPD_ADMIN, period.government_id),
        "progress.opened",
        _("Laporan capaian %(quarter)s dibuka", quarter=quarter_text(period.year, period.quarter)),
        _("Laporkan kegiatan OPD Anda paling lambat %(day)s.", day=format_date(period.due_on, "d MMMM y")),
        own_progress_path(period.id),
        period.government_id,
    )


def returned(period: ProgressPeriod, report: ProgressReport) -> None:
    """To the admins of the responsible unit, or whoever sent it."""
    line = db.session.get_one(PlanLine, report.line_id)
    unit_id = line.responsible_unit_id or ""
    admins = opd_admin_ids(period.government_id, [unit_id], today_of(period.government_id)).get(unit_id, [])
    readers = admins or ([report.sent_by] if report.sent_by else [])
    notify(
        readers,
        "progress.returned",
        _("Laporan capaian %(quarter)s dikembalikan", quarter=quarter_text(period.year, period.quarter)),
        report.returned_reason,
        progress_report_path(period.id, line.id),
        period.government_id,
    )


def reminder(period: ProgressPeriod, missing: Mapping[str, int], today: date) -> int:
    """To the admins of the units with lines that are not reported (`missing`, by unit id); how many were told."""
    admins = opd_admin_ids(period.government_id, missing, today)
    told: set[str] = set()
    for unit_id, readers in sorted(admins.items()):
        notify(
            readers,
            "progress.reminder",
            _("Capaian %(quarter)s belum dilaporkan", quarter=quarter_text(period.year, period.quarter)),
            _(
                "%(count)s kegiatan OPD Anda belum dilaporkan. Tenggat %(day)s.",
                count=missing[unit_id],
                day=format_date(period.due_on, "d MMMM y"),
            ),
            own_progress_path(period.id),
            period.government_id,
        )
        told.update(readers)
    return len(told)


def addendum_proposed(plan: Plan, addendum: PlanAddendum, line: PlanLine) -> None:
    """To the leader."""
    notify(
        holders(Role.LEADER, plan.government_id),
        "progress.addendum",
        _("Adendum %(number)s menunggu keputusan Anda", number=addendum.number),
        _(
            "Perubahan target kegiatan “%(activity)s”: %(reason)s",
            activity=line.activity,
            reason=addendum.reason,
        ),
        plan_progress_path(plan.id) + "/adendum",
        plan.government_id,
    )


def addendum_decided(plan: Plan, addendum: PlanAddendum) -> None:
    """To the coordinator."""
    approved = addendum.state.value == "approved"
    title = (
        _("Adendum %(number)s disetujui", number=addendum.number)
        if approved
        else _("Adendum %(number)s ditolak", number=addendum.number)
    )
    notify(
        holders(Role.COORDINATOR, plan.government_id),
        "progress.addendum_decided",
        title,
        addendum.decision_note,
        plan_progress_path(plan.id) + "/adendum",
        plan.government_id,
    )
