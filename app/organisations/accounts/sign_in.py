"""Flask-Security, wired to our tables and our addresses."""

from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_security import LoginForm, RoleMixin, Security
from flask_security.datastore import SQLAlchemyUserDatastore
from sqlalchemy import func, or_, select
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional

from app.access import AccessRule, Permission, declare, set_actor_loader
from app.db import db
from app.organisations.actors import signed_in_actor
from app.organisations.models import User

SETTINGS: dict[str, Any] = {
    "SECURITY_LOGIN_URL": "/masuk",
    "SECURITY_LOGOUT_URL": "/keluar",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_POST_LOGIN_VIEW": "/",
    "SECURITY_POST_LOGOUT_VIEW": "/",
    "SECURITY_RECOVERABLE": True,
    "SECURITY_RESET_URL": "/lupa-sandi",
    "SECURITY_CHANGEABLE": True,
    "SECURITY_CHANGE_URL": "/akun/sandi",
    "SECURITY_VERIFY_URL": "/akun/konfirmasi-sandi",
    "SECURITY_TWO_FACTOR": True,
    "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "SECURITY_TWO_FACTOR_REQUIRED": False,
    "SECURITY_TWO_FACTOR_SETUP_URL": "/akun/dua-langkah",
    "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/masuk/kode",
    "SECURITY_TWO_FACTOR_RESCUE_URL": "/masuk/bantuan-kode",
    "SECURITY_TWO_FACTOR_SELECT_URL": "/masuk/pilih-cara",
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL": "/akun/kode-cadangan",
    "SECURITY_TOTP_ISSUER": "Renaksi",
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_LENGTH_MIN": 10,
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_CLI_USERS_NAME": False,
    "SECURITY_CLI_ROLES_NAME": False,
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": str.lower, "case_insensitive": True}}],
    "SECURITY_DEFAULT_REMEMBER_ME": False,
    "SECURITY_FLASH_MESSAGES": True,
}


class _NoRole(RoleMixin):
    """Flask-Security wants a role model; ours are appointments, and the library's role functions are never called."""


class SignInForm(LoginForm):
    """One field takes the username or the e-mail address."""

    # Not shown; the library looks for a field of this name when it makes its messages generic.
    email = StringField(validators=[Optional()])
    username = StringField(
        _l("Nama pengguna atau email"),
        validators=[InputRequired(_l("Isi nama pengguna atau alamat email.")), Length(max=254)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )

    def validate(self, **kwargs: Any) -> bool:
        """Find the person first; the library checks the password."""
        self.ifield = self.username
        self.user = find_by_username_or_email(self.username.data or "")
        return bool(super().validate(**kwargs))


def find_by_username_or_email(text: str) -> User | None:
    """The account with this username or e-mail address, whatever the case of the letters."""
    wanted = text.strip().lower()
    return db.session.scalars(
        select(User).where(or_(func.lower(User.username) == wanted, func.lower(User.email) == wanted))
    ).first()


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


def register(app: Flask) -> None:
    """Bind Flask-Security and declare who may reach its endpoints."""
    for name, value in SETTINGS.items():
        app.config.setdefault(name, value)
    app.config.setdefault("SECURITY_TOTP_SECRETS", {"1": app.config["SECRET_KEY"]})
    app.config.setdefault("SECURITY_EMAIL_SENDER", app.config["MAIL_SENDER"])
    datastore = SQLAlchemyUserDatastore(db, User, _NoRole)
    Security(app, datastore, login_form=SignInForm)
    for endpoint, reason in _PUBLIC.items():
        declare(endpoint, AccessRule(public_because=reason))
    for endpoint in _OWN_ACCOUNT:
        declare(endpoint, AccessRule(permissions=(Permission.ACCOUNT,)))
    set_actor_loader(app, signed_in_actor)
