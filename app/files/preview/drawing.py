"""Drawing what is shown of a file, in children that can do no harm."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from app.files.actions import read
from app.files.kinds import MEDIA_TYPES, FileKind
from app.files.models import StoredFile
from app.files.table import TableLimits, UnreadableTable, read_rows

CHILD = Path(__file__).with_name("child.py")
WORDS_CHILD = Path(__file__).with_name("words.py")
WALL_SECONDS = 10
LARGEST = 2 * 1024 * 1024  # bytes; far more than anything shown needs

ROWS, COLUMNS, CELL = 25, 8, 120  # of a table: what fits on a page and can be read there
WIDEST = 500  # columns; a wider table is not read

_KINDS = {media: kind for kind, media in MEDIA_TYPES.items()}
_TABLES = frozenset({FileKind.XLSX, FileKind.ODS, FileKind.CSV})
_PICTURES = frozenset({FileKind.JPEG, FileKind.PNG})


def can_draw(media_type: str) -> bool:
    """Whether something can be shown of this kind of file on this machine."""
    kind = _KINDS.get(media_type)
    return kind in _TABLES | _PICTURES | {FileKind.DOCX} or (kind is FileKind.PDF and _tool() != "")


def drawn(record: StoredFile) -> bytes:
    """A JPEG, or JSON with `rows` or `words`; empty if the file cannot be drawn within the limits."""
    try:
        content = read(record)
    except OSError:
        return b""
    kind = _KINDS[record.media_type]
    if kind in _TABLES:
        return _rows(content, kind)
    if kind is FileKind.DOCX:
        return _ask(WORDS_CHILD, content)
    if kind is FileKind.PDF:
        content = _ask(CHILD, content, "pdf", _tool())
    return _ask(CHILD, content, "image") if content else b""


def _rows(content: bytes, kind: FileKind) -> bytes:
    try:
        found = read_rows(content, kind, TableLimits(rows=ROWS + 1, columns=WIDEST, cell=CELL, exact=True))
    except UnreadableTable:
        return b""
    rows = [cells for _number, cells in found if any(cell.strip() for cell in cells)]
    widest = max((max(i for i, cell in enumerate(cells) if cell.strip()) + 1 for cells in rows), default=0)
    if not widest:
        return b""
    shown = [[*cells, *[""] * widest][: min(widest, COLUMNS)] for cells in rows[:ROWS]]
    return json.dumps({"rows": shown, "more": len(found) > ROWS or widest > COLUMNS}).encode()


def _ask(child: Path, content: bytes, *wanted: str) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(child), *wanted],
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
    return done.stdout if done.returncode == 0 and len(done.stdout) <= LARGEST else b""


def _tool() -> str:
    return shutil.which("pdftoppm") or ""
