"""Sessions are kept by the server: the cookie is a random name, and signing out ends the session for good.

Files below `instance/` on one machine, Redis when `REDIS_URL` names one.
"""

from datetime import timedelta
from pathlib import Path
from time import time
from typing import Any

from cachelib.file import FileSystemCache
from flask import Flask, current_app, session
from flask_login import user_logged_out
from flask_security import user_authenticated
from flask_session import Session
from flask_session.base import ServerSideSession

from app.organisations.models import User

# Of somebody who is not signed in only the form token and the language are kept.
ANONYMOUS_LIFETIME = timedelta(hours=1)
SEEN_EVERY = 10 * 60  # seconds between two notes that a session is still in use
_USER = "_user_id"  # where flask-login keeps who is signed in
_SEEN = "seen"


class SessionFiles(FileSystemCache):
    """One file a session. Nothing is counted or pruned while people wait; a job sweeps every hour."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), threshold=0, mode=0o600)

    def sweep(self) -> None:
        """Remove the files of sessions that are over."""
        self._remove_expired(time())


def register(app: Flask) -> None:
    """Keep sessions on the server and give each sign-in a new one."""
    if app.config["REDIS_URL"]:
        from redis import Redis  # type: ignore[import-not-found]  # only where REDIS_URL is set

        app.config.setdefault("SESSION_TYPE", "redis")
        app.config.setdefault("SESSION_REDIS", Redis.from_url(app.config["REDIS_URL"]))
    else:
        app.config.setdefault("SESSION_TYPE", "cachelib")
        app.config.setdefault("SESSION_CACHELIB", SessionFiles(Path(app.instance_path) / "sessions"))
    app.config.setdefault("SESSION_KEY_PREFIX", "session:")
    app.config.setdefault("SESSION_PERMANENT", False)  # the cookie goes when the browser is closed
    # A session that is only read is not written back; `_note_use` keeps one alive that is used.
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    Session(app)
    _shorten_for_anonymous(app)
    app.before_request(_note_use)
    user_authenticated.connect(_begin_anew, app)
    user_logged_out.connect(_forget_everything, app)


def sweep_sessions() -> None:
    """Remove sessions that are over; Redis does so by itself."""
    files = current_app.config.get("SESSION_CACHELIB")
    if isinstance(files, SessionFiles):
        files.sweep()


def _shorten_for_anonymous(app: Flask) -> None:
    interface: Any = app.session_interface
    keep = interface._upsert_session

    def keep_as_long_as_needed(lifetime: timedelta, kept: ServerSideSession, store_id: str) -> None:
        keep(lifetime if _USER in kept else min(lifetime, ANONYMOUS_LIFETIME), kept, store_id)

    interface._upsert_session = keep_as_long_as_needed


def _note_use() -> None:
    """The lifetime is one of idleness: whoever works is not thrown out in the middle."""
    if _USER in session and time() - float(session.get(_SEEN, 0)) > SEEN_EVERY:
        session[_SEEN] = int(time())


def _begin_anew(_app: Flask, user: User, **_details: Any) -> None:
    """A name that somebody planted before the sign-in is worth nothing after it; the same for form tokens."""
    session.pop("csrf_token", None)
    session["language"] = user.language
    session[_SEEN] = int(time())
    current_app.session_interface.regenerate(session)  # type: ignore[attr-defined]  # Flask-Session's interface


def _forget_everything(_app: Flask, **_details: Any) -> None:
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
        current_app.session_interface.regenerate(session)  # type: ignore[attr-defined]
