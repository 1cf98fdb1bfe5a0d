"""Where these pages hang, and what they show once."""

from flask import Blueprint, session

bp = Blueprint("channels", __name__, template_folder="../templates", url_prefix="/pengaduan/kanal")
_SHOWN_ONCE = "channel_secrets"


def show_once(record_id: str, secret: str) -> None:
    """Keep a secret for the one page that the browser is sent to next."""
    session[_SHOWN_ONCE] = {record_id: secret}


def shown_now(record_id: str) -> str | None:
    """The secret of this record, if it was made a moment ago; it is forgotten by asking."""
    kept: dict[str, str] | None = session.pop(_SHOWN_ONCE, None)
    return kept.get(record_id) if kept else None
