"""The own account."""

from typing import cast

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security import logout_user

from app.access import Permission, current_actor, requires
from app.organisations.accounts import actions, confirming
from app.organisations.accounts.forms import AddressForm, ProfileForm
from app.organisations.accounts.throttle import limiter
from app.organisations.models import User
from app.organisations.people.queries import appointments_of
from app.web.conflict import Difference, require_version

bp = Blueprint("accounts", __name__)


@bp.route("/akun", methods=["GET", "POST"])
@requires(Permission.ACCOUNT)
def profile() -> ResponseReturnValue:
    """Name, telephone, language; and the way to password and second step."""
    user = _own_account()
    form = ProfileForm(obj=user)
    if form.validate_on_submit():
        require_version(
            user,
            form.version.data,
            differences=_differences(form, user),
            back_url=url_for("accounts.profile"),
        )
        actions.update_profile(
            current_actor(),
            user,
            name=form.name.data,
            phone=form.phone.data or "",
            language=form.language.data,
        )
        session["language"] = user.language
        flash(_("Perubahan akun sudah disimpan."), "success")
        return redirect(url_for("accounts.profile"))
    return _page(form, user)


@bp.post("/akun/keluar-semua")
@requires(Permission.ACCOUNT)
def sign_out_everywhere() -> ResponseReturnValue:
    """End all sessions of the account."""
    actions.sign_out_everywhere(current_actor(), _own_account())
    logout_user()
    flash(_("Semua perangkat sudah dikeluarkan. Silakan masuk kembali di perangkat ini."), "success")
    return redirect(url_for("web.home"))


@bp.post("/akun/alamat")
@requires(Permission.ACCOUNT)
@limiter.limit("5 per hour", key_func=lambda: f"address {current_user.id}")
def send_address_link() -> ResponseReturnValue:
    """Send the link that confirms the address once more; a mistyped address is corrected on the way."""
    user = _own_account()
    if user.email_is_confirmed:
        flash(_("Alamat email Anda sudah dikonfirmasi."), "info")
        return redirect(url_for("accounts.profile"))
    form = AddressForm()
    form.of(user)
    if not form.validate():
        return _page(ProfileForm(formdata=None, obj=user), user, form), 422
    confirming.ask_again(current_actor(), user, form.email.data or "")
    flash(_("Tautan konfirmasi dikirim ke %(email)s.", email=user.email), "success")
    return redirect(url_for("accounts.profile"))


@bp.route("/akun/alamat/<token>", methods=["GET", "POST"])
@requires(Permission.ACCOUNT)
@limiter.limit("60 per minute")
def confirm_address(token: str) -> ResponseReturnValue:
    """Reached from the mail: the person who is signed in says that the address is theirs."""
    user = _own_account()
    is_valid = confirming.fits(token, user)
    if is_valid and user.email_is_confirmed:
        flash(_("Alamat email Anda sudah dikonfirmasi."), "info")
        return redirect(url_for("accounts.profile"))
    if is_valid and request.method == "POST":
        confirming.confirm_address(current_actor(), user)
        flash(_("Alamat email Anda dikonfirmasi. Pemberitahuan sekarang dikirim ke sana."), "success")
        return redirect(url_for("accounts.profile"))
    page = render_template(
        "organisations/accounts/confirm_address.html", user=user, token=token, is_valid=is_valid
    )
    return page, 200 if is_valid else 410


def _page(form: ProfileForm, user: User, address: AddressForm | None = None) -> str:
    return render_template(
        "organisations/accounts/profile.html",
        form=form,
        user=user,
        address_form=address or AddressForm(formdata=None, obj=user),
        appointments=appointments_of(user.id),
    )


def _own_account() -> User:
    return cast(User, current_user._get_current_object())


def _differences(form: ProfileForm, user: User) -> list[Difference]:
    return [
        Difference(str(field.label.text), field.data or "", str(getattr(user, field.name)))
        for field in (form.name, form.phone, form.language)
    ]
