"""Signing in and out, passwords and second steps leave their trace in the log."""

from typing import Any

from flask import Flask
from flask_login import user_logged_out
from flask_security import (
    password_changed,
    password_reset,
    reset_password_instructions_sent,
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
)

from app.audit import record
from app.organisations.accounts import attempts
from app.organisations.actors import actor_of
from app.organisations.models import User


def register(app: Flask) -> None:
    """Listen to the sign-in of this application."""
    for signal, listener in (
        (user_authenticated, _signed_in),
        (user_logged_out, _signed_out),
        (password_changed, _password_changed),
        (password_reset, _password_reset),
        (reset_password_instructions_sent, _reset_asked),
        (tf_profile_changed, _second_step_on),
        (tf_disabled, _second_step_off),
    ):
        signal.connect(listener, app)


def _signed_in(_app: Flask, user: User, authn_via: list[str] | None = None, **_details: Any) -> None:
    # Changing the password signs in anew by itself; that is no visit.
    if authn_via != ["change"]:
        _note("account.signed_in", user, with_code=not authn_via)


def _signed_out(_app: Flask, user: User, **_details: Any) -> None:
    _note("account.signed_out", user)


def _password_changed(_app: Flask, user: User, **_details: Any) -> None:
    _note("account.password_changed", user)


def _password_reset(_app: Flask, user: User, **_details: Any) -> None:
    attempts.forgive(user)
    _note("account.password_reset", user)


def _reset_asked(_app: Flask, user: User, **_details: Any) -> None:
    if user.email_is_confirmed:  # else nothing was sent
        _note("account.reset_asked", user)


def _second_step_on(_app: Flask, user: User, **_details: Any) -> None:
    _note("account.second_step_on", user)


def _second_step_off(_app: Flask, user: User, **_details: Any) -> None:
    _note("account.second_step_off", user)


def _note(action: str, user: Any, **after: Any) -> None:
    # flask-login hands out a proxy for the signed-in person.
    real = getattr(user, "_get_current_object", None)
    person: User | None = real() if callable(real) else user
    if not isinstance(person, User):
        return
    actor = actor_of(person)
    record(actor, action, person, government_id=actor.government_id, after=after or None)
