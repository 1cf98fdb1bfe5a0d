"""Who complained: whether a government keeps it, and the page that opens it, one complaint at a time."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, check, current_actor, fetch, requires
from app.complaints.actions.reporters import (
    ReporterDecision,
    decide_on_reporters,
    open_reporter,
)
from app.complaints.forms.privacy import ReporterForm, RevealForm
from app.complaints.models import Complaint, ComplaintReporter, ReporterSetting
from app.complaints.queries.reporters import kept_reporters, reporter_of
from app.complaints.routes.blueprint import bp
from app.complaints.sealing import SealBrokenError
from app.db import db
from app.organisations.context import current_government
from app.organisations.models import Government
from app.web.conflict import Conflict
from app.web.filters import number


@bp.get("/data-pribadi/pelapor")
@requires(Permission.COMPLAINT_REPORTER_DECIDE)
def reporter_setting() -> ResponseReturnValue:
    """What the government decided, with the form to decide otherwise."""
    government = _government()
    setting = db.session.get(ReporterSetting, government.id)
    form = ReporterForm(obj=setting, version=setting.version if setting else 0)
    return _page(government, setting, form)


@bp.post("/data-pribadi/pelapor")
@requires(Permission.COMPLAINT_REPORTER_DECIDE)
def decide_reporters() -> ResponseReturnValue:
    """Keep the decision; what follows from it is said first and has to be confirmed."""
    government = _government()
    setting = db.session.get(ReporterSetting, government.id)
    form = ReporterForm()
    if not form.validate_on_submit():
        return _page(government, setting, form), 422
    if form.version.data != (setting.version if setting else 0):
        raise Conflict(back_url=url_for("complaints.reporter_setting", pemerintah=government.code))
    was_allowed = setting is not None and setting.allowed
    if form.allowed.data != was_allowed and form.confirmed.data != "ya":
        form.confirmed.data = "ya"
        return _page(government, setting, form, asks=True)
    removed = decide_on_reporters(
        current_actor(),
        government,
        ReporterDecision(
            form.allowed.data,
            (form.basis.data or "").strip(),
            (form.officer_name.data or "").strip(),
            (form.officer_contact.data or "").strip(),
            form.months.data,
        ),
    )
    flash(
        _("Keputusan disimpan. Identitas pelapor dari %(n)s pengaduan dihapus.", n=number(removed))
        if removed
        else _("Keputusan disimpan."),
        "success",
    )
    return redirect(url_for("complaints.reporter_setting", pemerintah=government.code))


@bp.get("/<complaint_id>/pelapor")
@requires(Permission.COMPLAINT_REPORTER_READ)
def reporter(complaint_id: str) -> ResponseReturnValue:
    """Says that opening is noted, and asks for the click."""
    complaint, _kept = _reporter_of(complaint_id)
    return render_template(
        "complaints/privacy/reporter.html", complaint=complaint, form=RevealForm(), found=None
    )


@bp.post("/<complaint_id>/pelapor")
@requires(Permission.COMPLAINT_REPORTER_READ)
def reveal_reporter(complaint_id: str) -> ResponseReturnValue:
    """Who complained; every view is noted before it is shown."""
    complaint, kept = _reporter_of(complaint_id)
    form = RevealForm()
    if not form.validate_on_submit():
        return render_template(
            "complaints/privacy/reporter.html", complaint=complaint, form=form, found=None
        ), 422
    try:
        found = open_reporter(current_actor(), complaint, kept)
    except SealBrokenError:
        flash(_("Identitas ini tidak dapat dibuka lagi: kunci pemasangan sudah berganti."), "warning")
        return redirect(url_for("complaints.reporter", complaint_id=complaint.id))
    return render_template("complaints/privacy/reporter.html", complaint=complaint, form=form, found=found)


def _reporter_of(complaint_id: str) -> tuple[Complaint, ComplaintReporter]:
    complaint = fetch(current_actor(), Permission.COMPLAINT_REPORTER_READ, Complaint, complaint_id)
    kept = reporter_of(complaint.id)
    return (complaint, kept) if kept is not None else abort(404)


def _government() -> Government:
    actor = current_actor()
    government = current_government(actor)
    check(actor, Permission.COMPLAINT_REPORTER_DECIDE, government.id)
    return government


def _page(
    government: Government, setting: ReporterSetting | None, form: ReporterForm, *, asks: bool = False
) -> str:
    return render_template(
        "complaints/privacy/reporter_setting.html",
        government=government,
        setting=setting,
        form=form,
        asks=asks,
        kept=kept_reporters(government.id),
    )
