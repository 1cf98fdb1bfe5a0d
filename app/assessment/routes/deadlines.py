"""Extending one OPD's deadline, and the ministry's closing days by province."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Permission, current_actor, requires
from app.assessment.actions import DeadlineMissing, extend, set_closings
from app.assessment.deadlines.forms import ClosingsForm, ExtensionForm
from app.assessment.queries.deadlines import ProvinceLoad, closings_of, provinces
from app.assessment.routes.blueprint import bp
from app.assessment.routes.conflicts import showing_both
from app.assessment.routes.loading import open_sheet
from app.assessment.rules import stagger
from app.db import day_in
from app.web.conflict import Conflict

MOST_DAYS = 14
FIRST_YEAR, LAST_YEAR = 2000, 2100


@bp.post("/verifikasi/<assessment_id>/perpanjang")
@requires(Permission.ASSESSMENT_VERIFY)
def extend_deadline(assessment_id: str) -> ResponseReturnValue:
    """Give one OPD a later deadline, with the reason."""
    opened = open_sheet(Permission.ASSESSMENT_VERIFY, assessment_id)
    form = ExtensionForm()
    here = url_for("assessment.verification", assessment_id=assessment_id)
    if form.validate():
        try:
            with showing_both([(form.until, opened.standing.deadline_day)], here):
                extend(
                    opened.actor,
                    opened.assessment,
                    form.day,
                    form.extension_reason.data,
                    seen_version=form.version.data,
                    now=opened.now,
                )
        except DeadlineMissing:
            form.until.errors = [_("Tenggat baru harus hari ini atau sesudahnya.")]
        else:
            flash(_("Tenggat OPD ini diperpanjang."), "success")
            return redirect(here)
    page = render_template(
        "assessment/form_again.html", form=form, title=_("Perpanjang tenggat"), back=here, line=None
    )
    return page, 422


@bp.route("/jadwal-penutupan", methods=["GET", "POST"])
@requires(Permission.ROUND_SCHEDULE)
def closings() -> ResponseReturnValue:
    """The closing day of each province in a year; `?mulai=` and `?hari=` propose days in a row."""
    actor, today = current_actor(), day_in()
    year = request.values.get("tahun", today.year, type=int)
    year = min(max(year, FIRST_YEAR), LAST_YEAR)
    loads = provinces()
    present = {each: row.closes_on for each, row in closings_of(year).items()}
    form = ClosingsForm(version=0, seen=_mark(present))
    errors: dict[str, str] = {}
    if form.validate_on_submit():
        if form.seen.data != _mark(present):
            raise Conflict(back_url=url_for("assessment.closings", tahun=year))
        wanted, errors = _read(loads)
        if not errors:
            changed = set_closings(actor, year, wanted)
            text = ngettext("%(num)s provinsi diubah.", "%(num)s provinsi diubah.", changed)
            flash(text, "success")
            return redirect(url_for("assessment.closings", tahun=year))
    first, days = _proposal(today)
    proposed = stagger({each.code: each.units for each in loads}, first, days) if days else {}
    page = render_template(
        "assessment/closings.html",
        form=form,
        year=year,
        rows=[(each, _shown(each, present, proposed)) for each in loads],
        errors=errors,
        present=present,
        proposed=proposed,
        first=first,
        days=days or 5,
    )
    return page, 422 if errors else 200


def _read(loads: Sequence[ProvinceLoad]) -> tuple[dict[str, date | None], dict[str, str]]:
    wanted: dict[str, date | None] = {}
    errors = {}
    for each in loads:
        text = request.form.get(f"tutup-{each.code}", "").strip()
        try:
            wanted[each.id] = date.fromisoformat(text) if text else None
        except ValueError:
            errors[each.code] = _("Isi tanggal yang benar.")
    return wanted, errors


def _proposal(today: date) -> tuple[date, int]:
    try:
        first = date.fromisoformat(request.args.get("mulai", ""))
    except ValueError:
        return today + timedelta(days=28), 0
    return first, min(max(request.args.get("hari", 0, type=int), 0), MOST_DAYS)


def _shown(each: ProvinceLoad, present: dict[str, date], proposed: dict[str, date]) -> str:
    if request.method == "POST":
        return request.form.get(f"tutup-{each.code}", "")
    day = proposed.get(each.code) or present.get(each.id)
    return day.isoformat() if day is not None else ""


def _mark(present: dict[str, date]) -> str:
    """What the page was opened on: a save over other days than these is a lost race."""
    text = ";".join(f"{key}={day.isoformat()}" for key, day in sorted(present.items()))
    return hashlib.sha256(text.encode()).hexdigest()
