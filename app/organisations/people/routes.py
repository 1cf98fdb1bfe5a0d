"""The people of a government: list, person, duties, closing of accounts."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import HELD_BY_PEOPLE, ROLE_LABELS, Permission, Role, check, current_actor, requires
from app.db import day_in
from app.organisations.context import find_government
from app.organisations.models import Government, Unit, User
from app.organisations.people import actions
from app.organisations.people.forms import AppointmentForm, DutyForm
from app.organisations.people.queries import (
    PeopleFilter,
    appointments_within,
    find_appointment,
    find_person,
    may_manage,
    open_invitations,
    people,
)
from app.organisations.rules.names import whatsapp_number
from app.organisations.units.queries import active_units, find_unit
from app.web.conflict import require_version
from app.web.idempotency import idempotent
from app.web.pagination import paginate

bp = Blueprint("people", __name__, url_prefix="/pengguna")


@bp.get("")
@requires(Permission.USER_READ)
def list_people() -> ResponseReturnValue:
    """The people within reach, with search and filters."""
    actor = current_actor()
    government = find_government(actor) if request.args.get("pemerintah") else None
    wanted = PeopleFilter(
        words=request.args.get("cari", "").strip(),
        role=_role(request.args.get("peran", "")),
        state=request.args.get("status", "") if request.args.get("status") in ("active", "inactive") else "",
        government_id=government.id if government else None,
    )
    page = paginate(people(actor, wanted))
    return render_template(
        "organisations/people/list.html",
        page=page,
        wanted=wanted,
        government=government,
        duties=appointments_within(actor, [user.id for user in page.rows]),
        waiting=len(open_invitations(actor)),
        roles=[(role.value, ROLE_LABELS[role]) for role in HELD_BY_PEOPLE],
    )


@bp.get("/<user_id>")
@requires(Permission.USER_READ)
def show_person(user_id: str) -> ResponseReturnValue:
    """One person, with duties and what may be done."""
    user = find_person(current_actor(), Permission.USER_READ, user_id)
    return _person_page(user, _duty_form())


@bp.post("/<user_id>/penugasan")
@requires(Permission.USER_MANAGE)
@idempotent
def appoint(user_id: str) -> ResponseReturnValue:
    """One more duty."""
    actor = current_actor()
    user = find_person(actor, Permission.USER_MANAGE, user_id)
    form = _duty_form()
    if not form.validate_on_submit():
        return _person_page(user, form), 422
    actions.appoint(
        actor,
        user,
        role=form.chosen_role,
        government=form.government,
        unit=chosen_unit(form),
        valid_from=form.valid_from.data,
        valid_until=form.valid_until.data,
    )
    flash(_("Penugasan ditambahkan."), "success")
    return redirect(url_for("people.show_person", user_id=user.id))


@bp.post("/<user_id>/penugasan/<appointment_id>/akhiri")
@requires(Permission.USER_MANAGE)
def end_appointment(user_id: str, appointment_id: str) -> ResponseReturnValue:
    """A duty ends today."""
    actor = current_actor()
    user = find_person(actor, Permission.USER_MANAGE, user_id)
    appointment = find_appointment(actor, user, appointment_id)
    if user.id == actor.user_id:
        flash(_("Penugasan Anda sendiri hanya dapat diakhiri oleh orang lain."), "danger")
    else:
        actions.end_appointment(actor, appointment)
        flash(_("Penugasan diakhiri."), "success")
    return redirect(url_for("people.show_person", user_id=user.id))


@bp.post("/<user_id>/nonaktifkan")
@requires(Permission.USER_MANAGE)
def deactivate(user_id: str) -> ResponseReturnValue:
    """Close the account."""
    user = _manageable(user_id)
    actions.deactivate(current_actor(), user)
    flash(
        _("Akun dinonaktifkan. %(name)s sudah dikeluarkan dari semua perangkat.", name=user.name), "success"
    )
    return redirect(url_for("people.show_person", user_id=user.id))


@bp.post("/<user_id>/aktifkan")
@requires(Permission.USER_MANAGE)
def reactivate(user_id: str) -> ResponseReturnValue:
    """Open the account again."""
    user = _manageable(user_id)
    actions.reactivate(current_actor(), user)
    flash(_("Akun diaktifkan kembali."), "success")
    return redirect(url_for("people.show_person", user_id=user.id))


@bp.post("/<user_id>/matikan-dua-langkah")
@requires(Permission.USER_MANAGE)
def reset_second_step(user_id: str) -> ResponseReturnValue:
    """Switch the second step off for somebody who lost it."""
    user = _manageable(user_id)
    actions.reset_second_step(current_actor(), user)
    flash(_("Verifikasi dua langkah dimatikan. Orangnya mendapat pemberitahuan."), "success")
    return redirect(url_for("people.show_person", user_id=user.id))


def government_of_duty() -> Government | None:
    """The government that a duty is given for: the one named in the address, else the actor's own."""
    actor = current_actor()
    government = find_government(actor)
    if government is not None:
        check(actor, Permission.USER_INVITE, government.id)
    return government


def offer_choices(form: DutyForm) -> None:
    """Fill the choices of a form about a duty."""
    actor, government = current_actor(), government_of_duty()
    units = active_units(actor, government) if government else []
    form.offer(actor.roles, government, units)


def chosen_unit(form: DutyForm) -> Unit | None:
    """The OPD of a valid form; 404 if it is of another government."""
    if form.chosen_unit_id is None:
        return None
    unit = find_unit(current_actor(), Permission.UNIT_READ, form.chosen_unit_id)
    if form.government is None or unit.government_id != form.government.id:
        abort(404)
    return unit


def _duty_form() -> AppointmentForm:
    form = AppointmentForm(data={"valid_from": day_in()})
    offer_choices(form)
    return form


def _person_page(user: User, form: AppointmentForm) -> str:
    actor = current_actor()
    return render_template(
        "organisations/people/person.html",
        user=user,
        form=form,
        appointments=appointments_within(actor, [user.id]).get(user.id, []),
        is_oneself=user.id == actor.user_id,
        whatsapp=whatsapp_number(user.phone),
        may_manage=actor.may(Permission.USER_MANAGE) and may_manage(actor, user),
    )


def _manageable(user_id: str) -> User:
    """The person, if the actor may close the account; compared with the version that the page showed."""
    actor = current_actor()
    user = find_person(actor, Permission.USER_MANAGE, user_id)
    if not may_manage(actor, user):
        abort(403)
    require_version(
        user,
        request.form.get("version", type=int),
        back_url=url_for("people.show_person", user_id=user.id),
    )
    return user


def _role(text: str) -> Role | None:
    return Role(text) if text in tuple(Role) else None
