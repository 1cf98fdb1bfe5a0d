"""Rows of an uploaded spreadsheet, read where a hostile file can do no harm: in a child process with hard limits."""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True, slots=True)
class SheetRows:
    """One sheet: (row number as the spreadsheet counts, cells as text); formulas stand at (row, column from 0)."""

    rows: list[tuple[int, list[str]]]
    formulas: frozenset[tuple[int, int]] = frozenset()


def read_rows(content: bytes, kind: FileKind, limits: TableLimits = USUAL) -> list[tuple[int, list[str]]]:
    """(row number as the spreadsheet counts, cells as text) of one visible sheet. Raises `UnreadableTable`."""
    rows = _ask(content, kind, limits, [limits.sheet])
    if not isinstance(rows, list):
        raise UnreadableTable
    return _rows(rows)


def read_sheets(
    content: bytes, kind: FileKind, names: Sequence[str], limits: TableLimits = USUAL
) -> dict[str, SheetRows]:
    """The sheets of these names that a workbook (XLSX or ODS) has, hidden ones too. Raises `UnreadableTable`."""
    sheets = _ask(content, kind, limits, ["--", *names])
    if not isinstance(sheets, dict):
        raise UnreadableTable
    return {
        name: SheetRows(
            _rows(sheet["rows"]), frozenset((int(row), int(column)) for row, column in sheet["formulas"])
        )
        for name, sheet in sheets.items()
    }


def _rows(rows: Iterable[Any]) -> list[tuple[int, list[str]]]:
    return [(int(number), [str(cell) for cell in cells]) for number, cells in rows]


def _ask(content: bytes, kind: FileKind, limits: TableLimits, wanted: Sequence[str]) -> Any:
    """What the child answers; None if it gave up."""
    command = [sys.executable, "-I", str(CHILD), kind.value]
    command += [str(limits.rows), str(limits.columns), str(limits.cell)]
    command += ["exact" if limits.exact else "plain", *wanted]
    try:
        done = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            check=False,
            env={},
            cwd="/",
        )
        return json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        return None
