"""A change before and after it is carried out: what it does, the word to do it, its undoing."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import Permission, current_actor, requires
from app.audit.people import people
from app.complaints.actions.changing import CannotUndo, apply_change, discard, propose_undo
from app.complaints.calendar_forms import DecideForm, UndoForm
from app.complaints.calendar_text import effect_text, item_texts, summary
from app.complaints.calendar_working import ask_to_rejudge, ask_to_weigh
from app.complaints.calendar_years import YearState
from app.complaints.models import CalendarChange, ChangeState, ChangeSubject
from app.complaints.queries.changes import (
    days_taken,
    editable,
    effects_by_government,
    effects_of,
    readable,
    was_undone,
)
from app.complaints.queries.judging import states_of_years
from app.complaints.routes.blueprint import bp
from app.complaints.routes.calendar.proposing import show_weighed
from app.db import day_in, db
from app.jobs import Job
from app.organisations.models import Government
from app.web.idempotency import idempotent

_MOST_GOVERNMENTS = 20


@bp.get("/kalender/perubahan/<change_id>")
@requires(Permission.CALENDAR_EDIT, Permission.LOCAL_HOLIDAY_EDIT)
def show_change(change_id: str) -> ResponseReturnValue:
    """What is changed, what that does, and how far the judging anew is."""
    change = _readable(change_id)
    if change.state is ChangeState.PROPOSED and change.weighed_at is None and change.job_id:
        job = db.session.get(Job, change.job_id)
        if job is not None and job.is_open:
            return redirect(url_for("jobs.page", job_id=job.id))
    effects = effects_of(change)
    years = range(change.first_day.year, change.last_day.year + 1)
    states = states_of_years(years)
    author = people().names([change.created_by]) if change.created_by else {}
    return render_template(
        "complaints/calendar/change.html",
        change=change,
        states=ChangeState,
        subjects=ChangeSubject,
        government=db.session.get(Government, change.government_id) if change.government_id else None,
        items=item_texts(
            change,
            day_in() if change.state is ChangeState.PROPOSED else None,
            sorted(days_taken(None)),
            [year for year, state in states.items() if state is not YearState.EMPTY],
        ),
        summary=summary(change),
        effects=effects,
        effect_text=effect_text(effects),
        by_government=effects_by_government(change, _MOST_GOVERNMENTS),
        author=author.get(change.created_by or ""),
        may_decide=_is_editable(change),
        undone=was_undone(change),
        decide=DecideForm(formdata=None, version=change.version),
        undo=UndoForm(formdata=None, version=change.version),
    )


@bp.post("/kalender/perubahan/<change_id>/simpan")
@requires(Permission.CALENDAR_EDIT, Permission.LOCAL_HOLIDAY_EDIT)
def save_change(change_id: str) -> ResponseReturnValue:
    """Carry a proposal out, and judge anew what it touches."""
    change, form = _editable(change_id), DecideForm()
    seen = form.version.data if form.validate_on_submit() else None
    apply_change(current_actor(), change, seen)
    if effects_of(change).is_finished:
        flash(_("Perubahan disimpan. Tidak ada pengaduan yang perlu dihitung ulang."), "success")
        return redirect(url_for("complaints.show_change", change_id=change.id))
    flash(_("Perubahan disimpan. Pengaduan sedang dihitung ulang."), "success")
    job = ask_to_rejudge(current_actor(), change)
    return redirect(url_for("jobs.page", job_id=job.id))


@bp.post("/kalender/perubahan/<change_id>/buang")
@requires(Permission.CALENDAR_EDIT, Permission.LOCAL_HOLIDAY_EDIT)
def discard_change(change_id: str) -> ResponseReturnValue:
    """Give a proposal up."""
    change, form = _editable(change_id), DecideForm()
    discard(current_actor(), change, form.version.data if form.validate_on_submit() else None)
    flash(_("Usulan dibuang. Kalender tidak berubah."), "info")
    return redirect(url_for("complaints.calendar", tahun=change.first_day.year))


@bp.post("/kalender/perubahan/<change_id>/urungkan")
@requires(Permission.CALENDAR_EDIT, Permission.LOCAL_HOLIDAY_EDIT)
@idempotent
def undo_change(change_id: str) -> ResponseReturnValue:
    """Propose the opposite of a change; it is looked at like any other."""
    change, form = _editable(change_id), UndoForm()
    back = redirect(url_for("complaints.show_change", change_id=change.id))
    if not form.validate_on_submit():
        flash(_("Tulis alasan membatalkan perubahan ini, paling sedikit 10 huruf."), "warning")
        return back
    try:
        return show_weighed(propose_undo(current_actor(), change, form.reason.data))
    except CannotUndo:
        flash(_("Perubahan ini sudah dibatalkan, atau isinya sudah diubah lagi sesudahnya."), "warning")
        return back


@bp.post("/kalender/perubahan/<change_id>/lanjutkan")
@requires(Permission.CALENDAR_EDIT, Permission.LOCAL_HOLIDAY_EDIT)
def resume_change(change_id: str) -> ResponseReturnValue:
    """Go on with counting or judging that was interrupted."""
    change = _editable(change_id)
    if change.state is ChangeState.DISCARDED:
        abort(404)
    ask = ask_to_rejudge if change.state is ChangeState.APPLIED else ask_to_weigh
    job = ask(current_actor(), change)
    return redirect(url_for("jobs.page", job_id=job.id))


def _readable(change_id: str) -> CalendarChange:
    statement = select(CalendarChange).where(CalendarChange.id == change_id, readable(current_actor()))
    return db.session.scalars(statement).one_or_none() or abort(404)


def _editable(change_id: str) -> CalendarChange:
    statement = select(CalendarChange).where(
        CalendarChange.id == change_id, editable(current_actor(), CalendarChange)
    )
    return db.session.scalars(statement).one_or_none() or abort(404)


def _is_editable(change: CalendarChange) -> bool:
    statement = select(CalendarChange.id).where(
        CalendarChange.id == change.id, editable(current_actor(), CalendarChange)
    )
    return db.session.scalar(statement) is not None
