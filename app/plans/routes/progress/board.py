"""The coordinator's board of one quarter: who has reported, verify, return."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Permission, Role, current_actor, fetch, requires
from app.db import db
from app.plans.actions.guards import latest
from app.plans.actions.progress import return_report, verify_report
from app.plans.actions.progress.guards import hold_open
from app.plans.forms import StepForm
from app.plans.forms.progress import ReturnForm
from app.plans.models import PlanLine, ProgressReport
from app.plans.queries.people import colleagues
from app.plans.queries.progress import open_periods, year_of
from app.plans.queries.progress.board import SHOWN, board_of
from app.plans.routes.blueprint import bp
from app.plans.routes.progress.loading import open_quarter, open_report
from app.plans.rules.progress import OwnReport
from app.web.conflict import Difference, require_version
from app.web.pagination import page_of

LINES_PER_PAGE = 40


@bp.get("/capaian/triwulan/<quarter_id>/papan")
@requires(Permission.PROGRESS_MANAGE)
def progress_board(quarter_id: str) -> str:
    """Units with what they reported, and the reports that wait to be checked."""
    plan, period = open_quarter(Permission.PROGRESS_MANAGE, quarter_id)
    wanted = request.args.get("status", "sent")
    board = board_of(year_of(plan, period.year), period.quarter)
    return render_template(
        "plans/progress/board.html",
        plan=plan,
        period=period,
        board=board,
        wanted=wanted if wanted in SHOWN else "sent",
        page=page_of(board.rows(wanted if wanted in SHOWN else "sent"), per_page=LINES_PER_PAGE),
        others=[each for each in open_periods(plan) if each.id != period.id],
        mine=current_actor().user_id,
        colleagues=colleagues(current_actor(), Role.COORDINATOR, plan.government_id),
    )


@bp.post("/capaian/triwulan/<quarter_id>/verifikasi")
@requires(Permission.PROGRESS_MANAGE)
def progress_verify(quarter_id: str) -> ResponseReturnValue:
    """Verify the chosen reports: each as `id:version`, so that nothing is verified that nobody saw."""
    _plan, period = open_quarter(Permission.PROGRESS_MANAGE, quarter_id)
    actor, form = current_actor(), StepForm()
    chosen = [each.partition(":") for each in request.form.getlist("laporan")]
    if not form.validate_on_submit() or not chosen:
        flash(_("Pilih dahulu laporan yang Anda verifikasi."), "warning")
        return redirect(url_for("plans.progress_board", quarter_id=period.id))
    hold_open(period)
    left = 0
    for report_id, _sep, version in chosen:
        report = fetch(actor, Permission.PROGRESS_MANAGE, ProgressReport, report_id)
        if report.period_id != period.id:
            abort(404)
        latest(report)
        require_version(
            report,
            int(version) if version.isdecimal() else None,
            back_url=url_for("plans.progress_board", quarter_id=period.id),
        )
        try:
            verify_report(actor, period, report)
        except OwnReport:
            left += 1
    _tell(len(chosen) - left, left)
    return redirect(url_for("plans.progress_board", quarter_id=period.id))


def _tell(verified: int, left: int) -> None:
    """What became of the chosen reports; `left` are the actor's own."""
    if verified:
        flash(_("%(n)s laporan diverifikasi.", n=verified), "success")
    if left:
        flash(
            ngettext(
                "%(num)s laporan Anda kirim sendiri, jadi koordinator lain yang memverifikasinya.",
                "%(num)s laporan Anda kirim sendiri, jadi koordinator lain yang memverifikasinya.",
                left,
            ),
            "warning",
        )


@bp.route("/capaian/laporan/<report_id>/kembalikan", methods=["GET", "POST"])
@requires(Permission.PROGRESS_MANAGE)
def progress_return(report_id: str) -> ResponseReturnValue:
    """Send a report back to its unit, with a reason."""
    plan, period, report = open_report(Permission.PROGRESS_MANAGE, report_id)
    line = db.session.get_one(PlanLine, report.line_id)
    form = ReturnForm(version=report.version)
    if form.validate_on_submit():
        hold_open(period)
        latest(report)
        require_version(
            report,
            form.version.data,
            differences=[Difference(str(form.reason.label.text), form.reason.data, report.returned_reason)],
            back_url=url_for("plans.progress_return", report_id=report.id),
        )
        return_report(current_actor(), period, report, form.reason.data)
        flash(_("Laporan dikembalikan kepada OPD."), "success")
        return redirect(url_for("plans.progress_board", quarter_id=period.id))
    page = render_template("plans/progress/return.html", plan=plan, period=period, line=line, form=form)
    return page, 422 if form.errors else 200
