"""Rows of an OpenDocument spreadsheet (LibreOffice), read from `content.xml` in a stream.

A cell or row may say that it is repeated; what is repeated and empty costs nothing here, and what is repeated and
filled counts against the bounds before it is handed out. Runs in the child processes that read tables, so it imports
nothing of ours; `refusing.py` beside it says what "too much" raises.
"""

import importlib
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from xml.parsers import expat

refusing = importlib.import_module("refusing")

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_SHORT = {_NS + long: short for short, long in (
    ("table", "table:1.0"), ("text", "text:1.0"), ("office", "office:1.0"), ("style", "style:1.0"),
)}  # fmt: skip
_CELLS = ("table:table-cell", "table:covered-table-cell")
_NUMBERS = ("float", "percentage", "currency")

MOST_FORMULAS = 10_000  # that are remembered
Row = Callable[[int, int, list[Any]], None]  # which table, row number from 1, cells


class Parser:
    """Walks through the document and hands out every row that holds something."""

    def __init__(self, within: Any, row: Row) -> None:
        self._within, self._give = within, row
        self.tables: list[tuple[str, bool]] = []  # name, whether it is shown
        self.formulas: list[tuple[int, int, int]] = []  # table, row from 1, column from 0
        self._hidden: set[str] = set()
        self._style = ""
        self._depth = 0  # of tables: a table within a cell is no rows of ours
        self._number = 0
        self._merged: dict[int, tuple[Any, int]] = {}  # column → its value, the last row that shares it
        self._cells: list[Any] = []
        self._empty = 0  # cells without a value, not yet written out
        self._repeat = 1
        self._told: dict[str, str] = {}
        self._text: list[str] | None = None
        self._length = 0
        self._aside = 0  # depth within a note at the margin of a cell

    def parse(self, stream: Any) -> None:
        """Read the document to its end."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.ParseFile(stream)

    def _start(self, long: str, given: dict[str, str]) -> None:
        name, told = _short(long), {_short(key): value for key, value in given.items()}
        if name == "table:table":
            self._table(told)
        elif self._depth == 1:
            self._inside(name, told)
        elif name == "style:style":
            self._style = told.get("style:name", "")
        elif name == "style:table-properties" and told.get("table:display") == "false":
            self._hidden.add(self._style)

    def _table(self, told: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            shown = told.get("table:style-name", "") not in self._hidden
            self.tables.append((told.get("table:name", ""), shown))
            self._number, self._merged = 0, {}

    def _inside(self, name: str, told: dict[str, str]) -> None:
        if name == "office:annotation" or self._aside:
            self._aside += 1
        elif name == "table:table-row":
            self._repeat = _count(told, "table:number-rows-repeated")
            self._cells, self._empty = [], 0
        elif name in _CELLS:
            self._told = {"": name, **told}
            self._text, self._length = [], 0
        elif self._text is not None:
            self._mark(name, told)

    def _mark(self, name: str, told: dict[str, str]) -> None:
        if name in ("text:p", "text:line-break") and self._text:
            self._characters("\n")
        elif name == "text:tab":
            self._characters("\t")
        elif name == "text:s":
            self._characters(" " * min(_count(told, "text:c"), self._within.cell))

    def _characters(self, data: str) -> None:
        # One character more than allowed is enough for the reader to refuse the cell.
        if self._text is not None and not self._aside and self._length <= self._within.cell:
            self._text.append(data)
            self._length += len(data)

    def _end(self, long: str) -> None:
        name = _short(long)
        if name == "table:table":
            self._depth -= 1
        elif self._depth != 1:
            return
        elif self._aside:
            self._aside -= 1
        elif name in _CELLS and self._text is not None:
            self._cell("".join(self._text))
            self._text = None
        elif name == "table:table-row":
            self._row()

    def _cell(self, text: str) -> None:
        told = self._told
        repeat, column = _count(told, "table:number-columns-repeated"), len(self._cells) + self._empty
        value = _value(told, text)
        if "table:formula" in told and len(self.formulas) < MOST_FORMULAS:
            self.formulas.append((len(self.tables) - 1, self._number + 1, column))
        rows = _count(told, "table:number-rows-spanned")
        if rows > 1 and column < self._within.columns:
            self._merged[column] = (value, self._number + rows)
        if value == "" and told[""] == "table:covered-table-cell":
            for under in range(column, min(column + repeat, self._within.columns)):
                self._push(self._from_above(under), 1)
            return
        self._push(value, repeat)

    def _push(self, value: Any, repeat: int) -> None:
        if value == "":
            self._empty += repeat
            return
        if len(self._cells) + self._empty + repeat > self._within.columns:
            raise refusing.Refused("too_many_columns")
        self._cells += [""] * self._empty + [value] * repeat
        self._empty = 0

    def _from_above(self, column: int) -> Any:
        value, last = self._merged.get(column, ("", 0))
        return value if self._number + 1 <= last else ""

    def _row(self) -> None:
        first = self._number + 1
        self._number += self._repeat
        if not self._cells:
            return
        if self._number > self._within.rows:
            raise refusing.Refused("too_many_rows")
        for number in range(first, self._number + 1):
            self._give(len(self.tables) - 1, number, list(self._cells))


def parse(data: bytes, parser: Parser) -> None:
    """Let the parser walk through the document that these bytes are."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as stream:
        parser.parse(stream)


def _no_doctype(*_: object) -> None:
    raise refusing.Refused("damaged")  # no office program writes one; entities are how XML bombs are built


@lru_cache(maxsize=1024)
def _short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{_SHORT.get(space, '?')}:{local}"


def _count(told: dict[str, str], name: str) -> int:
    return max(1, int(told.get(name, "1")))


def _value(told: dict[str, str], text: str) -> Any:
    """A cell's value by the kind that it declares; the text that is shown where that says nothing."""
    kind = told.get("office:value-type", "")
    if kind in _NUMBERS and "office:value" in told:
        return float(told["office:value"])
    if kind == "date" and "office:date-value" in told:
        return _moment(told["office:date-value"]) or text
    if kind == "boolean":
        return told.get("office:boolean-value") == "true"
    return text or told.get("office:string-value", "")


def _moment(written: str) -> date | datetime | None:
    try:
        return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
    except ValueError:
        return None
