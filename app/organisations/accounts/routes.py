"""The own account."""

from typing import cast

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security import logout_user

from app.access import Permission, current_actor, requires
from app.organisations.accounts import actions
from app.organisations.accounts.forms import ProfileForm
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
    return render_template(
        "organisations/accounts/profile.html", form=form, user=user, appointments=appointments_of(user.id)
    )


@bp.post("/akun/keluar-semua")
@requires(Permission.ACCOUNT)
def sign_out_everywhere() -> ResponseReturnValue:
    """End all sessions of the account."""
    actions.sign_out_everywhere(current_actor(), _own_account())
    logout_user()
    flash(_("Semua perangkat sudah dikeluarkan. Silakan masuk kembali di perangkat ini."), "success")
    return redirect(url_for("web.home"))


def _own_account() -> User:
    return cast(User, current_user._get_current_object())


def _differences(form: ProfileForm, user: User) -> list[Difference]:
    return [
        Difference(str(field.label.text), field.data or "", str(getattr(user, field.name)))
        for field in (form.name, form.phone, form.language)
    ]
