"""Links in mails: to the settings, and to stop mails without signing in. Whoever holds the link was sent it."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

_SALT = "notifications.unsubscribe"


def settings_url() -> str:
    """Where somebody chooses when mails come."""
    return f"{_site()}/pemberitahuan/surel"


def unsubscribe_url(user_id: str) -> str:
    """The address that stops the mails to one person; it can do nothing else and never expires."""
    return f"{_site()}/pemberitahuan/berhenti/{_signer().dumps(user_id)}"


def user_of(token: str) -> str | None:
    """Whose mails a token stops; None for one that was not made here."""
    try:
        found = _signer().loads(token)
    except BadSignature:
        return None
    return found if isinstance(found, str) else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt=_SALT)


def _site() -> str:
    # The site's own address comes from the settings: the one in a request can be forged.
    return str(current_app.config["PUBLIC_URL"]).rstrip("/")
