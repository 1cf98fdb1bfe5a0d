"""Opening and closing quarters."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.plans.actions.guards import latest
from app.plans.actions.progress import close_period, move_due_date, open_period
from app.plans.forms.progress import DueDateForm, OpenForm, default_due_date
from app.plans.progress_labels import PERIOD_REFUSALS, quarter_text
from app.plans.queries.progress import begun_quarters, periods_of, today_of
from app.plans.routes.blueprint import bp
from app.plans.routes.progress.loading import open_accepted, open_quarter
from app.plans.rules.progress import PeriodRefused
from app.web.conflict import Difference, require_version
from app.web.idempotency import idempotent


@bp.route("/capaian/rencana/<plan_id>/buka", methods=["GET", "POST"])
@requires(Permission.PROGRESS_MANAGE)
@idempotent
def progress_open(plan_id: str) -> ResponseReturnValue:
    """Open a quarter, for the first time or again."""
    plan = open_accepted(Permission.PROGRESS_MANAGE, plan_id)
    today, known = today_of(plan.government_id), periods_of(plan)
    form = OpenForm()
    closed = [at for at, period in known.items() if not period.is_open]
    fresh = [at for at in begun_quarters(plan, today) if at not in known]
    form.offer([*fresh, *reversed(closed)], closed)
    if request.method == "GET":
        form.due_on.data = default_due_date(today)
    if form.validate_on_submit():
        year, quarter = form.chosen
        try:
            period = open_period(
                current_actor(), plan, year, quarter, form.due_on.data, form.reason.data or ""
            )
        except PeriodRefused as refusal:
            box = form.reason if refusal.why == "reason_missing" else form.due_on
            box.errors = [str(PERIOD_REFUSALS[refusal.why])]
        else:
            text = _("%(quarter)s dibuka. OPD mendapat pemberitahuan.", quarter=quarter_text(year, quarter))
            flash(text, "success")
            return redirect(url_for("plans.progress_board", quarter_id=period.id))
    page = render_template("plans/progress/open.html", plan=plan, form=form)
    return page, 422 if form.errors else 200


@bp.route("/capaian/triwulan/<quarter_id>/tenggat", methods=["GET", "POST"])
@requires(Permission.PROGRESS_MANAGE)
def progress_due_date(quarter_id: str) -> ResponseReturnValue:
    """Give an open quarter another due date."""
    plan, period = open_quarter(Permission.PROGRESS_MANAGE, quarter_id)
    form = DueDateForm(due_on=period.due_on, version=period.version)
    if form.validate_on_submit():
        latest(period)
        require_version(
            period,
            form.version.data,
            differences=[
                Difference(
                    str(form.due_on.label.text),
                    format_date(form.due_on.data, "d MMMM y"),
                    format_date(period.due_on, "d MMMM y"),
                )
            ],
            back_url=url_for("plans.progress_due_date", quarter_id=period.id),
        )
        try:
            move_due_date(current_actor(), period, form.due_on.data)
        except PeriodRefused as refusal:
            form.due_on.errors = [str(PERIOD_REFUSALS[refusal.why])]
        else:
            flash(_("Tenggat diubah."), "success")
            return redirect(url_for("plans.progress_board", quarter_id=period.id))
    page = render_template("plans/progress/due_date.html", plan=plan, period=period, form=form)
    return page, 422 if form.errors else 200


@bp.post("/capaian/triwulan/<quarter_id>/tutup")
@requires(Permission.PROGRESS_MANAGE)
def progress_close(quarter_id: str) -> ResponseReturnValue:
    """Close a quarter."""
    plan, period = open_quarter(Permission.PROGRESS_MANAGE, quarter_id)
    close_period(current_actor(), plan, period)
    name = quarter_text(period.year, period.quarter)
    flash(_("%(quarter)s ditutup. Laporannya tidak dapat diubah lagi.", quarter=name), "success")
    return redirect(url_for("plans.progress_plan", plan_id=plan.id, tahun=period.year))
