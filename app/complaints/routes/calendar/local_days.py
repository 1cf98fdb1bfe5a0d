"""Local holidays, kept by the coordinator of the government."""

from datetime import date

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import Permission, check, current_actor, fetch, requires
from app.complaints.actions.changing import make_ready
from app.complaints.calendar import DayKind, FreeDay
from app.complaints.calendar_checks import faults_of_day
from app.complaints.calendar_forms import LocalDayForm, ReasonForm
from app.complaints.calendar_items import added, changed, plain_day, removed
from app.complaints.models import CalendarDay, ChangeSubject
from app.complaints.queries.changes import days_taken, free_day
from app.complaints.routes.blueprint import bp
from app.complaints.routes.calendar.proposing import propose_and_show
from app.db import db
from app.organisations.context import current_government
from app.organisations.models import Government
from app.web.conflict import Difference, require_version
from app.web.filters import tanggal
from app.web.idempotency import idempotent


@bp.route("/kalender/libur-daerah/baru", methods=["GET", "POST"])
@requires(Permission.LOCAL_HOLIDAY_EDIT)
@idempotent
def new_local_day() -> ResponseReturnValue:
    """A day that is to be free in one government."""
    actor = current_actor()
    government = current_government(actor)
    check(actor, Permission.LOCAL_HOLIDAY_EDIT, government.id)
    form = LocalDayForm()
    if form.validate_on_submit():
        make_ready(actor)
        free = _asked(form)
        if _is_right(form, free, days_taken(government.id)):
            item = added(plain_day(free))
            return propose_and_show(government, ChangeSubject.DAYS, [item], form.reason.data)
    return _page(form, government, None)


@bp.route("/kalender/libur-daerah/<day_id>", methods=["GET", "POST"])
@requires(Permission.LOCAL_HOLIDAY_EDIT)
@idempotent
def edit_local_day(day_id: str) -> ResponseReturnValue:
    """Correct a local holiday."""
    stored, government = _stored(day_id)
    form = LocalDayForm(version=stored.version, day=stored.day, name=stored.name, decree=stored.decree)
    if form.validate_on_submit():
        require_version(
            stored, form.version.data, differences=_differences(form, stored), back_url=request.url
        )
        free = _asked(form)
        if free == free_day(stored):
            form.form_errors.append(_("Belum ada yang diubah."))
        elif _is_right(form, free, days_taken(government.id, but=stored.id)):
            item = changed(stored.id, stored.version, plain_day(free_day(stored)), plain_day(free))
            return propose_and_show(government, ChangeSubject.DAYS, [item], form.reason.data)
    return _page(form, government, stored)


@bp.post("/kalender/libur-daerah/<day_id>/hapus")
@requires(Permission.LOCAL_HOLIDAY_EDIT)
@idempotent
def remove_local_day(day_id: str) -> ResponseReturnValue:
    """Make a working day of it again."""
    stored, government = _stored(day_id)
    form = ReasonForm()
    if not form.validate_on_submit():
        page = LocalDayForm(formdata=None, obj=free_day(stored), version=stored.version)
        return _page(page, government, stored, form)
    back = url_for("complaints.edit_local_day", day_id=stored.id)
    require_version(stored, form.version.data, back_url=back)
    item = removed(stored.id, stored.version, plain_day(free_day(stored)))
    return propose_and_show(government, ChangeSubject.DAYS, [item], form.reason.data)


def _stored(day_id: str) -> tuple[CalendarDay, Government]:
    stored = fetch(current_actor(), Permission.LOCAL_HOLIDAY_EDIT, CalendarDay, day_id)
    government = db.session.scalars(
        select(Government).where(Government.id == stored.government_id)
    ).one_or_none()
    return stored, government or abort(404)


def _page(
    form: LocalDayForm,
    government: Government,
    stored: CalendarDay | None,
    removal: ReasonForm | None = None,
) -> ResponseReturnValue:
    status = 422 if form.errors or (removal and removal.errors) else 200
    page = render_template(
        "complaints/calendar/local_day.html",
        form=form,
        government=government,
        stored=stored,
        removal=removal,
    )
    return page, status


def _asked(form: LocalDayForm) -> FreeDay:
    return FreeDay(form.day.data, DayKind.LOCAL, form.name.data, form.decree.data or "")


def _is_right(form: LocalDayForm, free: FreeDay, taken: set[date]) -> bool:
    faults = faults_of_day(free, taken)
    for fault in faults:
        form.show(fault)
    return not faults


def _differences(form: LocalDayForm, stored: CalendarDay) -> list[Difference]:
    return [
        Difference(_("Tanggal"), tanggal(form.day.data), tanggal(stored.day)),
        Difference(_("Nama hari libur"), form.name.data, stored.name),
        Difference(_("Dasar penetapan"), form.decree.data or "", stored.decree),
    ]
