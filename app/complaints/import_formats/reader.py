"""Opens a file by what it is, not by what it is called."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from app.complaints.import_formats.csv_reader import read_csv
from app.complaints.import_formats.fields import FileRefused, Trouble
from app.complaints.import_formats.limits import Limits
from app.complaints.import_formats.table import Row
from app.complaints.import_formats.workbook_reader import read_workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and workbooks that are protected by a password
_ZIP = b"PK\x03\x04"
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def open_rows(path: Path, limits: Limits) -> Iterator[Row]:
    """Every row of a CSV, XLSX or ODS file with its number. Raises `FileRefused`, also while rows are being read."""
    with path.open("rb") as raw:
        start = raw.read(8)
    if not start:
        raise FileRefused(Trouble.EMPTY)
    if start.startswith(_OLE):
        raise FileRefused(Trouble.OLD_EXCEL)
    if start.startswith(_ZIP):
        if not zipfile.is_zipfile(path):
            raise FileRefused(Trouble.DAMAGED)
        return read_workbook(path, limits)
    if start.startswith(_BINARY) or start.lstrip()[:1] == b"<":
        # A web page or XML that is called .xls is what some portals hand out as "Excel".
        raise FileRefused(Trouble.NOT_A_TABLE)
    return read_csv(path, limits)
