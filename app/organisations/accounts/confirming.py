"""An address that somebody typed is theirs once they opened a link that was sent to it.

Until then nothing is sent to it but that link: no notices, no link for a new password. Only the account itself, signed
in, can open the link: a mistyped address gives a stranger nothing.
"""

from datetime import timedelta

from flask import current_app, render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.access import Actor
from app.audit import record
from app.db import db, utc_now
from app.jobs import path_for
from app.notifications import queue_mail
from app.organisations.accounts.mail import site_url
from app.organisations.models import User

VALID_FOR = timedelta(days=7)
_SALT = "accounts.address"


def send_link(user: User) -> None:
    """Mail the link to the address as it is now; one for an earlier address is dead."""
    link = site_url(path_for("accounts.confirm_address", token=_signer().dumps([user.id, user.email])))
    with force_locale(user.language or "id"):
        text = render_template("organisations/mail/confirm_address.txt", user=user, link=link)
        queue_mail(user.email, _("Renaksi: konfirmasi alamat email Anda"), text.strip() + "\n")


def fits(token: str, user: User) -> bool:
    """Whether this link was sent to the address that this account has now, not too long ago."""
    try:
        found = _signer().loads(token, max_age=int(VALID_FOR.total_seconds()))
    except BadSignature:
        return False
    return bool(found == [user.id, user.email])


def confirm_address(actor: Actor, user: User) -> None:
    """From now on the address is used. The caller has seen that the link fits."""
    user.email_is_confirmed, user.confirmed_at = True, utc_now()
    db.session.flush()
    record(actor, "account.address_confirmed", user, government_id=actor.government_id)


def ask_again(actor: Actor, user: User, email: str) -> None:
    """Send the link once more, to another address if the first was mistyped. The caller has checked that it is free.

    Raises `ValueError` for an address that was confirmed: that one is not changed without its owner.
    """
    if user.email_is_confirmed:
        raise ValueError(user.id)
    address = email.strip().lower()
    if address != user.email:
        user.email = address
        db.session.flush()
        record(actor, "account.address_corrected", user, government_id=actor.government_id)
    send_link(user)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt=_SALT)
