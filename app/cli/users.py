"""`flask users`: the first account of an installation. Everybody else is invited on the pages."""

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from app.access import SYSTEM, Role
from app.db import as_system, db, unit_of_work
from app.jobs import path_for
from app.organisations.models import Appointment, Invitation, User
from app.organisations.people import invitations
from app.organisations.people.queries import in_force

users = AppGroup("users", help="Accounts.")

FIRST_ADDRESS = "operator@localhost"
FIRST_NAME = "Operator"


@users.command("invite-operator")
@click.option("--email", default="", help="Where the invitation is mailed as well.")
@click.option("--name", default="", help="Name of the operator.")
@click.option("--base-url", default="", help="Address of the site; otherwise PUBLIC_URL of the settings.")
def invite_operator(email: str, name: str, base_url: str) -> None:
    """Print a one-time link by which an operator makes an account.

    Without --email it is for the first start: it does nothing once there is an operator, and its link replaces that of
    an earlier start.
    """
    site = (base_url or str(current_app.config["PUBLIC_URL"])).rstrip("/")
    with as_system(), unit_of_work():
        if not email and _has_operator():
            click.echo("An operator exists already.")
            return
        made = _invite(email or FIRST_ADDRESS, name or FIRST_NAME)
    click.echo("Open this link within 7 days to make the operator's account (it works once):")
    click.echo(site + path_for("invitations.answer", token=made.token))


def _invite(email: str, name: str) -> invitations.Invited:
    waiting = db.session.scalars(
        select(Invitation).where(
            Invitation.email == email.strip().lower(),
            Invitation.role == Role.OPERATOR,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
    ).first()
    if waiting is not None:
        return invitations.renew(SYSTEM, waiting)
    return invitations.invite(SYSTEM, email=email, name=name, role=Role.OPERATOR, government=None, unit=None)


def _has_operator() -> bool:
    found = (
        select(Appointment.id)
        .join(User, User.id == Appointment.user_id)
        .where(Appointment.role == Role.OPERATOR, User.active.is_(True), in_force())
    )
    return db.session.scalars(found.limit(1)).first() is not None
