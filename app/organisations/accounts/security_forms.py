"""Flask-Security's forms with our labels and our lock. What they check stays the library's business."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_security.forms import (
    ChangePasswordForm,
    EmailValidation,
    EqualToLocalize,
    ForgotPasswordForm,
    LoginForm,
    ResetPasswordForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
    valid_user_email,
)
from flask_security.recovery_codes import MfRecoveryCodesForm, MfRecoveryForm
from flask_security.tf_plugin import TwoFactorSelectForm
from sqlalchemy import func, or_, select
from wtforms import EmailField, PasswordField, RadioField, StringField, SubmitField
from wtforms.validators import InputRequired, Length, Optional

from app.db import db
from app.organisations.accounts import attempts
from app.organisations.models import User
from app.web.forms import options

_CODE = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "maxlength": "6",
    "spellcheck": "false",
}
_CURRENT = {"autocomplete": "current-password"}
_NEW = {"autocomplete": "new-password"}
NEW_PASSWORD_HINT = _l(
    "Paling sedikit 10 karakter. Beberapa kata yang tidak berhubungan lebih aman dan lebih mudah diingat."
)


def find_by_username_or_email(text: str) -> User | None:
    """The account with this username or e-mail address, whatever the case of the letters."""
    wanted = text.strip().lower()
    return db.session.scalars(
        select(User).where(or_(func.lower(User.username) == wanted, func.lower(User.email) == wanted))
    ).first()


class SignInForm(LoginForm):
    """One field takes the username or the e-mail address."""

    # Not shown; the library looks for a field of this name when it makes its messages generic.
    email = StringField(validators=[Optional()])
    username = StringField(
        _l("Nama pengguna atau email"),
        validators=[InputRequired(_l("Isi nama pengguna atau alamat email.")), Length(max=254)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Kata sandi"),
        validators=[InputRequired(_l("Isi kata sandi.")), Length(max=1000)],
        render_kw=_CURRENT,
    )
    # Nobody is remembered beyond the session: shared machines are common in offices.
    remember = None
    submit = SubmitField(_l("Masuk ke akun"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.description = ""  # the library puts a link here; the page has its own

    def validate(self, **kwargs: Any) -> bool:
        """Find the person, refuse while locked, let the library check the password, count a failure."""
        self.ifield = self.username
        self.user = find_by_username_or_email(self.username.data or "")
        # An account that does not exist locks like one that does, so that the lock tells nothing.
        name = (self.username.data or "").strip().lower()
        with attempts.counted(attempts.Step.PASSWORD, self.user, name) as attempt:
            attempt.succeeded = bool(super().validate(**kwargs))
            attempt.was_made = bool(self.username.data and self.password.data)
        return attempt.succeeded


class ConfirmPasswordForm(VerifyForm):
    """The password once more, before the account itself is changed."""

    password = PasswordField(
        _l("Kata sandi"), validators=[InputRequired(_l("Isi kata sandi."))], render_kw=_CURRENT
    )
    submit = SubmitField(_l("Lanjutkan"))

    def validate(self, **kwargs: Any) -> bool:
        """Like signing in: guesses are counted."""
        with attempts.counted(attempts.Step.CONFIRM, self.user) as attempt:
            attempt.succeeded = bool(super().validate(**kwargs))
            attempt.was_made = bool(self.password.data)
        return attempt.succeeded


class ForgottenPasswordForm(ForgotPasswordForm):
    """Where to send the link."""

    email = EmailField(
        _l("Alamat email"),
        validators=[
            InputRequired(_l("Isi alamat email Anda.")),
            Length(max=254),
            EmailValidation(verify=True),
            valid_user_email,
        ],
        render_kw={"autocomplete": "email"},
    )
    submit = SubmitField(_l("Kirim tautan"))


class NewPasswordForm(ResetPasswordForm):
    """The new password, reached from the link in the mail."""

    password = PasswordField(
        _l("Kata sandi baru"),
        validators=[InputRequired(_l("Isi kata sandi baru."))],
        description=NEW_PASSWORD_HINT,
        render_kw=_NEW,
    )
    password_confirm = PasswordField(
        _l("Ulangi kata sandi baru"),
        validators=[
            InputRequired(_l("Ketikkan kata sandi baru sekali lagi.")),
            EqualToLocalize("password", message="RETYPE_PASSWORD_MISMATCH"),
        ],
        render_kw=_NEW,
    )
    submit = SubmitField(_l("Simpan kata sandi"))


class OtherPasswordForm(ChangePasswordForm):
    """The old password and the new one."""

    password = PasswordField(
        _l("Kata sandi sekarang"),
        validators=[InputRequired(_l("Isi kata sandi Anda sekarang."))],
        render_kw=_CURRENT,
    )
    new_password = PasswordField(
        _l("Kata sandi baru"),
        validators=[InputRequired(_l("Isi kata sandi baru."))],
        description=NEW_PASSWORD_HINT,
        render_kw=_NEW,
    )
    new_password_confirm = PasswordField(
        _l("Ulangi kata sandi baru"),
        validators=[
            InputRequired(_l("Ketikkan kata sandi baru sekali lagi.")),
            EqualToLocalize("new_password", message="RETYPE_PASSWORD_MISMATCH"),
        ],
        render_kw=_NEW,
    )
    submit = SubmitField(_l("Ganti kata sandi"))

    def validate(self, **kwargs: Any) -> bool:
        """Guesses of the old password are counted; a weak new one is no guess."""
        with attempts.counted(attempts.Step.CONFIRM, current_user) as attempt:
            attempt.succeeded = bool(super().validate(**kwargs))
            attempt.was_made = bool(self.password.data) and (attempt.succeeded or bool(self.password.errors))
        return attempt.succeeded


class ChooseStepForm(TwoFactorSetupForm):
    """Switch the second step on or off; the template draws buttons."""

    setup = RadioField(
        _l("Cara"),
        choices=options(
            [
                ("authenticator", _l("Aplikasi autentikator")),
                ("disable", _l("Matikan verifikasi dua langkah")),
            ]
        ),
        validate_choice=False,
    )
    submit = SubmitField(_l("Lanjutkan"))


class CodeForm(TwoFactorVerifyCodeForm):
    """The six digits that the authenticator shows."""

    code = StringField(
        _l("Kode enam angka"),
        validators=[InputRequired(_l("Isi kode yang tampil di aplikasi autentikator.")), Length(max=12)],
        render_kw=_CODE,
    )
    submit = SubmitField(_l("Lanjutkan"))

    def validate(self, **kwargs: Any) -> bool:
        """A stolen password must not allow a million guesses of the code."""
        self.code.data = "".join((self.code.data or "").split())
        with attempts.counted(attempts.Step.CODE, self.user) as attempt:
            attempt.succeeded = bool(super().validate(**kwargs))
            attempt.was_made = bool(self.code.data)
        return attempt.succeeded


class SelectStepForm(TwoFactorSelectForm):
    """Which second step; there is only one kind today."""

    which = RadioField(_l("Cara verifikasi"), validators=[InputRequired(_l("Pilih salah satu cara."))])
    submit = SubmitField(_l("Lanjutkan"))


class RecoveryCodeForm(MfRecoveryForm):
    """One of the codes kept for the day the telephone is lost."""

    code = StringField(
        _l("Kode cadangan"),
        validators=[InputRequired(_l("Isi salah satu kode cadangan Anda.")), Length(max=40)],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    submit = SubmitField(_l("Masuk ke akun"))

    def validate(self, **kwargs: Any) -> bool:
        """Counted together with the six-digit codes."""
        self.code.data = (self.code.data or "").strip().lower()
        with attempts.counted(attempts.Step.CODE, self.user) as attempt:
            attempt.succeeded = bool(super().validate(**kwargs))
            attempt.was_made = bool(self.code.data)
        return attempt.succeeded


class RecoveryCodesForm(MfRecoveryCodesForm):
    """Show or make the codes; the template draws buttons."""

    show_codes = SubmitField(_l("Tampilkan kode cadangan"))
    generate_new_codes = SubmitField(_l("Buat kode cadangan baru"))


FORMS: dict[str, Any] = {
    "login_form": SignInForm,
    "verify_form": ConfirmPasswordForm,
    "forgot_password_form": ForgottenPasswordForm,
    "reset_password_form": NewPasswordForm,
    "change_password_form": OtherPasswordForm,
    "two_factor_setup_form": ChooseStepForm,
    "two_factor_verify_code_form": CodeForm,
    "two_factor_select_form": SelectStepForm,
    "mf_recovery_form": RecoveryCodeForm,
    "mf_recovery_codes_form": RecoveryCodesForm,
}
