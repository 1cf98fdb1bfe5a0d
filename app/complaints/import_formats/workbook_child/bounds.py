"""What a workbook may hold, and the way out for what was read."""

import importlib
import json
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

Refused = importlib.import_module("refusing").Refused  # its code is one of `Trouble`


@dataclass(frozen=True)
class Bounds:
    """The numbers of `Limits`: bytes, seconds, counts."""

    address_space: int
    seconds: int
    members: int
    inflated: int
    rows: int
    columns: int
    cell: int


def plain(value: Any) -> Any:
    """A cell as JSON can carry it."""
    if isinstance(value, datetime):
        return {"t": value.isoformat(timespec="seconds")}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    raise TypeError(type(value).__name__)


class Out:
    """Writes rows, and stops when they become more than any honest workbook holds."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        # One text of 32 KB that a million cells share is small in the file and endless out here.
        self._room = bounds.inflated
        self._dumps = json.JSONEncoder(ensure_ascii=False, default=plain, check_circular=False).encode

    def head(self, sheets: list[str], sheet: str, starts: int = 1900) -> None:
        """What the rows come from. `starts` is the year in which its serial numbers of days begin."""
        self._write({"sheets": sheets, "sheet": sheet, "starts": starts})

    def row(self, number: int, cells: list[Any]) -> None:
        """One row, numbered from 1 as the sheet counts."""
        # One character more than allowed is enough for the reader to refuse the cell.
        longest = self._bounds.cell + 1
        self._write([number, [cell[:longest] if isinstance(cell, str) else cell for cell in cells]])

    def _write(self, what: Any) -> None:
        line = self._dumps(what)
        self._room -= len(line)
        if self._room < 0:
            raise Refused("too_large")
        sys.stdout.write(line + "\n")
