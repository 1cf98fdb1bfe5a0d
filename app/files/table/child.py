"""A script of its own: reads tables from standard input, writes their rows as JSON. Imports nothing but its neighbours.

Arguments: kind, most rows, most columns, longest cell, "exact" or "plain", then either the one sheet that is wanted, or
"--" and every sheet that is wanted. The first way answers `[[row, [cells]], …]`; the second, for workbooks alone,
`{sheet: {"rows": [[row, [cells]], …], "formulas": [[row, column], …]}}` with hidden sheets too, rows counted from 1 and
columns from 0.

After the file is in memory, no file and no socket can be opened any more.
"""

import codecs
import csv
import importlib
import io
import json
import math
import resource
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

MEMORY = 256 * 1024 * 1024
SECONDS = 15
MOST_MEMBERS = 1_000
MOST_INFLATED = 50 * 1024 * 1024
CHUNK = 64 * 1024
LONGEST_CELL = 32_767  # that a spreadsheet program keeps
ODS_ROWS = 50_000  # that may hold something; further than the limit is not read, but counted


def check_zip(data: bytes) -> None:
    """Count what the archive really inflates to; what it declares may be a lie."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise ValueError("members")
        total = 0
        for member in members:
            with archive.open(member) as stream:
                while chunk := stream.read(CHUNK):
                    total += len(chunk)
                    if total > MOST_INFLATED:
                        raise ValueError("inflated")


def workbook_rows(data: bytes, most_rows: int, most_columns: int, wanted: str) -> list[tuple[int, list[Any]]]:
    """The rows of the visible sheet that is wanted, else of the first one."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    check_zip(data)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]
    return _sheet_rows(
        book.get_sheet_by_name(wanted if wanted in names else names[0]), most_rows, most_columns
    )


def _sheet_rows(sheet: Any, most_rows: int, most_columns: int) -> list[tuple[int, list[Any]]]:
    if sheet.start is None:
        return []
    top, left = sheet.start
    if sheet.width + left > most_columns:
        raise ValueError("columns")
    rows: list[tuple[int, list[Any]]] = []
    for index, cells in enumerate(sheet.iter_rows(), start=top):
        if index - top > most_rows:
            break
        rows.append((index + 1, [""] * left + list(cells)))
    return rows


class Bounds:
    """What the reader of LibreOffice's tables asks for."""

    def __init__(self, columns: int, cell: int) -> None:
        self.rows, self.columns, self.cell = ODS_ROWS, columns, cell


def open_rows(data: bytes, most_rows: int, most_columns: int, wanted: str) -> list[tuple[int, list[Any]]]:
    """The same of an OpenDocument spreadsheet."""
    found = open_sheets(data, most_rows, most_columns, ())
    shown = [name for name, sheet in found.items() if sheet["shown"]]
    rows: list[tuple[int, list[Any]]] = found[wanted if wanted in shown else shown[0]]["rows"]
    return rows


def open_sheets(
    data: bytes, most_rows: int, most_columns: int, wanted: tuple[str, ...]
) -> dict[str, dict[str, Any]]:
    """The sheets of these names, all of them if there are none, with the places of formulas."""
    reader = importlib.import_module("open_document")
    check_zip(data)
    rows: dict[int, list[tuple[int, list[Any]]]] = {}

    def keep(table: int, number: int, cells: list[Any]) -> None:
        mine = rows.setdefault(table, [])
        if len(mine) <= most_rows:
            mine.append((number, cells))

    parser = reader.Parser(Bounds(most_columns, LONGEST_CELL), keep)
    reader.parse(data, parser)
    found = {}
    for place, (name, shown) in enumerate(parser.tables):
        if name in wanted or not wanted:
            formulas = [[row, column] for table, row, column in parser.formulas if table == place]
            found[name] = {"rows": rows.get(place, []), "formulas": formulas, "shown": shown}
    return found


def workbook_sheets(
    data: bytes, most_rows: int, most_columns: int, wanted: tuple[str, ...]
) -> dict[str, dict[str, Any]]:
    """The worksheets of these names, hidden or not, with the places of formulas."""
    from python_calamine import CalamineWorkbook

    check_zip(data)
    formulas = importlib.import_module("formulas")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: {
            "rows": _sheet_rows(book.get_sheet_by_name(name), most_rows, most_columns),
            "formulas": formulas.of_sheet(data, name),
        }
        for name in wanted
        if name in book.sheet_names
    }


def text_rows(data: bytes, most_rows: int, most_columns: int, _wanted: str) -> list[tuple[int, list[Any]]]:
    """The rows of a delimited text; the delimiter that splits the first lines most often is the one."""
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise ValueError("encoding")
    head = text[:5_000]
    delimiter = max(";,\t|", key=head.count)
    rows: list[tuple[int, list[Any]]] = []
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
        if len(cells) > most_columns:
            raise ValueError("columns")
        if number > most_rows:
            break
        rows.append((number, list(cells)))
    return rows


def main() -> None:
    """Set the limits, read, write."""
    kind, most_rows, most_columns, longest = sys.argv[1], *map(int, sys.argv[2:5])
    as_text = _exact if sys.argv[5] == "exact" else _text
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    # Whatever is loaded from a file on its first use has to be loaded before files can no longer be opened.
    for name in ("cp437", "cp1252", "utf-16", "utf-8-sig"):
        codecs.lookup(name)
    sys.path.append(str(Path(__file__).resolve().parent))
    for module in ("python_calamine", "open_document", "formulas"):
        importlib.import_module(module)

    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    limits = (most_rows, most_columns)
    told: Any
    try:
        if sys.argv[6] == "--":
            sheets = (workbook_sheets if kind == "xlsx" else open_sheets)(data, *limits, tuple(sys.argv[7:]))
            told = {
                name: {"rows": _plain(sheet["rows"], as_text, longest), "formulas": sheet["formulas"]}
                for name, sheet in sheets.items()
            }
        else:
            read = {"xlsx": workbook_rows, "ods": open_rows}.get(kind, text_rows)
            told = _plain(read(data, *limits, sys.argv[6]), as_text, longest)
    except Exception:  # noqa: BLE001 - whatever a hostile file provokes is one refusal, never a trace
        sys.exit(1)
    sys.stdout.write(json.dumps(told, ensure_ascii=False))


def _plain(rows: list[tuple[int, list[Any]]], as_text: Any, longest: int) -> list[tuple[int, list[str]]]:
    return [(number, [as_text(cell)[:longest] for cell in cells]) for number, cells in rows]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _exact(cell: Any) -> str:
    if isinstance(cell, float) and not cell.is_integer() and math.isfinite(cell):
        return f"{Decimal(repr(cell)):f}".replace(".", ",")
    return _text(cell)


if __name__ == "__main__":
    main()
