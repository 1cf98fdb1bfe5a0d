"""Rows of a workbook (XLSX or ODS), parsed by a child process with bounds (see `workbook_child`)."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from datetime import date, datetime
from pathlib import Path

from app.complaints.import_formats.fields import Cell, FileRefused, Since1904, Trouble
from app.complaints.import_formats.limits import Limits

_CHILD = Path(__file__).with_name("workbook_child")


def read_workbook(path: Path, limits: Limits) -> Iterator[tuple[int, list[Cell]]]:
    """(row number as the sheet counts, cells) of the largest visible sheet. Raises `FileRefused`."""
    bounds = (
        limits.address_space,
        limits.seconds,
        limits.members,
        limits.inflated,
        limits.workbook_rows,
        limits.columns,
        limits.cell,
    )
    with (
        path.open("rb") as workbook,
        subprocess.Popen(
            # -I: neither the environment nor the working folder may decide what the child imports, only its own.
            [sys.executable, "-I", str(_CHILD), *map(str, bounds)],
            stdin=workbook,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
        ) as child,
    ):
        overtime = threading.Event()
        alarm = threading.Timer(limits.seconds * 2, _stop, (child, overtime))
        alarm.daemon = True
        alarm.start()
        try:
            finished = yield from _rows(child, limits)
            if not finished:
                # The system ended it: out of time, or out of memory in a place that could not say so.
                too_slow = overtime.is_set() or child.wait() == -signal.SIGXCPU
                raise FileRefused(Trouble.TOO_SLOW if too_slow else Trouble.TOO_LARGE)
        finally:
            alarm.cancel()
            child.kill()


def _stop(child: subprocess.Popen[bytes], overtime: threading.Event) -> None:
    overtime.set()
    child.kill()


def _rows(child: subprocess.Popen[bytes], limits: Limits) -> Generator[tuple[int, list[Cell]], None, bool]:
    """The rows as the child writes them; the generator's result is whether it came to its end."""
    assert child.stdout is not None  # noqa: S101 - Popen was asked for it
    is_usual = True
    for line in child.stdout:
        try:
            message = json.loads(line, object_hook=_moment)
        except ValueError:
            return False
        if isinstance(message, list):
            number, cells = message
            yield number, cells if is_usual else [_since_1904(cell) for cell in cells]
        elif "sheets" in message:
            is_usual = message["starts"] == 1900
        elif "refused" in message:
            if message["refused"]:
                trouble = Trouble(message["refused"])
                raise FileRefused(trouble, **_limit(trouble, limits))
            return True
    return False


def _limit(trouble: Trouble, limits: Limits) -> dict[str, str]:
    if trouble is Trouble.TOO_MANY_ROWS:
        return {"limit": str(limits.workbook_rows)}
    if trouble is Trouble.TOO_MANY_COLUMNS:
        return {"limit": str(limits.columns)}
    return {}


def _since_1904(cell: Cell) -> Cell:
    return Since1904(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell


def _moment(found: dict[str, object]) -> object:
    """A date or moment in the child's notation; any other object stays as it is."""
    if len(found) == 1:
        if "t" in found:
            return datetime.fromisoformat(str(found["t"]))
        if "d" in found:
            return date.fromisoformat(str(found["d"]))
    return found
