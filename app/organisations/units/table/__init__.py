"""Rows of an uploaded spreadsheet, read where a hostile file can do no harm: in a child process with hard limits."""

import json
import subprocess
import sys
from pathlib import Path

from app.files import FileKind

CHILD = Path(__file__).with_name("child.py")
WALL_SECONDS = 20
MOST_ROWS = 1_100  # above the rules' own limit, so that those name it
MOST_COLUMNS = 30
LONGEST_CELL = 2_000


class UnreadableTable(Exception):
    """The file cannot be read as a table within the limits."""


def read_rows(content: bytes, kind: FileKind) -> list[tuple[int, list[str]]]:
    """(row number as the spreadsheet counts, cells as text) of the first visible sheet. Raises `UnreadableTable`."""
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-I",
                str(CHILD),
                kind.value,
                str(MOST_ROWS),
                str(MOST_COLUMNS),
                str(LONGEST_CELL),
            ],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            check=False,
            env={},
            cwd="/",
        )
        rows = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        rows = None
    if not isinstance(rows, list):
        raise UnreadableTable
    return [(int(number), [str(cell) for cell in cells]) for number, cells in rows]
