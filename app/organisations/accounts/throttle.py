"""How often one address may try. The lock of an account (attempts.py) is another matter and outlives a restart."""

from typing import Any

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, default_limits=[])

# Offices sit behind one address: forty people signing in on deadline morning must fit, a guessing machine must not.
SETTINGS = {
    "FAILED_SIGN_INS_PER_ADDRESS": "30 per minute;300 per hour",
    "RESETS_PER_ADDRESS": "30 per hour",
    "RESETS_PER_MAILBOX": "5 per hour",
    "INVITATIONS_PER_ADDRESS": "60 per minute",
}
_SIGN_IN_STEPS = (
    "security.login",
    "security.two_factor_token_validation",
    "security.mf_recovery",
    "security.verify",
)


def _was_refused(response: Response) -> bool:
    """A step that succeeds is answered with a redirect and costs nothing."""
    return not 300 <= response.status_code < 400


def _mailbox() -> str:
    return "mailbox " + request.form.get("email", "").strip().lower()


def register(app: Flask) -> None:
    """Limit the POSTs of Flask-Security's views; our own views carry the decorator."""
    for name, value in SETTINGS.items():
        app.config.setdefault(name, value)
    app.config.setdefault("RATELIMIT_STORAGE_URI", app.config["REDIS_URL"] or "memory://")
    app.config.setdefault("RATELIMIT_HEADERS_ENABLED", False)
    limiter.init_app(app)
    views: dict[str, Any] = app.view_functions
    for endpoint in _SIGN_IN_STEPS:
        views[endpoint] = limiter.limit(
            app.config["FAILED_SIGN_INS_PER_ADDRESS"], methods=["POST"], deduct_when=_was_refused
        )(views[endpoint])
    per_mailbox = limiter.limit(app.config["RESETS_PER_MAILBOX"], key_func=_mailbox, methods=["POST"])
    per_address = limiter.limit(app.config["RESETS_PER_ADDRESS"], methods=["POST"])
    views["security.forgot_password"] = per_address(per_mailbox(views["security.forgot_password"]))
    views["security.reset_password"] = per_address(views["security.reset_password"])
