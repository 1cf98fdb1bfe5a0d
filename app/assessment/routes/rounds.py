"""Rounds: open, extend, close."""

from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import Field

from app.access import Permission, check, current_actor, fetch, requires
from app.assessment.actions import RoundExists, add_new_units, change_round, open_round
from app.assessment.forms import ChangeRoundForm, OpenRoundForm
from app.assessment.models import Round
from app.assessment.queries import rounds_of, user_names
from app.assessment.queries.deadlines import closing_day, extensions_of, reminders_of, unit_names_of
from app.assessment.queries.rounds import units_without_assessment, usual_reminder_days
from app.assessment.queries.standing import government_of, zone_of
from app.assessment.routes.blueprint import bp
from app.assessment.routes.conflicts import showing_both
from app.assessment.rules import read_days, reminder_dates
from app.db import utc_now
from app.instrument.queries import published_versions
from app.organisations.context import current_government
from app.web.forms import options
from app.web.idempotency import idempotent


@bp.get("/putaran")
@requires(Permission.ROUND_MANAGE)
def rounds() -> str:
    """All rounds of the government."""
    actor = current_actor()
    government = current_government(actor)
    return render_template(
        "assessment/rounds.html", government=government, rounds=rounds_of(actor, government.id)
    )


@bp.route("/putaran/baru", methods=["GET", "POST"])
@requires(Permission.ROUND_MANAGE)
@idempotent
def new_round() -> ResponseReturnValue:
    """Open a round."""
    actor = current_actor()
    government = current_government(actor)
    check(actor, Permission.ROUND_MANAGE, government.id)
    versions = published_versions()
    form = OpenRoundForm()
    form.version_code.choices = options([(version.code, version.title) for version in versions])
    if request.method == "GET":
        form.year.data = utc_now().astimezone(ZoneInfo(government.time_zone.value)).year
        form.reminder_days.data = usual_reminder_days(government.id)
        form.closes_on.data = closing_day(government, form.year.data)
        form.title.data = _("Asesmen Mandiri SP4N-LAPOR! %(year)s", year=form.year.data)
    if form.validate_on_submit():
        version = next(each for each in versions if each.code == form.version_code.data)
        try:
            round_ = open_round(
                actor,
                government,
                version,
                year=form.year.data,
                title=form.title.data.strip(),
                opens_on=form.opens_on.data,
                closes_on=form.closes_on.data,
                reminder_days=_wanted_days(form.reminder_days),
            )
        except RoundExists:
            form.year.errors = [
                _("Putaran tahun %(year)s sudah ada. Perpanjang putaran itu bila perlu.", year=form.year.data)
            ]
        else:
            flash(_("Putaran dibuka. Setiap OPD aktif sudah mendapat lembar asesmen."), "success")
            return redirect(url_for("assessment.board", tahun=round_.year))
    status = 422 if form.errors else 200
    scheduled = closing_day(government, form.year.data) if form.year.data else None
    return render_template(
        "assessment/new_round.html", form=form, versions=versions, scheduled=scheduled
    ), status


def _wanted_days(field: Field) -> tuple[int, ...] | None:
    """The days that were typed; `None` where the form was sent without the field: the usual ones."""
    return read_days(field.data or "") if field.raw_data else None


@bp.route("/putaran/<round_id>", methods=["GET", "POST"])
@requires(Permission.ROUND_MANAGE)
def edit_round(round_id: str) -> ResponseReturnValue:
    """Rename, extend, close or reopen a round."""
    actor = current_actor()
    round_ = fetch(actor, Permission.ROUND_MANAGE, Round, round_id)
    zone = ZoneInfo(zone_of(round_.government_id))
    form = ChangeRoundForm(
        version=round_.version,
        title=round_.title,
        state=round_.state.value,
        opens_on=round_.opens_at.astimezone(zone).date(),
        closes_on=round_.closes_at.astimezone(zone).date(),
        closes_now=round_.closes_at.astimezone(zone).date(),
        reminder_days=round_.reminder_days,
    )
    if form.validate_on_submit():
        both = [
            (form.title, round_.title),
            (form.opens_on, round_.opens_at.astimezone(zone).date()),
            (form.closes_on, round_.closes_at.astimezone(zone).date()),
            (form.state, round_.state.value),
            (form.reminder_days, round_.reminder_days),
        ]
        with showing_both(both, request.path):
            change_round(
                actor,
                round_,
                title=form.title.data.strip(),
                opens_on=form.opens_on.data,
                closes_on=form.closes_on.data,
                state=form.wanted_state,
                seen_version=form.version.data,
                reminder_days=read_days(form.reminder_days.data or ""),
                reason=form.change_reason.data or "",
            )
        flash(_("Perubahan putaran disimpan."), "success")
        return redirect(url_for("assessment.rounds"))
    status = 422 if form.errors else 200
    new_units = units_without_assessment(round_)
    extensions = extensions_of(round_.id)
    page = render_template(
        "assessment/edit_round.html",
        form=form,
        round=round_,
        new_units=new_units,
        plan=reminder_dates(round_.closes_at, zone_of(round_.government_id), read_days(round_.reminder_days)),
        reminded=reminders_of(round_.id),
        extensions=extensions,
        units=unit_names_of(extensions),
        names=user_names([each.extended_by for each in extensions]),
        scheduled=closing_day(government_of(round_.government_id), round_.year),
    )
    return page, status


@bp.post("/putaran/<round_id>/opd")
@requires(Permission.ROUND_MANAGE)
def add_units(round_id: str) -> ResponseReturnValue:
    """Add the units that came after the round was opened; adding twice adds none."""
    actor = current_actor()
    round_ = fetch(actor, Permission.ROUND_MANAGE, Round, round_id)
    added = add_new_units(actor, round_)
    flash(ngettext("%(num)s OPD ditambahkan.", "%(num)s OPD ditambahkan.", added), "success")
    return redirect(url_for("assessment.edit_round", round_id=round_.id))
