"""Flask-Security, wired to our tables, our addresses and our words."""

import base64
import hashlib

from flask import Flask, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_security import RoleMixin, Security
from flask_security.datastore import SQLAlchemyUserDatastore

from app.access import AccessRule, Permission, declare, set_actor_loader
from app.db import db
from app.organisations.accounts import attempts, events, mail, messages, sessions, throttle
from app.organisations.accounts.passwords import OurPasswords
from app.organisations.accounts.security_forms import FORMS, find_by_username_or_email
from app.organisations.accounts.settings import SETTINGS
from app.organisations.accounts.totp import SingleUseTotp
from app.organisations.actors import signed_in_actor
from app.organisations.models import User

__all__ = ["find_by_username_or_email", "register"]

_PUBLIC = {
    "security.login": "the sign-in page itself",
    "security.logout": "signing out must work in every state",
    "security.forgot_password": "whoever forgot the password cannot sign in",
    "security.reset_password": "reached from the link in the mail",
    "security.two_factor_token_validation": "second step of signing in",
    "security.two_factor_rescue": "second step of signing in",
    "security.tf_select": "second step of signing in",
    "security.static": "the library's own assets",
    "security.mf_recovery": "second step of signing in",
}
_OWN_ACCOUNT = (
    "security.change_password",
    "security.verify",
    "security.two_factor_setup",
    "security.two_factor_setup_validate",
    "security.mf_recovery_codes",
)


class _NoRole(RoleMixin):
    """Flask-Security wants a role model; ours are appointments, and the library's role functions are never called."""


class _Accounts(SQLAlchemyUserDatastore):
    """The library would commit in the middle of a request; here the request commits once, at its end."""

    def commit(self) -> None:
        db.session.flush()


def _rescue() -> ResponseReturnValue:
    """The library would mail the operator; whoever lost the telephone has codes, or asks the coordinator."""
    return redirect(url_for("security.mf_recovery"))


def register(app: Flask) -> None:
    """Bind Flask-Security and declare who may reach its endpoints."""
    for name, value in {**SETTINGS, **messages.settings()}.items():
        app.config.setdefault(name, value)
    secret = str(app.config["SECRET_KEY"])
    app.config.setdefault("SECURITY_TOTP_SECRETS", {"1": secret})
    # Recovery codes open the account like a password: they are stored sealed, under a key of their own.
    seal = base64.urlsafe_b64encode(hashlib.sha256(f"recovery codes {secret}".encode()).digest())
    app.config.setdefault("SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS", [seal])
    app.config.setdefault("SECURITY_EMAIL_SENDER", app.config["MAIL_SENDER"])
    security = Security(
        app,
        _Accounts(db, User, _NoRole),
        mail_util_cls=mail.OutboxMail,
        password_util_cls=OurPasswords,
        totp_cls=SingleUseTotp,
        **FORMS,
    )
    security.i18n_domain = messages.OurWords(app)  # type: ignore[no-untyped-call]  # the library's __init__
    app.jinja_env.globals["_fsdomain"] = security.i18n_domain.gettext
    # Machines use the interface of their own; here an answer in JSON would only be a second way in.
    security.want_json(lambda _request: False)
    app.view_functions["security.two_factor_rescue"] = _rescue
    mail.register(app, security)
    sessions.register(app)
    attempts.register(app)
    events.register(app)
    throttle.register(app)
    for endpoint, reason in _PUBLIC.items():
        declare(endpoint, AccessRule(public_because=reason))
    for endpoint in _OWN_ACCOUNT:
        declare(endpoint, AccessRule(permissions=(Permission.ACCOUNT,)))
    set_actor_loader(app, signed_in_actor)
