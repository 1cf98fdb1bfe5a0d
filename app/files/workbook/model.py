"""A workbook to be filled in and brought back, as plain data: what stands where, what is locked, what may be chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

EXACT = 10**15  # a cell holds a number in double precision
LONGEST = 32_767  # characters of a cell


class Look(StrEnum):
    """How a cell looks and whether it may be written. Whatever is typed into an open text stays a text: 2.16 is no
    number there, and a sign of equality begins no formula."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    FIXED = "fixed"
    NOTICE = "notice"  # fixed, and to be noticed
    HEAD = "head"
    PLAIN = "plain"  # fixed, without a frame


OPEN_LOOKS = frozenset({Look.TEXT, Look.NUMBER, Look.MONEY})
PATTERNS: Mapping[Look, str] = {Look.TEXT: "@", Look.NUMBER: "#,##0.####", Look.MONEY: "#,##0"}


@dataclass(frozen=True, slots=True)
class BookCell:
    """A text, or a number (then `text` is what it reads like where no cell could keep its digits)."""

    text: str = ""
    look: Look = Look.PLAIN
    number: Decimal | None = None

    @property
    def is_number(self) -> bool:
        """Whether it is written as a number, because a spreadsheet keeps every digit of it."""
        if self.number is None:
            return False
        digits = self.number.normalize().as_tuple().digits
        return abs(self.number) < EXACT and len(digits) <= 15


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column, `width` characters wide."""

    width: float = 12
    hidden: bool = False


class RuleKind(StrEnum):
    """What a cell may hold. Only a list is enforced by the program; whatever comes back is checked again."""

    LIST = "list"
    HINT = "hint"  # anything; `message` is shown when the cell is chosen
    NUMBER = "number"  # 0 or more
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class BookRule:
    """A rule for the cells of one column, rows `first` to `last` (from 0); a list is column `source` of the lists."""

    kind: RuleKind
    column: int
    first: int
    last: int
    source: int = -1
    message: str = ""


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet; always protected, so that only open cells can be written. Rows and columns count from 0."""

    name: str
    columns: Sequence[BookColumn]
    rows: Sequence[Sequence[BookCell]]
    rules: Sequence[BookRule] = ()
    hidden_rows: frozenset[int] = frozenset()
    freeze: tuple[int, int] = (0, 0)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets in their order; `lists` are (heading, what may be chosen), on a sheet of their own."""

    title: str
    sheets: Sequence[BookSheet]
    lists: Sequence[tuple[str, Sequence[str]]] = field(default=())
    lists_name: str = "Daftar"  # not translated: the rules name it

    @property
    def all_sheets(self) -> tuple[BookSheet, ...]:
        """The sheets with the one of the lists at the end, if there are lists."""
        return (*self.sheets, self._list_sheet()) if self.lists else tuple(self.sheets)

    def choices(self, source: int) -> int:
        """How many names a list has."""
        return len(self.lists[source][1])

    def _list_sheet(self) -> BookSheet:
        longest = max(len(names) for _heading, names in self.lists)
        rows = [[BookCell(heading, Look.HEAD) for heading, _names in self.lists]]
        rows += [
            [BookCell(names[place] if place < len(names) else "") for _heading, names in self.lists]
            for place in range(longest)
        ]
        return BookSheet(self.lists_name, [BookColumn(40)] * len(self.lists), rows, freeze=(1, 0))


def letters(column: int) -> str:
    """The letters of a column counted from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
