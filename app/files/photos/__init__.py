"""Photos in the format of iPhones (HEIC) become JPEG before they are kept: hardly any office computer opens the former.

Decoding is work for a hostile file, so a fenced child does it (`child.py`). What is kept is the JPEG alone, upright,
without the place and the camera that the phone wrote into it.
"""

import subprocess
import sys
from pathlib import Path

from app.files.refusal import RefusalReason, RefusedFile

CHILD = Path(__file__).with_name("child.py")
WALL_SECONDS = 12  # less than SQLite's other writers wait
TOO_MANY_PIXELS = 3  # the child's word for it


def as_jpeg(path: Path) -> bytes:
    """The photo as a JPEG of at most 2,000 pixels a side. Raises `RefusedFile`; its words name the phone's setting."""
    try:
        with path.open("rb") as content:
            done = subprocess.run(
                [sys.executable, "-I", str(CHILD)],
                stdin=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=WALL_SECONDS,
                check=False,
                env={},
                cwd="/",
            )
    except subprocess.TimeoutExpired:
        raise RefusedFile(RefusalReason.PHOTO_FORMAT) from None
    if done.returncode == TOO_MANY_PIXELS:
        raise RefusedFile(RefusalReason.TOO_MANY_PIXELS)
    if done.returncode != 0 or not done.stdout.startswith(b"\xff\xd8"):
        raise RefusedFile(RefusalReason.PHOTO_FORMAT)
    return done.stdout
