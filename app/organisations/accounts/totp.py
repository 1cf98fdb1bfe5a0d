"""Six-digit codes, each good for one use: somebody who looked over a shoulder cannot use it again."""

from typing import Any, cast

from flask_security.core import UserMixin
from flask_security.totp import Totp

from app.organisations.models import User


class SingleUseTotp(Totp):
    """Remembers the time step of the last code that was accepted."""

    def get_last_counter(self, user: UserMixin) -> int | None:
        """The step of the last accepted code."""
        return _account(user).tf_last_counter

    def set_last_counter(self, user: UserMixin, tmatch: Any) -> None:
        """Remember the step of the code just accepted."""
        _account(user).tf_last_counter = tmatch.counter


def _account(user: UserMixin) -> User:
    # flask-login hands out a proxy for the signed-in person.
    real = getattr(user, "_get_current_object", None)
    return cast(User, real() if callable(real) else user)
