"""Rows of a delimited text file, whatever encoding and delimiter the exporting program chose."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from app.complaints.import_formats import FORMATS
from app.complaints.import_formats.csv_records import records
from app.complaints.import_formats.fields import Cell, FileRefused, Trouble, fold
from app.complaints.import_formats.limits import Limits

_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_ROWS = 40
_CHUNK = 1 << 20


def read_csv(path: Path, limits: Limits) -> Iterator[tuple[int, list[Cell]]]:
    """(row number from 1, cells) of every record. Raises `FileRefused`; the file is read in a stream."""
    encoding = encoding_of(path)
    delimiter, has_hint = _delimiter_of(path, encoding)
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        for number, cells in enumerate(records(text, delimiter), start=1):
            if number > limits.text_rows:
                raise FileRefused(Trouble.TOO_MANY_ROWS, limit=str(limits.text_rows))
            if len(cells) > limits.columns:
                raise FileRefused(Trouble.TOO_MANY_COLUMNS, limit=str(limits.columns))
            if not (has_hint and number == 1):
                yield number, cells


def encoding_of(path: Path) -> str:
    """UTF-8 (with or without mark), UTF-16 by its mark, else Windows-1252. Raises `FileRefused` for binary data.

    No statistics: short Indonesian texts gave detectors too little to tell the Windows code pages apart.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    with path.open("rb") as raw:
        start = raw.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        raw.seek(0)
        while chunk := raw.read(_CHUNK):
            if b"\x00" in chunk:
                raise FileRefused(Trouble.NOT_A_TABLE)
            if is_utf8:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    is_utf8 = False
    return "utf-8-sig" if is_utf8 and not decoder.getstate()[0] else "cp1252"


def _delimiter_of(path: Path, encoding: str) -> tuple[str, bool]:
    """The delimiter that splits most sampled records into one same number of cells, and whether line 1 is a hint.

    `csv.Sniffer` looks at letters and is led astray by commas in a title block or in complaint texts;
    counting whole records with the reader that will read them is slower and right.
    """
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        sample = text.read(256 * 1024)
    first_line = sample.partition("\n")[0].strip()
    if first_line.casefold().startswith("sep=") and len(first_line) == len("sep=;"):
        return first_line[-1], True
    return max(_DELIMITERS, key=lambda delimiter: _agreement(sample, delimiter)), False


def _agreement(sample: str, delimiter: str) -> tuple[int, int]:
    """How well a delimiter fits: the headings of complaints that appear in one row, then cells of rows alike.

    A single text with three hundred commas splits into more cells than any table has columns, but says no heading.
    """
    widths: Counter[int] = Counter()
    headings = 0
    try:
        for number, cells in enumerate(csv.reader(sample.splitlines(keepends=True), delimiter=delimiter)):
            if number >= _SAMPLE_ROWS:
                break
            if len(cells) > 1:
                widths[len(cells)] += 1
                headings = max(headings, len({fold(cell) for cell in cells} & _headings()))
    except csv.Error:
        return 0, 0
    return headings, max((width * times for width, times in widths.items()), default=0)


@cache
def _headings() -> frozenset[str]:
    """Every heading that a format knows, folded."""
    return frozenset(
        wording for form in FORMATS.values() for wordings in form.columns.values() for wording in wordings
    )
