"""A small picture of a kept file: the first page of a PDF, or the picture itself, drawn anew in a fenced child.

Nothing of the stranger's bytes reaches a page: what is shown is a JPEG that the child made. The pictures are a memory
in the instance folder that may be lost at any time, and goes with the file (`pictures.py`).
"""

import shutil
import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from threading import Lock

from flask import Flask, Response, abort, g, send_file

from app.files.actions import blob_store
from app.files.kinds import MEDIA_TYPES, FileKind
from app.files.models import StoredFile
from app.files.pictures import picture_of
from app.files.serving import SANDBOX

CHILD = Path(__file__).with_name("child.py")
WALL_SECONDS = 10
TURN_SECONDS = 15  # how long a request waits for the one before it; then the page stays without this picture
LARGEST_PREVIEW = 2 * 1024 * 1024  # bytes; far more than a picture of that size needs

_PICTURES = frozenset({MEDIA_TYPES[FileKind.JPEG], MEDIA_TYPES[FileKind.PNG]})
_PDF = MEDIA_TYPES[FileKind.PDF]
_turn = Lock()


def register(app: Flask) -> None:
    """Say where the pictures are remembered."""
    app.config.setdefault("PREVIEWS_FOLDER", str(Path(app.instance_path) / "previews"))


def can_preview(record: StoredFile) -> bool:
    """Whether a preview of this kind of file can be made on this machine."""
    return record.media_type in _PICTURES or (record.media_type == _PDF and _tool() != "")


def send_preview(record: StoredFile) -> Response:
    """The preview as a picture in the page; 404 if there is none. The view has checked the right to read the file."""
    picture = preview(record) if can_preview(record) else b""
    if not picture:
        abort(404)
    response = send_file(BytesIO(picture), mimetype="image/jpeg", download_name="pratinjau.jpg", max_age=0)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    g.is_download = True
    return response


def preview(record: StoredFile) -> bytes:
    """The picture, made now if it is not remembered; empty if the file cannot be drawn within the limits."""
    known = picture_of(record.sha256)
    with suppress(OSError):
        return known.read_bytes()
    if not _turn.acquire(timeout=TURN_SECONDS):
        return b""
    try:
        made = _draw(record)
    finally:
        _turn.release()
    # An empty file is a memory too: what cannot be drawn is not tried at every look.
    with suppress(OSError):
        known.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = known.with_suffix(".part")
        unfinished.write_bytes(made)
        unfinished.replace(known)
    return made


def _draw(record: StoredFile) -> bytes:
    try:
        with blob_store().open(record.blob) as file:
            content = file.read()
    except FileNotFoundError:
        return b""
    if record.media_type == _PDF:
        content = _ask(content, "pdf", _tool())
    return _ask(content, "image") if content else b""


def _ask(content: bytes, *wanted: str) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD), *wanted],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            check=False,
            env={},
            cwd="/",
        )
    except (subprocess.TimeoutExpired, OSError):
        return b""
    return done.stdout if done.returncode == 0 and len(done.stdout) <= LARGEST_PREVIEW else b""


def _tool() -> str:
    return shutil.which("pdftoppm") or ""
