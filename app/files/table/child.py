"""A script of its own: reads one table from standard input, writes its rows as JSON. Imports nothing of ours.

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
from typing import Any

MEMORY = 256 * 1024 * 1024
SECONDS = 15
MOST_MEMBERS = 1_000
MOST_INFLATED = 50 * 1024 * 1024
CHUNK = 64 * 1024


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
    sheet = book.get_sheet_by_name(wanted if wanted in names else names[0])
    if sheet.start is None:
        return []
    top, left = sheet.start
    if sheet.width + left > most_columns:
        raise ValueError("columns")
    rows = []
    for index, cells in enumerate(sheet.iter_rows(), start=top):
        if index - top > most_rows:
            break
        rows.append((index + 1, [""] * left + list(cells)))
    return rows


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
    importlib.import_module("python_calamine")

    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    try:
        read = workbook_rows if kind == "xlsx" else text_rows
        rows = read(data, most_rows, most_columns, sys.argv[6])
    except Exception:  # noqa: BLE001 - whatever a hostile file provokes is one refusal, never a trace
        sys.exit(1)
    plain = [(number, [as_text(cell)[:longest] for cell in cells]) for number, cells in rows]
    sys.stdout.write(json.dumps(plain, ensure_ascii=False))


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
