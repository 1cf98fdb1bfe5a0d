"""Parses one workbook in a process of its own, with bounds that the system enforces. A script; imports nothing of ours.

Standard input is the workbook, standard output one JSON line per row: first `{"sheets": [...], "sheet":
name}`, then `[row number, [cells]]`. A date is `{"d": "2021-10-05"}`, a moment `{"t":
"2021-10-05T13:53:00"}`. What goes wrong is the last line, `{"refused": code}`. After the workbook is in
memory no file and no socket can be opened any more.
"""

import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

CHUNK = 64 * 1024
MOST_MERGES = 20_000
MOST_SHEETS = 50


class Refused(Exception):
    """The workbook is outside the bounds; the code is one of `Trouble`."""


def check_zip(data: bytes, most_members: int, most_bytes: int) -> None:
    """Count what the archive really inflates to; what it declares may be a lie."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > most_members:
            raise Refused("too_large")
        if not any(member.filename == "xl/workbook.xml" for member in members):
            raise Refused("not_a_table")
        total = 0
        for member in members:
            with archive.open(member) as stream:
                while chunk := stream.read(CHUNK):
                    total += len(chunk)
                    if total > most_bytes:
                        raise Refused("too_large")


def plain(value: Any) -> Any:
    """A cell as JSON can carry it."""
    if isinstance(value, datetime):
        return {"t": value.isoformat(timespec="seconds")}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    raise TypeError(type(value).__name__)


def spread(merges: Any, most_rows: int) -> dict[int, dict[int, tuple[int, int]]]:
    """For cells merged over several rows: row → column → the cell that holds their value."""
    found: dict[int, dict[int, tuple[int, int]]] = {}
    for (top, left), (bottom, _right) in (merges or [])[:MOST_MERGES]:
        for row in range(top + 1, min(bottom, top + most_rows) + 1):
            found.setdefault(row, {})[left] = (top, left)
    return found


class Merges:
    """The values of cells merged over several rows, repeated in the rows below the first."""

    def __init__(self, ranges: Any, left: int, most_rows: int) -> None:
        self.left = left
        self.below = spread(ranges, most_rows)
        self.columns_of: dict[int, set[int]] = {}
        for columns in self.below.values():
            for row, column in columns.values():
                self.columns_of.setdefault(row, set()).add(column)
        self.kept: dict[tuple[int, int], Any] = {}

    def fill(self, row: int, cells: list[Any]) -> None:
        """Remember the values that this row shares with those below, and take over those from above."""
        for column in self.columns_of.get(row, ()):
            self.kept[row, column] = cells[column - self.left]
        for column, source in self.below.get(row, {}).items():
            cells[column - self.left] = self.kept.get(source, "")


def largest_sheet(book: Any) -> tuple[list[str], Any]:
    """The names of the visible sheets, and the one with the most cells."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    names = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]
    sheets = [book.get_sheet_by_name(name) for name in names[:MOST_SHEETS]]
    filled = [sheet for sheet in sheets if sheet.start is not None]
    if not filled:
        raise Refused("empty")
    return names, max(filled, key=lambda sheet: sheet.height * sheet.width)


def rows(data: bytes, most_rows: int, most_columns: int, longest: int) -> None:
    """Write the rows of the visible sheet with the most cells."""
    from python_calamine import CalamineWorkbook

    names, sheet = largest_sheet(CalamineWorkbook.from_filelike(io.BytesIO(data)))
    top, left = sheet.start
    if sheet.height > most_rows:
        raise Refused("too_many_rows")
    if sheet.width + left > most_columns:
        raise Refused("too_many_columns")
    write = sys.stdout.write
    dumps = json.JSONEncoder(ensure_ascii=False, default=plain, check_circular=False).encode
    write(dumps({"sheets": names, "sheet": sheet.name}) + "\n")
    merges = Merges(sheet.merged_cell_ranges, left, most_rows)
    indent = [""] * left
    for index, cells in enumerate(sheet.iter_rows(), start=top):
        merges.fill(index, cells)
        # One character more than allowed is enough for the reader to refuse the cell.
        short = [cell[: longest + 1] if isinstance(cell, str) else cell for cell in cells]
        write(dumps([index + 1, indent + short]) + "\n")


def main() -> None:
    """Read the bounds from the arguments, set them, then read the workbook."""
    address_space, seconds, members, inflated, most_rows, most_columns, longest = map(int, sys.argv[1:8])
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    # Whatever is loaded from a file on its first use has to be loaded before files can no longer be opened.
    import python_calamine

    "".encode("cp437")

    try:
        data = sys.stdin.buffer.read()
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
        check_zip(data, members, inflated)
        rows(data, most_rows, most_columns, longest)
    except Refused as refusal:
        answer = str(refusal)
    except python_calamine.PasswordError:
        answer = "protected"
    except MemoryError:
        answer = "too_large"
    except (BrokenPipeError, KeyboardInterrupt):
        return
    except Exception:  # noqa: BLE001 - whatever a hostile workbook provokes is one refusal, never a trace
        answer = "damaged"
    else:
        answer = ""
    sys.stdout.write(json.dumps({"refused": answer}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
