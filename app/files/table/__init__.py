"""Rows of an uploaded spreadsheet, read where a hostile file can do no harm: in a child process with hard limits."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from app.files.kinds import FileKind

CHILD = Path(__file__).with_name("child.py")
WALL_SECONDS = 20


@dataclass(frozen=True, slots=True)
class TableLimits:
    """How much of a table is read. Give more rows than the reader's own rules allow, so that those name the limit.

    `sheet` is the one wanted of a workbook, wherever it stands; without it, or without one of that name, the first.
    `exact`: a number comes as Indonesians write it, decimals behind a comma, so that 1.125 is not taken for thousands.
    """

    rows: int = 1_100
    columns: int = 30
    cell: int = 2_000
    exact: bool = False
    sheet: str = ""


USUAL = TableLimits()


class UnreadableTable(Exception):
    """The file cannot be read as a table within the limits."""


def read_rows(content: bytes, kind: FileKind, limits: TableLimits = USUAL) -> list[tuple[int, list[str]]]:
    """(row number as the spreadsheet counts, cells as text) of one visible sheet. Raises `UnreadableTable`."""
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-I",
                str(CHILD),
                kind.value,
                str(limits.rows),
                str(limits.columns),
                str(limits.cell),
                "exact" if limits.exact else "plain",
                limits.sheet,
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
