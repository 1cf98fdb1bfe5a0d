"""National holidays, cuti bersama and election days, kept by the ministry."""

from datetime import date

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.complaints.actions.changing import make_ready
from app.complaints.calendar import DayKind, FreeDay
from app.complaints.calendar_checks import faults_of_day
from app.complaints.calendar_forms import DayForm, ReasonForm
from app.complaints.calendar_items import added, changed, plain_day, removed
from app.complaints.labels import DAY_LABELS
from app.complaints.models import CalendarDay, ChangeSubject
from app.complaints.queries.changes import days_taken, free_day, stored_day
from app.complaints.routes.blueprint import bp
from app.complaints.routes.calendar.proposing import propose_and_show
from app.web.conflict import Difference, require_version
from app.web.filters import tanggal
from app.web.idempotency import idempotent


@bp.route("/kalender/hari/baru", methods=["GET", "POST"])
@requires(Permission.CALENDAR_EDIT)
@idempotent
def new_day() -> ResponseReturnValue:
    """A day that is to be free everywhere."""
    form = DayForm()
    if form.validate_on_submit():
        make_ready(current_actor())
        free = _asked(form)
        if _is_right(form, free, days_taken(None)):
            return propose_and_show(None, ChangeSubject.DAYS, [added(plain_day(free))], form.reason.data)
    status = 422 if form.errors else 200
    return render_template("complaints/calendar/day.html", form=form, stored=None), status


@bp.route("/kalender/hari/<tanggal>", methods=["GET", "POST"])
@requires(Permission.CALENDAR_EDIT)
@idempotent
def edit_day(tanggal: str) -> ResponseReturnValue:
    """Correct a day."""
    stored = _stored(tanggal)
    form = DayForm(
        version=stored.version,
        day=stored.day,
        kind=stored.kind.value,
        name=stored.name,
        decree=stored.decree,
        estimate=stored.estimate,
    )
    if form.validate_on_submit():
        require_version(
            stored, form.version.data, differences=_differences(form, stored), back_url=request.url
        )
        free = _asked(form)
        if free == free_day(stored):
            form.form_errors.append(_("Belum ada yang diubah."))
        elif _is_right(form, free, days_taken(None, but=stored.id)):
            item = changed(stored.id, stored.version, plain_day(free_day(stored)), plain_day(free))
            return propose_and_show(None, ChangeSubject.DAYS, [item], form.reason.data)
    status = 422 if form.errors else 200
    return render_template("complaints/calendar/day.html", form=form, stored=stored), status


@bp.post("/kalender/hari/<tanggal>/hapus")
@requires(Permission.CALENDAR_EDIT)
@idempotent
def remove_day(tanggal: str) -> ResponseReturnValue:
    """Make a working day of it again."""
    stored = _stored(tanggal)
    form = ReasonForm()
    if not form.validate_on_submit():
        page = DayForm(formdata=None, obj=free_day(stored), version=stored.version)
        page.kind.data = stored.kind.value
        return render_template("complaints/calendar/day.html", form=page, stored=stored, removal=form), 422
    require_version(stored, form.version.data, back_url=url_for("complaints.edit_day", tanggal=tanggal))
    item = removed(stored.id, stored.version, plain_day(free_day(stored)))
    return propose_and_show(None, ChangeSubject.DAYS, [item], form.reason.data)


def _stored(text: str) -> CalendarDay:
    """The national day of this date, as "2022-05-02"."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        abort(404)
    return stored_day(None, day) or abort(404)


def _asked(form: DayForm) -> FreeDay:
    return FreeDay(
        form.day.data, DayKind(form.kind.data), form.name.data, form.decree.data or "", form.estimate.data
    )


def _is_right(form: DayForm, free: FreeDay, taken: set[date]) -> bool:
    faults = faults_of_day(free, taken)
    for fault in faults:
        form.show(fault)
    return not faults


def _differences(form: DayForm, stored: CalendarDay) -> list[Difference]:
    return [
        Difference(_("Tanggal"), tanggal(form.day.data), tanggal(stored.day)),
        Difference(_("Jenis"), str(DAY_LABELS[DayKind(form.kind.data)]), str(DAY_LABELS[stored.kind])),
        Difference(_("Nama hari libur"), form.name.data, stored.name),
        Difference(_("Dasar penetapan"), form.decree.data or "", stored.decree),
    ]
