"""`/pengaduan/catat`: a complaint that somebody brought, wrote or told is written down; its receipt."""

from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, check, current_actor, requires
from app.complaints.actions.entry import enter_complaint
from app.complaints.forms.entry import EntryForm
from app.complaints.handling import ahead
from app.complaints.labels import STATUS_LABELS
from app.complaints.labels.handling import PROMISES
from app.complaints.queries.choices import choices_of
from app.complaints.queries.entry import districts, receipted, units_in_charge
from app.complaints.queries.judging import judge_for
from app.complaints.routes.blueprint import bp
from app.complaints.rules import HANDLED_HERE
from app.db import db, utc_now
from app.organisations.context import current_government
from app.organisations.models import Government
from app.web.filters import use_zone
from app.web.idempotency import idempotent


@bp.route("/catat", methods=["GET", "POST"])
@requires(Permission.COMPLAINT_ENTER)
@idempotent
def enter() -> ResponseReturnValue:
    """Write a complaint down for any OPD of the own government."""
    actor = current_actor()
    government = current_government(actor)
    check(actor, Permission.COMPLAINT_ENTER, government.id)
    use_zone(government.time_zone.value)
    units = units_in_charge(government)
    choices = choices_of(government.id)
    form = EntryForm()
    form.offer(ZoneInfo(government.time_zone.value), units)
    if form.validate_on_submit():
        made = enter_complaint(actor, government, form.entry(choices.categories))
        flash(_("Pengaduan dicatat dengan nomor %(id)s.", id=made.tracking_id), "success")
        return redirect(url_for("complaints.receipt", complaint_id=made.id))
    if not form.is_submitted():
        form.show_now()
    return render_template(
        "complaints/entry.html",
        government=government,
        form=form,
        areas=sorted({*districts(units), *choices.areas}),
        categories=choices.categories,
    ), 422 if form.errors else 200


@bp.get("/<complaint_id>/tanda-terima")
@requires(Permission.COMPLAINT_ENTER)
def receipt(complaint_id: str) -> ResponseReturnValue:
    """What the reporter takes home: the number, and what happens next. Complaints of an import have their own."""
    actor = current_actor()
    complaint = receipted(actor, complaint_id)
    if complaint.origin not in HANDLED_HERE:
        return redirect(url_for("complaints.show", complaint_id=complaint.id))
    government = db.session.get_one(Government, complaint.government_id)
    use_zone(government.time_zone.value)
    now = utc_now()
    return render_template(
        "complaints/receipt.html",
        complaint=complaint,
        government=government,
        ahead=ahead(complaint, judge_for(government).clocks(complaint, now)),
        promises=PROMISES,
        status_labels=STATUS_LABELS,
        may_read=actor.may(Permission.COMPLAINT_READ, government.id, complaint.unit_id),
        now=now,
    )
