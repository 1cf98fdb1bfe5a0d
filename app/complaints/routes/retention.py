"""`/pengaduan/masa-simpan`: how long the words of complaints are kept."""

from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, Reach, check, current_actor, requires
from app.complaints.actions.retention import add_retention_rule, remove_retention_rule
from app.complaints.forms.privacy import RetentionForm
from app.complaints.labels import KLASS_LABELS
from app.complaints.models import RetentionRule
from app.complaints.queries.retention import (
    KLASSES,
    count_to_remove,
    periods_of,
    retention_rules,
)
from app.complaints.retention import Period
from app.complaints.routes.blueprint import bp
from app.complaints.undoing import KEPT
from app.db import day_in, db, utc_now
from app.organisations.context import current_government, find_government
from app.organisations.models import Government
from app.web.filters import number
from app.web.idempotency import idempotent

ALL_REGISTERS = "semua"


@bp.get("/masa-simpan")
@requires(Permission.COMPLAINT_RETENTION)
def retention() -> ResponseReturnValue:
    """The periods in force, those that come, and the form for another."""
    government = _government()
    return _page(government, _form(government))


@bp.post("/masa-simpan")
@requires(Permission.COMPLAINT_RETENTION)
@idempotent
def add_retention() -> ResponseReturnValue:
    """Let a period hold; what it removes is said first and has to be confirmed."""
    government = _government()
    form = _form(government)
    if not form.validate_on_submit():
        return _page(government, form), 422
    lost = _would_be_lost(government, form)
    if lost and form.confirmed.data != lost:
        form.confirmed.data = lost
        return _page(government, form, lost=lost)
    add_retention_rule(
        current_actor(),
        government,
        form.chosen_klass,
        form.months.data,
        form.valid_from.data,
        form.basis.data.strip(),
    )
    flash(_("Masa simpan disimpan."), "success")
    return redirect(_address(government))


@bp.post("/masa-simpan/<period_id>/hapus")
@requires(Permission.COMPLAINT_RETENTION)
def remove_retention(period_id: str) -> ResponseReturnValue:
    """Withdraw a period of one's own."""
    actor = current_actor()
    rule = db.session.get(RetentionRule, period_id)
    if rule is None or not (
        actor.may(Permission.COMPLAINT_RETENTION, rule.government_id)
        if rule.government_id
        else _decides_for_all()
    ):
        abort(404)
    government = db.session.get(Government, rule.government_id) if rule.government_id else None
    remove_retention_rule(actor, rule)
    flash(_("Masa simpan dicabut. Isi yang sudah dihapus tidak kembali."), "success")
    return redirect(_address(government))


def _decides_for_all() -> bool:
    posts = current_actor().posts_with(Permission.COMPLAINT_RETENTION)
    return any(reach is Reach.ALL for _post, reach in posts)


def _government() -> Government | None:
    """The government whose own periods are shown; None for the installation's, which only the ministry sets."""
    actor = current_actor()
    if _decides_for_all() and find_government(actor) is None:
        return None
    government = current_government(actor)
    check(actor, Permission.COMPLAINT_RETENTION, government.id)
    return government


def _address(government: Government | None) -> str:
    return url_for("complaints.retention", pemerintah=government.code if government else None)


def _today(government: Government | None) -> date:
    return government.today() if government else day_in()


def _form(government: Government | None) -> RetentionForm:
    today = _today(government)
    common = periods_of(None)
    longest = {klass: common.months(klass, today) for klass in KLASSES} if government else None
    return RetentionForm(longest, today)


def _would_be_lost(government: Government | None, form: RetentionForm) -> str:
    """How many complaints a shorter period would cost their words if it held today; empty if none.

    Of the installation's period it is only said that it is shorter: it concerns every register.
    """
    now, today = utc_now(), _today(government)
    period = Period(form.chosen_klass, form.months.data, today)
    periods = periods_of(government.id if government else None)
    if government is None:
        shorter = any(
            periods.with_common(period).months(klass, today) < periods.months(klass, today)
            for klass in KLASSES
        )
        return ALL_REGISTERS if shorter else ""
    before = sum(count_to_remove(government, periods, now).values())
    after = sum(count_to_remove(government, periods.with_own(period), now).values())
    return number(after - before) if after > before else ""


def _page(government: Government | None, form: RetentionForm, lost: str = "") -> str:
    today = _today(government)
    periods = periods_of(government.id if government else None)
    return render_template(
        "complaints/privacy/retention.html",
        government=government,
        form=form,
        lost=lost,
        today=today,
        months={klass: periods.months(klass, today) for klass in KLASSES},
        common=retention_rules(None),
        own=retention_rules(government.id) if government else [],
        to_remove=count_to_remove(government, periods, utc_now()) if government else {},
        klass_labels=KLASS_LABELS,
        all_registers=ALL_REGISTERS,
        copies_kept=KEPT.days,
    )
