"""One cell of the matrix: its text, what the text means, and what is wrong with it. Pure.

The sheet in the page and the workbook speak of a line through this and nothing else: `show_cell` writes the text that a
person sees, `read_cell` understands what a person wrote, and reading what was shown gives the same value back.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.plans.compile import LineFields
from app.plans.numbers import NotANumber, parse_decimal, parse_rupiah
from app.plans.rules.lines import Fault, budget_fault, target_fault


class CellKind(StrEnum):
    """How a cell is written."""

    LINE = "line"  # a text of one line
    TEXT = "text"  # a text that may have several
    CHOICE = "choice"  # one of known names
    CHOICES = "choices"  # several of them
    NUMBER = "number"
    MONEY = "money"
    QUARTERS = "quarters"


@dataclass(frozen=True, slots=True)
class Cell:
    """A column: its key (`targets_2021` for a year's), the field of `LineFields`, its kind and longest text."""

    key: str
    field: str
    kind: CellKind
    year: int | None = None
    longest: int = 4000


class CellRefused(Exception):
    """The text is not what the cell may hold."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class CellWords:
    """The names that cells are written with, each by its code or id; `years` are the plan's own."""

    years: tuple[int, ...]
    categories: Mapping[str, str]
    indicators: Mapping[str, str]
    funds: Mapping[str, str]
    units: Mapping[str, str]
    short_names: Mapping[str, str]

    def choices(self, field: str) -> Mapping[str, str]:
        """The names of a field with choices."""
        return {
            "category_code": self.categories,
            "indicator_id": self.indicators,
            "fund_source": self.funds,
        }.get(field, self.units)


_BEFORE_YEARS = (
    Cell("category_code", "category_code", CellKind.CHOICE),
    Cell("activity", "activity", CellKind.TEXT, longest=2000),
    Cell("output_indicator", "output_indicator", CellKind.TEXT),
    Cell("unit_of_measure", "unit_of_measure", CellKind.LINE, longest=60),
    Cell("baseline", "baseline", CellKind.LINE, longest=200),
)
_AFTER_MONEY = (
    Cell("fund_source", "fund_source", CellKind.CHOICE),
    Cell("budget_code", "budget_code", CellKind.LINE, longest=40),
    Cell("budget_name", "budget_name", CellKind.LINE, longest=300),
    Cell("responsible_unit_id", "responsible_unit_id", CellKind.CHOICE),
    Cell("supporting_unit_ids", "supporting_unit_ids", CellKind.CHOICES),
)
_LAST = (
    Cell("indicator_id", "indicator_id", CellKind.CHOICE),
    Cell("complaint_category", "complaint_category", CellKind.LINE, longest=200),
    Cell("problem", "problem", CellKind.TEXT),
    Cell("remarks", "remarks", CellKind.TEXT),
)
_REQUIRED = frozenset({"category_code", "activity"})
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NUMERALS = ("I", "II", "III", "IV")
_RANGE = re.compile(r"\s*(?:-|–|—|s\.?\s*/?\s*d\.?|sampai)\s*")
_LISTED = re.compile(r"\s*(?:[,;/&+]|\bdan\b|\s)\s*")


def cells_of(years: tuple[int, ...]) -> tuple[Cell, ...]:
    """Every cell of a line that a person may write, in the order of the columns."""
    return (
        *_BEFORE_YEARS,
        *(Cell(f"targets_{year}", "targets", CellKind.NUMBER, year) for year in years),
        *(Cell(f"budgets_{year}", "budgets", CellKind.MONEY, year) for year in years),
        *_AFTER_MONEY,
        *(Cell(f"quarters_{year}", "quarters", CellKind.QUARTERS, year) for year in years),
        *_LAST,
    )


def clean(text: str, *, lines: bool = True) -> str:
    """A text as it is kept: no signs that no database or workbook can hold, no blanks around it.

    Without `lines` it becomes one line.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs"))
    text = text.replace("\ufffe", "").replace("\uffff", "")
    return text.strip() if lines else " ".join(text.split("\n")).strip()


def show_cell(fields: LineFields, cell: Cell, words: CellWords) -> str:
    """What stands in the cell; an empty text for nothing."""
    value = getattr(fields, cell.field)
    if cell.year is not None:
        value = value.get(cell.year)
    if value in (None, "", ()):
        return ""
    if cell.kind is CellKind.CHOICE:
        return words.choices(cell.field).get(value, "")
    if cell.kind is CellKind.CHOICES:
        return "; ".join(words.units[unit_id] for unit_id in value if unit_id in words.units)
    if cell.kind in (CellKind.NUMBER, CellKind.MONEY):
        return written(Decimal(value))
    if cell.kind is CellKind.QUARTERS:
        return ", ".join(_NUMERALS[quarter - 1] for quarter in sorted(value))
    return clean(value, lines=cell.kind is CellKind.TEXT)


def read_cell(cell: Cell, text: str, words: CellWords) -> Any:
    """The value that the text means, as `LineFields` has it; None where a year or a choice is left open.

    Raises CellRefused.
    """
    text = clean(text, lines=cell.kind is CellKind.TEXT)
    if not text:
        if cell.field in _REQUIRED:
            raise CellRefused(Fault.MISSING)
        return _nothing(cell)
    if cell.kind is CellKind.CHOICE:
        return _choice(text, words, cell.field)
    if cell.kind is CellKind.CHOICES:
        parts = [part.strip() for part in text.replace("\n", ";").split(";")]
        return tuple(dict.fromkeys(_choice(part, words, cell.field) for part in parts if part))
    if cell.kind in (CellKind.NUMBER, CellKind.MONEY):
        return _number(cell.kind, text)
    if cell.kind is CellKind.QUARTERS:
        return _quarters(text)
    if len(text) > cell.longest:
        raise CellRefused(Fault.TOO_LONG)
    return text


def with_cell(fields: LineFields, cell: Cell, value: Any) -> LineFields:
    """The line with this value in the cell. The responsible unit never supports itself."""
    if cell.year is not None:
        by_year = {year: old for year, old in getattr(fields, cell.field).items() if year != cell.year}
        if value not in (None, ()):
            by_year[cell.year] = value
        in_order: Any = dict(sorted(by_year.items()))
        return replace(fields, **{cell.field: in_order})
    changed: LineFields = replace(fields, **{cell.field: value})
    supporting = tuple(
        unit_id for unit_id in changed.supporting_unit_ids if unit_id != changed.responsible_unit_id
    )
    return replace(changed, supporting_unit_ids=supporting)


def within_years(fields: LineFields, years: tuple[int, ...]) -> LineFields:
    """The line without what it says about other years."""
    return replace(
        fields,
        targets={year: value for year, value in fields.targets.items() if year in years},
        budgets={year: value for year, value in fields.budgets.items() if year in years},
        quarters={year: value for year, value in fields.quarters.items() if year in years},
    )


def written(number: Decimal) -> str:
    """A number as Indonesians write it, every digit kept: 1.500.000 and 0,125.

    >>> written(Decimal("1234.50"))
    '1.234,5'
    """
    whole, _, fraction = f"{number:f}".partition(".")
    fraction = fraction.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{fraction}" if fraction else grouped


def _nothing(cell: Cell) -> Any:
    if cell.kind is CellKind.CHOICES or cell.kind is CellKind.QUARTERS:
        return ()
    return None if cell.year is not None or cell.field in ("indicator_id", "responsible_unit_id") else ""


def _number(kind: CellKind, text: str) -> Any:
    try:
        value = parse_rupiah(text) if kind is CellKind.MONEY else parse_decimal(text)
    except NotANumber:
        raise CellRefused(Fault.NOT_A_NUMBER) from None
    fault = budget_fault(value) if kind is CellKind.MONEY else target_fault(value)
    if fault is not None:
        raise CellRefused(fault)
    return value


def _quarters(text: str) -> tuple[int, ...]:
    """I–IV as lists and ranges: "I, III", "TW I–III", "1 dan 2", "2 s.d. 4"."""
    plain = re.sub(r"\b(?:tw|triwulan)\b\.?", " ", text.casefold()).strip()
    found: set[int] = set()
    for part in _LISTED.split(_RANGE.sub("-", plain)):
        first, _, last = part.partition("-")
        if first not in _ROMAN or (last or first) not in _ROMAN or _ROMAN[last or first] < _ROMAN[first]:
            raise CellRefused(Fault.NO_QUARTER)
        found.update(range(_ROMAN[first], _ROMAN[last or first] + 1))
    return tuple(sorted(found))


def _choice(text: str, words: CellWords, field: str) -> str:
    """The code or id that a name stands for: the whole name first, then a short name or code that only one has."""
    wanted = " ".join(text.split()).casefold()
    choices = words.choices(field)
    short: Mapping[str, str] = words.short_names if choices is words.units else {key: key for key in choices}
    for names in (choices, short):
        found = [key for key, name in names.items() if " ".join(name.split()).casefold() == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            raise CellRefused(Fault.AMBIGUOUS)
    raise CellRefused(Fault.UNKNOWN)
