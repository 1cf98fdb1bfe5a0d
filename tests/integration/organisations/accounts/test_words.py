"""No word of the library shows: it has no Indonesian, and ours is kinder."""

import re

import pytest
from flask_security import core, forms, recovery_codes, tf_plugin

from app.access import Role
from app.organisations.accounts.messages import MESSAGES
from tests.factories.organisations import PASSWORD, government, login, user_with

# What the library can say without a feature that we have switched off.
NOT_USED = re.compile(
    r"^(US_|WEBAUTHN_|CHANGE_EMAIL_|USERNAME_|CONFIRM|EMAIL_CONFIRMED|ALREADY_CONFIRMED|INVALID_CONFIRMATION|LOGIN_EXPIRED"
    r"|LOGIN_EMAIL_SENT|INVALID_LOGIN_TOKEN|PASSWORDLESS_|OAUTH_|GENERIC_US_|PHONE_|REFRESH_TOKEN|USE_CODE)"
)


def library_texts() -> set[str]:
    """Every English sentence of the library that could reach a page of ours."""
    messages = {text for name, (text, _kind) in core._default_messages.items() if not NOT_USED.match(name)}
    return messages | set(forms._default_field_labels.values()) - {"Error(s)", "Delete", "SMS"}


def test_every_message_has_our_words():
    needed = {name for name in core._default_messages if not NOT_USED.match(name)}
    assert not needed - set(MESSAGES)


def test_our_words_name_messages_that_the_library_has():
    assert not set(MESSAGES) - set(core._default_messages)


def test_our_words_are_filled_in_with_what_the_library_gives():
    for name, (text, _kind) in MESSAGES.items():
        ours = set(re.findall(r"%\((\w+)\)", str(text)))
        theirs = set(re.findall(r"%\((\w+)\)", core._default_messages[name][0]))
        assert ours <= theirs, name


@pytest.mark.usefixtures("db_session")
class TestPages:
    def english_in(self, text: str) -> list[str]:
        visible = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", text, flags=re.DOTALL)
        visible = " ".join(visible.split())
        return [each for each in library_texts() if re.search(rf"\b{re.escape(each)}", visible)]

    def test_pages_before_signing_in(self, client):
        for path in ("/masuk", "/lupa-sandi"):
            assert not self.english_in(client.get(path).text), path
            assert not self.english_in(client.post(path, data={}).text), path

    def test_refusals(self, client):
        user_with(Role.COORDINATOR, government(), username="kabag")
        for name, password in (("kabag", "keliru sekali"), ("", ""), ("tiada", "x")):
            assert not self.english_in(
                client.post("/masuk", data={"username": name, "password": password}).text
            )
        assert not self.english_in(client.get("/lupa-sandi/palsu", follow_redirects=True).text)
        assert not self.english_in(client.get("/masuk/kode", follow_redirects=True).text)

    def test_pages_of_the_account(self, client):
        login(client, user_with(Role.COORDINATOR, government()))
        for path in ("/akun/sandi", "/akun/dua-langkah", "/akun/kode-cadangan", "/akun/konfirmasi-sandi"):
            assert not self.english_in(client.get(path).text), path
        for path, data in (
            ("/akun/sandi", {}),
            ("/akun/sandi", {"password": PASSWORD, "new_password": "a", "new_password_confirm": "b"}),
            ("/akun/dua-langkah", {}),
            ("/akun/dua-langkah", {"setup": "sms"}),
            ("/akun/dua-langkah", {"setup": "authenticator"}),
            ("/akun/kode-cadangan", {}),
            ("/akun/konfirmasi-sandi", {"password": "x"}),
        ):
            assert not self.english_in(client.post(path, data=data, follow_redirects=True).text), (path, data)
        assert not self.english_in(client.get("/akun/kode-cadangan?show_codes=1").text)


def test_the_library_has_no_field_that_we_do_not_word(app):
    """A new field of a newer version would bring its English label with it."""
    from app.organisations.accounts.security_forms import FORMS

    theirs = {
        "two_factor_select_form": tf_plugin.TwoFactorSelectForm,
        "mf_recovery_form": recovery_codes.MfRecoveryForm,
        "mf_recovery_codes_form": recovery_codes.MfRecoveryCodesForm,
        "login_form": forms.LoginForm,
        "verify_form": forms.VerifyForm,
        "forgot_password_form": forms.ForgotPasswordForm,
        "reset_password_form": forms.ResetPasswordForm,
        "change_password_form": forms.ChangePasswordForm,
        "two_factor_setup_form": forms.TwoFactorSetupForm,
        "two_factor_verify_code_form": forms.TwoFactorVerifyCodeForm,
    }
    assert set(FORMS) == set(theirs)
    for name, form in theirs.items():
        fields = {field for field in dir(form) if hasattr(getattr(form, field), "field_class")}
        unworded = {field for field in fields if field not in vars(FORMS[name])} - {"next", "phone"}
        assert not unworded, (name, unworded)
