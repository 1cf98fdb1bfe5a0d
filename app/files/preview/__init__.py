"""What a page shows of a kept file: its first page or the picture, drawn anew, or its first rows or words.

Nothing of the stranger's bytes reaches a page: a picture is a JPEG that the child made, rows and words come as text and
are written by our own templates. `look` never waits: what is not remembered yet is drawn by a job (`draw`).
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from flask import Flask, Response, abort, g, send_file

from app.files.models import StoredFile
from app.files.pictures import remember, remembered, sweep_pictures
from app.files.preview.drawing import can_draw, drawn
from app.files.serving import SANDBOX

JPEG = b"\xff\xd8"
NOTHING = b"-"  # a memory too: what cannot be drawn is not tried at every look

__all__ = ["Glance", "Shown", "can_draw", "draw", "look", "register", "send_picture", "sweep_pictures"]


class Shown(StrEnum):
    """What there is to show of a file."""

    WAITING = "waiting"  # not drawn yet
    PICTURE = "picture"
    ROWS = "rows"
    WORDS = "words"
    NOTHING = "nothing"  # it cannot be drawn within the limits


@dataclass(frozen=True)
class Glance:
    """What is shown; `has_more`: the file goes on after that."""

    shown: Shown
    rows: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()
    has_more: bool = False


def register(app: Flask) -> None:
    """Say how much is remembered, in bytes."""
    app.config.setdefault("PREVIEWS_BYTES", 500 * 1024 * 1024)


def look(record: StoredFile) -> Glance:
    """What is remembered of a file. The view has checked the right to read it."""
    if not can_draw(record.media_type):
        return Glance(Shown.NOTHING)
    found = remembered(record.sha256)
    if found is None:
        return Glance(Shown.WAITING)
    if found.startswith(JPEG):
        return Glance(Shown.PICTURE)
    if found == NOTHING:
        return Glance(Shown.NOTHING)
    told = json.loads(found)
    if "rows" in told:
        rows = tuple(tuple(str(cell) for cell in row) for row in told["rows"])
        return Glance(Shown.ROWS, rows=rows, has_more=bool(told["more"]))
    return Glance(Shown.WORDS, words=tuple(str(each) for each in told["words"]), has_more=bool(told["more"]))


def draw(record: StoredFile) -> None:
    """Make what is shown and remember it; seconds at most, and nothing if it is remembered already."""
    if can_draw(record.media_type) and remembered(record.sha256) is None:
        remember(record.sha256, drawn(record) or NOTHING)


def send_picture(record: StoredFile) -> Response:
    """The remembered picture; 404 if there is none. The view has checked the right to read the file."""
    found = remembered(record.sha256)
    if found is None or not found.startswith(JPEG):
        abort(404)
    response = send_file(BytesIO(found), mimetype="image/jpeg", download_name="pratinjau.jpg", max_age=0)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    g.is_download = True
    return response
