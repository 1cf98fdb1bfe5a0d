"""Invitations: made, sent again, revoked, taken up. Only the SHA-256 of a link is kept; the link is shown once."""

import hashlib
import secrets
from dataclasses import dataclass
from uuid import uuid4

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_security import hash_password
from sqlalchemy import select

from app.access import ROLE_LABELS, Actor, Permission, Role
from app.audit import record
from app.db import day_in, db, utc_now
from app.jobs import path_for
from app.notifications import notify, queue_mail
from app.organisations.accounts.confirming import send_link
from app.organisations.accounts.mail import site_url
from app.organisations.actors import actor_of
from app.organisations.models import Appointment, Government, Invitation, Unit, User
from app.organisations.people.events import invitation_accepted
from app.organisations.people.queries import in_force, scope_names
from app.organisations.rules.invitations import VALID_FOR, InvitationState, invitation_state


class AlreadyInvited(Exception):
    """The same person was invited for the same duty and has not answered yet."""


@dataclass(frozen=True)
class Invited:
    """What the inviter gets to see once: the invitation and the secret part of its link."""

    invitation: Invitation
    token: str


def invite(
    actor: Actor, *, email: str, name: str, role: Role, government: Government | None, unit: Unit | None
) -> Invited:
    """Invite somebody; the mail leaves after the commit. The caller has checked the right and the scope.

    Without an address there is only the link. Raises `AlreadyInvited`.
    """
    address = email.strip().lower()
    waiting = select(Invitation.id).where(
        Invitation.email == address,
        Invitation.role == role,
        Invitation.government_id == (government.id if government else None),
        Invitation.unit_id == (unit.id if unit else None),
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > utc_now(),
    )
    if address and db.session.scalars(waiting.limit(1)).first() is not None:
        raise AlreadyInvited
    token = _new_token()
    invitation = Invitation(
        token_sha256=_digest(token),
        email=address,
        name=name.strip(),
        role=role,
        government_id=government.id if government else None,
        unit_id=unit.id if unit else None,
        invited_by=actor.user_id,
        expires_at=utc_now() + VALID_FOR,
    )
    db.session.add(invitation)
    db.session.flush()
    record(
        actor,
        "invitation.sent",
        invitation,
        government_id=invitation.government_id,
        after={"role": role.value, "unit_id": invitation.unit_id},
    )
    _send(invitation, token)
    return Invited(invitation, token)


def renew(actor: Actor, invitation: Invitation) -> Invited:
    """A new link, valid for another week; the old one is dead."""
    token = _new_token()
    invitation.token_sha256 = _digest(token)
    invitation.expires_at = utc_now() + VALID_FOR
    db.session.flush()
    record(actor, "invitation.renewed", invitation, government_id=invitation.government_id)
    _send(invitation, token)
    return Invited(invitation, token)


def revoke(actor: Actor, invitation: Invitation) -> None:
    """The link is dead; doing it twice changes nothing."""
    if invitation.accepted_at is not None or invitation.revoked_at is not None:
        return
    invitation.revoked_at = utc_now()
    db.session.flush()
    record(actor, "invitation.revoked", invitation, government_id=invitation.government_id)


def by_token(token: str) -> Invitation | None:
    """The invitation that this link belongs to; locked, so that two clicks do not both take it up."""
    return db.session.scalars(
        select(Invitation).where(Invitation.token_sha256 == _digest(token)).with_for_update()
    ).one_or_none()


def state_of(invitation: Invitation) -> InvitationState:
    """Where it stands now."""
    return invitation_state(invitation.expires_at, invitation.accepted_at, invitation.revoked_at, utc_now())


def accept_as_new(invitation: Invitation, *, username: str, email: str, name: str, password: str) -> User:
    """Make the account and the appointment. The caller has checked state, username and password."""
    user = User(
        username=username.strip().lower(),
        email=email,
        name=name.strip(),
        password=hash_password(password),
        fs_uniquifier=uuid4().hex,
        # The link came by mail to this address, or the address was typed and nobody has seen that it is theirs.
        email_is_confirmed=email == invitation.email,
        confirmed_at=utc_now() if email == invitation.email else None,
    )
    db.session.add(user)
    db.session.flush()
    record(_oneself(user), "account.created", user, government_id=invitation.government_id)
    if not user.email_is_confirmed:
        send_link(user)
    _take_up(invitation, user)
    return user


def accept_as(invitation: Invitation, user: User) -> None:
    """Give the appointment to somebody who has an account already. The caller has checked state and address."""
    _take_up(invitation, user)


def works_there(user: User, government_id: str | None) -> bool:
    """Whether this person holds a duty of this government today."""
    held = select(Appointment.id).where(
        Appointment.user_id == user.id, Appointment.government_id == government_id, in_force()
    )
    return db.session.scalars(held.limit(1)).first() is not None


def verifies_there(user: User, government_id: str | None) -> bool:
    """Whether this person verifies answers of this government: then others fill them in."""
    return actor_of(user).may(Permission.ASSESSMENT_VERIFY, government_id)


def _take_up(invitation: Invitation, user: User) -> None:
    invitation.accepted_at = utc_now()
    if not _holds_already(invitation, user):
        db.session.add(
            Appointment(
                user_id=user.id,
                role=invitation.role,
                government_id=invitation.government_id,
                unit_id=invitation.unit_id,
                valid_from=day_in(),
            )
        )
    db.session.flush()
    invitation_accepted.send(invitation, user=user)
    record(
        _oneself(user),
        "invitation.accepted",
        invitation,
        government_id=invitation.government_id,
        after={"role": invitation.role.value, "user_id": user.id},
    )
    if invitation.invited_by is not None and invitation.role is not Role.CONTRIBUTOR:
        notify(
            [invitation.invited_by],
            "invitation.accepted",
            _("%(name)s menerima undangan Anda", name=user.name),
            _("Perannya: %(role)s.", role=ROLE_LABELS[invitation.role]),
            path_for("people.show_person", user_id=user.id),
            invitation.government_id,
        )


def _holds_already(invitation: Invitation, user: User) -> bool:
    """A contributor is asked again and again, for one and the same duty."""
    held = select(Appointment.id).where(
        Appointment.user_id == user.id,
        Appointment.role == invitation.role,
        Appointment.government_id == invitation.government_id,
        Appointment.unit_id == invitation.unit_id,
        in_force(),
    )
    return invitation.role is Role.CONTRIBUTOR and db.session.scalars(held.limit(1)).first() is not None


def _oneself(user: User) -> Actor:
    """The person as actor, before any appointment is in force."""
    return Actor(user_id=user.id, name=user.name)


def _send(invitation: Invitation, token: str) -> None:
    if not invitation.email:
        return
    government, unit = scope_names(invitation.government_id, invitation.unit_id)
    with force_locale("id"):
        text = render_template(
            "organisations/mail/invitation.txt",
            invitation=invitation,
            role=ROLE_LABELS[invitation.role],
            scope=", ".join(part for part in (unit, government) if part),
            link=site_url(path_for("invitations.answer", token=token)),
        )
        queue_mail(invitation.email, _("Renaksi: undangan untuk membuat akun"), text.strip() + "\n")


def _new_token() -> str:
    return secrets.token_urlsafe(32)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
