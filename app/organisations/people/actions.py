"""Appointing people and closing accounts. Callers have checked the right and the reach."""

from datetime import date, timedelta
from uuid import uuid4

from flask_babel import gettext as _

from app.access import ROLE_LABELS, Actor, Role
from app.audit import record
from app.db import day_in, db
from app.jobs import path_for
from app.notifications import notify
from app.organisations.models import Appointment, Government, Unit, User


def appoint(
    actor: Actor,
    user: User,
    *,
    role: Role,
    government: Government | None,
    unit: Unit | None,
    valid_from: date,
    valid_until: date | None,
) -> Appointment:
    """Give a person one more duty."""
    made = Appointment(
        user_id=user.id,
        role=role,
        government_id=government.id if government else None,
        unit_id=unit.id if unit else None,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    db.session.add(made)
    db.session.flush()
    record(
        actor,
        "appointment.made",
        made,
        government_id=made.government_id,
        after={
            "role": role.value,
            "user_id": user.id,
            "unit_id": made.unit_id,
            "valid_from": valid_from,
            "valid_until": valid_until,
        },
    )
    notify(
        [user.id],
        "appointment.made",
        _("Anda mendapat penugasan baru: %(role)s", role=ROLE_LABELS[role]),
        _("Untuk %(scope)s.", scope=unit.name if unit else government.name if government else "Renaksi"),
        path_for("accounts.profile"),
        made.government_id,
    )
    return made


def end_appointment(actor: Actor, appointment: Appointment) -> None:
    """The duty ends now: yesterday was its last day. One that only began today leaves nothing but the log."""
    today = day_in()
    record(
        actor,
        "appointment.ended",
        appointment,
        government_id=appointment.government_id,
        before={
            "role": appointment.role.value,
            "user_id": appointment.user_id,
            "valid_until": appointment.valid_until,
        },
        after={"valid_until": today - timedelta(days=1)},
    )
    if appointment.valid_from >= today:
        db.session.delete(appointment)
    else:
        appointment.valid_until = today - timedelta(days=1)
    db.session.flush()


def deactivate(actor: Actor, user: User) -> None:
    """Close the account; its sessions end at once."""
    user.active = False
    user.fs_uniquifier = uuid4().hex
    db.session.flush()
    record(actor, "account.deactivated", user, government_id=actor.government_id)


def reactivate(actor: Actor, user: User) -> None:
    """Open a closed account again; the password is the old one."""
    user.active = True
    db.session.flush()
    record(actor, "account.reactivated", user, government_id=actor.government_id)


def reset_second_step(actor: Actor, user: User) -> None:
    """Switch the second step off for somebody who lost telephone and recovery codes."""
    user.tf_primary_method = None
    user.tf_totp_secret = None
    user.tf_last_counter = None
    user.mf_recovery_codes = None
    db.session.flush()
    record(actor, "account.second_step_reset", user, government_id=actor.government_id)
    notify(
        [user.id],
        "account.second_step_reset",
        _("Verifikasi dua langkah pada akun Anda dimatikan"),
        _("Jika Anda tidak memintanya, segera ganti kata sandi Anda dan hubungi koordinator."),
        path_for("accounts.profile"),
        actor.government_id,
    )
