"""Inviting people, and answering an invitation."""

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security import login_user

from app.access import ROLE_LABELS, Permission, Role, current_actor, public_page, requires
from app.organisations.accounts.throttle import limiter
from app.organisations.labels import INVITATION_STATES, INVITATION_TONES
from app.organisations.models import Invitation, User
from app.organisations.people import invitations
from app.organisations.people.events import landing_of
from app.organisations.people.forms import InvitationForm, NewAccountForm
from app.organisations.people.queries import (
    account_with_email,
    find_invitation,
    names_of,
    open_invitations,
    scope_names,
)
from app.organisations.people.routes import chosen_unit, offer_choices
from app.organisations.rules.invitations import InvitationState
from app.organisations.rules.names import suggested_username
from app.web.idempotency import idempotent

bp = Blueprint("invitations", __name__)
_SHOWN_ONCE = "invitation_links"


@bp.get("/pengguna/undangan")
@requires(Permission.USER_INVITE)
def list_invitations() -> ResponseReturnValue:
    """Invitations that nobody has answered yet."""
    rows = open_invitations(current_actor())
    return render_template(
        "organisations/people/invitations.html",
        rows=[(row, *scope_names(row.government_id, row.unit_id), invitations.state_of(row)) for row in rows],
        inviters=names_of(row.invited_by for row in rows if row.invited_by),
        role_labels=ROLE_LABELS,
        state_labels=INVITATION_STATES,
        state_tones=INVITATION_TONES,
    )


@bp.route("/pengguna/undang", methods=["GET", "POST"])
@requires(Permission.USER_INVITE)
@limiter.limit("60 per minute", methods=["POST"])
@idempotent
def invite() -> ResponseReturnValue:
    """Invite somebody for the government that the page is about."""
    form = InvitationForm()
    offer_choices(form)
    if form.validate_on_submit():
        try:
            made = invitations.invite(
                current_actor(),
                email=form.email.data,
                name=form.name.data,
                role=form.chosen_role,
                government=form.government,
                unit=chosen_unit(form),
            )
        except invitations.AlreadyInvited:
            form.email.errors = [
                _("Orang ini sudah diundang untuk peran yang sama. Kirim ulang dari daftar undangan.")
            ]
        else:
            return _show_link(made)
    return render_template("organisations/people/invite.html", form=form, government=form.government)


@bp.get("/pengguna/undangan/<invitation_id>")
@requires(Permission.USER_INVITE)
def show_invitation(invitation_id: str) -> ResponseReturnValue:
    """One invitation; right after it was made, with its link, which is never shown again."""
    invitation = find_invitation(current_actor(), invitation_id)
    token = session.get(_SHOWN_ONCE, {}).get(invitation.id)
    session.pop(_SHOWN_ONCE, None)
    # For the inviter's own eyes: the address under which this very page was reached.
    link = url_for("invitations.answer", token=token, _external=True) if token else None
    government, unit = scope_names(invitation.government_id, invitation.unit_id)
    return render_template(
        "organisations/people/invitation.html",
        invitation=invitation,
        scope=", ".join(part for part in (unit, government) if part),
        role=ROLE_LABELS[invitation.role],
        state=invitations.state_of(invitation),
        state_labels=INVITATION_STATES,
        state_tones=INVITATION_TONES,
        link=link,
    )


@bp.post("/pengguna/undangan/<invitation_id>/kirim-ulang")
@requires(Permission.USER_INVITE)
@limiter.limit("60 per minute")
def renew(invitation_id: str) -> ResponseReturnValue:
    """Send a new link."""
    invitation = find_invitation(current_actor(), invitation_id)
    if invitation.accepted_at is not None or invitation.revoked_at is not None:
        flash(_("Undangan ini sudah tidak berlaku. Buat undangan baru."), "warning")
        return redirect(url_for("invitations.list_invitations"))
    return _show_link(invitations.renew(current_actor(), invitation))


@bp.post("/pengguna/undangan/<invitation_id>/cabut")
@requires(Permission.USER_INVITE)
def revoke(invitation_id: str) -> ResponseReturnValue:
    """Kill the link."""
    invitations.revoke(current_actor(), find_invitation(current_actor(), invitation_id))
    flash(_("Undangan dicabut. Tautannya tidak berlaku lagi."), "success")
    return redirect(url_for("invitations.list_invitations"))


@bp.route("/undangan/<token>", methods=["GET", "POST"])
@public_page("whoever was invited has no account yet; the link itself is the key")
@limiter.limit("60 per minute")
@idempotent
def answer(token: str) -> ResponseReturnValue:
    """Make the account, or take the duty on with the account one has."""
    invitation = invitations.by_token(token) or abort(404)
    state = invitations.state_of(invitation)
    if state is not InvitationState.OPEN:
        return render_template("organisations/people/invitation_over.html", state=state.value), 410
    owner = account_with_email(invitation.email) if invitation.email else _signed_in()
    return _answer_as_new(invitation, token) if owner is None else _answer_as(invitation, owner, token)


def _signed_in() -> User | None:
    """Whoever opened a link that names nobody: it is for the account that they are signed in with."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def _answer_as_new(invitation: Invitation, token: str) -> ResponseReturnValue:
    if current_user.is_authenticated:
        return _page("other_account", invitation, token)
    form = NewAccountForm(data={"name": invitation.name, "username": suggested_username(invitation.email)})
    form.of(invitation.email)
    if form.validate_on_submit():
        user = invitations.accept_as_new(
            invitation,
            username=form.username.data,
            email=form.address,
            name=form.name.data,
            password=form.password.data,
        )
        login_user(user, authn_via=["invitation"])
        flash(_("Selamat datang! Akun Anda sudah siap dipakai."), "success")
        return redirect(url_for(landing_of(invitation.role)))
    return _page("new_account", invitation, token, form)


def _answer_as(invitation: Invitation, owner: User, token: str) -> ResponseReturnValue:
    if not owner.active:
        return _page("closed_account", invitation, token)
    if not current_user.is_authenticated:
        return _page("sign_in_first", invitation, token)
    if current_user.id != owner.id:
        return _page("other_account", invitation, token)
    if invitation.role is Role.CONTRIBUTOR:
        if owner.id == invitation.invited_by:
            return _page("own_link", invitation, token)
        if invitations.verifies_there(owner, invitation.government_id):
            return _page("verifier", invitation, token)
        if not invitations.works_there(owner, invitation.government_id):
            return _page("other_government", invitation, token)
    if request.method == "POST":
        invitations.accept_as(invitation, owner)
        flash(_("Penugasan baru Anda sudah berlaku."), "success")
        return redirect(url_for(landing_of(invitation.role)))
    return _page("own_account", invitation, token)


def _page(situation: str, invitation: Invitation, token: str, form: NewAccountForm | None = None) -> str:
    government, unit = scope_names(invitation.government_id, invitation.unit_id)
    return render_template(
        "organisations/people/answer.html",
        situation=situation,
        invitation=invitation,
        scope=", ".join(part for part in (unit, government) if part),
        role=ROLE_LABELS[invitation.role],
        token=token,
        form=form,
    )


def _show_link(made: invitations.Invited) -> ResponseReturnValue:
    session[_SHOWN_ONCE] = {made.invitation.id: made.token}
    return redirect(url_for("invitations.show_invitation", invitation_id=made.invitation.id))
