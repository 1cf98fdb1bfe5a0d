"""Telling the browser which words of a form were taken, so that it forgets the copy that it kept of them.

The script is `app/static/own/drafts/words.js`. Its mark comes with the form; a view that did what it was asked answers
with a redirect, and only then the mark goes back, in a cookie that the script may read. The mark is a random number of
the browser's own and opens nothing.
"""

import re

from flask import Flask, Response, current_app, g, request
from flask.signals import message_flashed

FIELD = "kept_words"
COOKIE = "renaksi_tersimpan"
MARK = re.compile(r"[0-9a-f]{32}\Z")
A_DAY = 24 * 3600  # seconds; the next page takes it away
MOST = 10  # marks at once, of forms sent while no page could read them


def register(app: Flask) -> None:
    """Watch the answers to forms that carry a mark."""
    message_flashed.connect(_note_warning, app)
    app.after_request(_tell)


def _note_warning(_app: Flask, category: str = "", **_told: object) -> None:
    if category in ("warning", "danger"):
        g.kept_words_warned = True


def _tell(response: Response) -> Response:
    # First whether it was taken: the body of a request that was refused as too large cannot be read here either.
    if request.method != "POST" or not _was_taken(response):
        return response
    mark = request.form.get(FIELD, "")
    if not MARK.match(mark):
        return response
    earlier = [each for each in request.cookies.get(COOKIE, "").split(".") if MARK.match(each)]
    response.set_cookie(
        COOKIE,
        ".".join([*earlier[1 - MOST :], mark]),
        max_age=A_DAY,
        httponly=False,  # for the script to read
        samesite="Lax",
        secure=bool(current_app.config["HTTPS"]),
    )
    return response


def _was_taken(response: Response) -> bool:
    """A redirect without a warning on the way; whoever is not signed in any more gets a 401."""
    return 300 <= response.status_code < 400 and not g.get("kept_words_warned", False)
