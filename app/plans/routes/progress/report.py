"""The form of one report: saved while it is written, saved by hand, sent."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, Role, current_actor, requires
from app.assessment.actions.evidence import InvalidLink
from app.assessment.queries import user_names
from app.db import keep_despite_error
from app.files import RefusedFile
from app.plans.actions.progress import (
    IncompleteReport,
    ReportConflict,
    ReportContent,
    add_proof_file,
    add_proof_link,
    save_report,
    send_report,
)
from app.plans.forms.progress import ReportForm
from app.plans.models import Plan, PlanLine, ProgressPeriod, ProgressReport
from app.plans.queries.people import colleagues
from app.plans.queries.progress import history_of, today_of, year_of
from app.plans.queries.progress.years import Row
from app.plans.routes.blueprint import bp
from app.plans.routes.progress.evidence import may_read_evidence
from app.plans.routes.progress.loading import open_quarter_line
from app.plans.rules.progress import WRITABLE, PeriodLocked, WrongReportState, falls, is_left_to_others
from app.web.idempotency import idempotent

UNPROCESSABLE, CONFLICT = 422, 409


@bp.get("/capaian/triwulan/<quarter_id>/baris/<line_id>")
@requires(Permission.PROGRESS_READ)
def progress_report(quarter_id: str, line_id: str) -> ResponseReturnValue:
    """The form for whoever writes it, else the report to read."""
    plan, period, line = open_quarter_line(Permission.PROGRESS_READ, quarter_id, line_id)
    return _show(plan, period, line, None)


@bp.post("/capaian/triwulan/<quarter_id>/baris/<line_id>")
@requires(Permission.PROGRESS_EDIT)
@idempotent
def progress_save(quarter_id: str, line_id: str) -> ResponseReturnValue:
    """Save by hand; with `aksi=kirim` also send."""
    plan, period, line = open_quarter_line(Permission.PROGRESS_READ, quarter_id, line_id)
    form = ReportForm()
    if not form.validate():
        return _show(plan, period, line, form), UNPROCESSABLE
    try:
        report = _store(period, line, form, by_hand=True)
    except ReportConflict as conflict:
        return _show(plan, period, line, form, conflict=conflict.stored), CONFLICT
    if not _add_evidence(period, line, form):
        return _kept(plan, period, line, form, report)
    if request.form.get("aksi") != "kirim":
        flash(_("Laporan tersimpan sebagai draf."), "success")
        return redirect(url_for("plans.progress_report", quarter_id=period.id, line_id=line.id))
    try:
        send_report(current_actor(), period, line, report)
    except IncompleteReport as incomplete:
        form.show_gaps(incomplete.gaps)
        return _kept(plan, period, line, form, report)
    flash(_("Laporan terkirim kepada koordinator."), "success")
    return redirect(url_for("plans.progress_own", quarter_id=period.id))


@bp.post("/capaian/triwulan/<quarter_id>/baris/<line_id>/otomatis")
@requires(Permission.PROGRESS_EDIT)
def progress_autosave(quarter_id: str, line_id: str) -> ResponseReturnValue:
    """Save while the person types. The answer is a few words for the page; evidence waits for the button."""
    _plan, period, line = open_quarter_line(Permission.PROGRESS_READ, quarter_id, line_id)
    form = ReportForm()
    if not form.validate():
        faults = " ".join(message for messages in form.errors.values() for message in messages)
        return _state("failed", text=faults), UNPROCESSABLE
    try:
        report = _store(period, line, form, by_hand=False)
    except ReportConflict:
        return _state("failed", text=_("Laporan ini diubah di tab atau perangkat lain.")), CONFLICT
    except PeriodLocked:
        return _state("failed", text=_("Triwulan ini sudah ditutup.")), CONFLICT
    except WrongReportState:
        return _state("failed", text=_("Laporan ini sudah dikirim.")), CONFLICT
    return _state("saved", saved=report)


def _store(period: ProgressPeriod, line: PlanLine, form: ReportForm, *, by_hand: bool) -> ProgressReport:
    content = ReportContent(
        output=form.output.data,  # type: ignore[arg-type]  # a TargetField holds a Decimal or None
        spent=form.spent.data,  # type: ignore[arg-type]  # a BudgetField holds an int or None
        obstacle=form.obstacle.data or "",
        next_step=form.next_step.data or "",
    )
    return save_report(
        current_actor(),
        period,
        line,
        content,
        seen_version=form.seen_version,
        opened_page=form.idempotency_key.data or "",
        by_hand=by_hand,
    )


def _kept(
    plan: Plan, period: ProgressPeriod, line: PlanLine, form: ReportForm, report: ProgressReport
) -> ResponseReturnValue:
    """What was typed is saved; the page says what is wrong with the rest."""
    keep_despite_error()
    form.version.data, form.overwrite.data = str(report.version), ""
    return _show(plan, period, line, form, kept=True), UNPROCESSABLE


def _add_evidence(period: ProgressPeriod, line: PlanLine, form: ReportForm) -> bool:
    """Keep the chosen files and the link; say on the field which one was refused, and why."""
    actor, refused = current_actor(), []
    for upload in form.uploads:
        try:
            add_proof_file(actor, period, line, upload.stream, upload.filename)
        except RefusedFile as refusal:
            refused.append(_("%(name)s: %(reason)s", name=upload.filename, reason=refusal.message))
    form.files.errors = refused
    if form.url.data:
        try:
            add_proof_link(actor, period, line, form.url.data, form.link_title.data or "")
        except InvalidLink:
            form.url.errors = [_("Tulis alamat lengkap yang diawali https://")]
        else:
            form.url.data = form.link_title.data = ""
    return not form.files.errors and not form.url.errors


def _show(
    plan: Plan,
    period: ProgressPeriod,
    line: PlanLine,
    form: ReportForm | None,
    *,
    conflict: ProgressReport | None = None,
    kept: bool = False,
) -> str:
    """The page, with whatever was typed still in it."""
    actor = current_actor()
    row = year_of(plan, period.year).row(line.id)
    assert row is not None  # noqa: S101  # the loader refused deleted lines
    cell = row.cells[period.quarter]
    writing = (
        period.is_open
        and (cell.report is None or cell.report.state in WRITABLE)
        and actor.may(Permission.PROGRESS_EDIT, plan.government_id, line.responsible_unit_id)
    )
    form = form or _filled(cell.report)
    events = [each for each in history_of(plan, line).quarters if each.cell.period is period]
    return render_template(
        "plans/progress/report_form.html" if writing else "plans/progress/report_view.html",
        plan=plan,
        period=period,
        line=line,
        row=row,
        cell=cell,
        before=_before(row, period.quarter),
        falling=_falls(row, period.quarter),
        late=_is_late(period, cell.report),
        form=form,
        conflict=conflict,
        kept=kept,
        events=events[0].events if events else (),
        names=user_names(_people(cell.report, events)),
        may_read_evidence=may_read_evidence(actor, line),
        may_manage=actor.may(Permission.PROGRESS_MANAGE, plan.government_id),
        left_to=_left_to(plan, cell.report),
    )


def _left_to(plan: Plan, report: ProgressReport | None) -> list[str]:
    """The names of those who verify a report that the person who looks sent; empty where that person may."""
    actor = current_actor()
    others = colleagues(actor, Role.COORDINATOR, plan.government_id)
    if report is None or not is_left_to_others(report.sent_by, actor.user_id, others):
        return []
    return sorted(user_names(others).values())


def _people(report: ProgressReport | None, events: list[Any]) -> list[str | None]:
    people = [event.by for each in events for event in each.events]
    return people + ([report.saved_by, report.sent_by] if report else [])


def _before(row: Row, quarter: int) -> Any:
    """The last quarter before this one that was reported."""
    earlier = [row.cells[each] for each in range(quarter - 1, 0, -1) if row.cells[each].counts]
    return earlier[0] if earlier else None


def _falls(row: Row, quarter: int) -> bool:
    report, before = row.cells[quarter].report, _before(row, quarter)
    return bool(report and before and falls(before.reported, report.output, report.spent))


def _is_late(period: ProgressPeriod, report: ProgressReport | None) -> bool:
    """Whether it was sent after the due date, by the government's own calendar."""
    sent_at = report.sent_at if report else None
    return sent_at is not None and today_of(period.government_id, sent_at) > period.due_on


def _filled(report: ProgressReport | None) -> ReportForm:
    form = ReportForm(formdata=None)
    if report is not None:
        form.output.data, form.spent.data = report.output, report.spent
        form.obstacle.data, form.next_step.data = report.obstacle, report.next_step
        form.version.data = str(report.version)
    return form


def _state(state: str, **told: object) -> str:
    return render_template("plans/progress/save_state.html", state=state, **told)
