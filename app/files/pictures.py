"""Where pictures of kept files are remembered: named after the file's SHA-256, gone with the file."""

from contextlib import suppress
from pathlib import Path

from flask import current_app


def picture_of(sha256: str) -> Path:
    """The place of a file's picture; it may be missing at any time and is made again."""
    return Path(current_app.config["PREVIEWS_FOLDER"]) / f"{sha256}.jpg"


def forget_picture(sha256: str) -> None:
    """Remove it. Where another file has the same content, it is made again when somebody looks."""
    with suppress(OSError):
        picture_of(sha256).unlink(missing_ok=True)
