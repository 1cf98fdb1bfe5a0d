"""The budget nomenclature: what its codes look like, and what is wrong in a file of them. Pure.

A code is a chain of parts, such as 2.16.01.2.06.0002: the number of its parts says the level, and the parts before its
last one name the parent. Which codes exist is data that the operator loads; nothing of it is in here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST_CODE, LONGEST_NAME = 40, 300
MOST_ITEMS = 50_000
_CODE = re.compile(r"(?:[0-9]{1,6}|X{1,2})(?:\.(?:[0-9]{1,6}|X{1,2}))*")
_CODE_HEADINGS = frozenset({"kode", "kode rekening", "kode nomenklatur", "code"})
_NAME_HEADINGS = frozenset({"nama", "nomenklatur", "uraian", "nomenklatur urusan", "name"})


class BudgetLevel(StrEnum):
    """What a code stands for."""

    AFFAIR = "affair"  # urusan
    FIELD = "field"  # bidang urusan
    PROGRAM = "program"
    ACTIVITY = "activity"  # kegiatan
    SUB_ACTIVITY = "sub_activity"  # sub-kegiatan


LEVELS = {
    1: BudgetLevel.AFFAIR,
    2: BudgetLevel.FIELD,
    3: BudgetLevel.PROGRAM,
    5: BudgetLevel.ACTIVITY,
    6: BudgetLevel.SUB_ACTIVITY,
}
# An activity stands in its program, a sub-activity in its activity; what is above a program is often left out.
_NEEDS_PARENT = (BudgetLevel.ACTIVITY, BudgetLevel.SUB_ACTIVITY)


class NomenclatureFault(StrEnum):
    """What is wrong in a file, or in one row of it."""

    NO_HEADER = "no_header"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    CODE_MISSING = "code_missing"
    CODE_UNREADABLE = "code_unreadable"
    CODE_TWICE = "code_twice"
    LEVEL_UNKNOWN = "level_unknown"
    PARENT_MISSING = "parent_missing"
    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"


@dataclass(frozen=True, slots=True)
class NomenclatureRow:
    """One entry; `parent` is the code of the entry that it stands in, "" for a program and what is above."""

    code: str
    level: BudgetLevel
    parent: str
    name: str


@dataclass(frozen=True, slots=True)
class NomenclatureProblem:
    """A fault with the row that the spreadsheet counts (0: the file as a whole) and what stood there."""

    row: int
    fault: NomenclatureFault
    value: str = ""


@dataclass(frozen=True, slots=True)
class NomenclatureReading:
    """What a file says. It may be loaded only without problems."""

    rows: tuple[NomenclatureRow, ...]
    problems: tuple[NomenclatureProblem, ...]


def normal_code(text: str) -> str:
    """A code as it is compared: no blanks, no dot at its end, capital letters; whatever else was typed stays.

    >>> normal_code(" 2.16.01. 2.06. ")
    '2.16.01.2.06'
    """
    return "".join(text.split()).rstrip(".").upper()


def level_of(code: str) -> BudgetLevel | None:
    """The level by the number of parts; None for what is no code of the nomenclature."""
    return LEVELS.get(code.count(".") + 1) if _CODE.fullmatch(code) else None


def parent_of(code: str) -> str:
    """The code that this one stands in; an activity (five parts) stands in a program (three)."""
    parts = code.split(".")
    if len(parts) <= len(LEVELS) - 2:
        return ""
    return ".".join(parts[:3] if len(parts) == 5 else parts[:-1])


def search_words(text: str) -> tuple[str, ...]:
    """What is looked for: every word must be in the code or in the name, in any order."""
    return tuple(dict.fromkeys(text.casefold().split()))[:8]


def search_text(code: str, name: str) -> str:
    """What an entry is found by."""
    return f"{code} {' '.join(name.split())}".casefold()


def read_nomenclature(table: Sequence[tuple[int, Sequence[str]]]) -> NomenclatureReading:
    """The entries of a table with a heading row that has a column for the code and one for the name."""
    found = _header(table)
    if found is None:
        return _refused(NomenclatureFault.NO_HEADER)
    start, code_column, name_column = found
    body = [
        (number, _cell(cells, code_column), _cell(cells, name_column))
        for number, cells in table[start:]
        if any(cell.strip() for cell in cells)
    ]
    if not body:
        return _refused(NomenclatureFault.NO_ROWS)
    if len(body) > MOST_ITEMS:
        return _refused(NomenclatureFault.TOO_MANY_ROWS, f"{len(body)}")
    rows: dict[str, NomenclatureRow] = {}
    problems: list[NomenclatureProblem] = []
    codes = {normal_code(code) for _number, code, _name in body}
    for number, typed, name in body:
        code = normal_code(typed)
        faults = list(_faults(code, typed, name, rows, codes))
        problems += [NomenclatureProblem(number, fault, value) for fault, value in faults]
        level = level_of(code)
        if not faults and level is not None:
            rows[code] = NomenclatureRow(code, level, parent_of(code), name)
    return NomenclatureReading(tuple(rows.values()), tuple(problems))


def _faults(
    code: str, typed: str, name: str, before: dict[str, NomenclatureRow], codes: set[str]
) -> Iterator[tuple[NomenclatureFault, str]]:
    if not code:
        yield NomenclatureFault.CODE_MISSING, name
    elif len(code) > LONGEST_CODE or not _CODE.fullmatch(code):
        yield NomenclatureFault.CODE_UNREADABLE, typed
    elif level_of(code) is None:
        yield NomenclatureFault.LEVEL_UNKNOWN, code
    elif code in before:
        yield NomenclatureFault.CODE_TWICE, code
    elif level_of(code) in _NEEDS_PARENT and parent_of(code) not in codes:
        yield NomenclatureFault.PARENT_MISSING, f"{code} ({parent_of(code)})"
    if not name:
        yield NomenclatureFault.NAME_MISSING, code
    elif len(name) > LONGEST_NAME:
        yield NomenclatureFault.NAME_TOO_LONG, name[:60]


def _header(table: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, int, int] | None:
    """Index of the first row below the headings, and the columns of code and name."""
    for index, (_number, cells) in enumerate(table[:20]):
        folded = [" ".join(cell.split()).casefold() for cell in cells]
        code = next((place for place, cell in enumerate(folded) if cell in _CODE_HEADINGS), None)
        name = next((place for place, cell in enumerate(folded) if cell in _NAME_HEADINGS), None)
        if code is not None and name is not None:
            return index + 1, code, name
    return None


def _cell(cells: Sequence[str], column: int) -> str:
    return " ".join(cells[column].split()) if column < len(cells) else ""


def _refused(fault: NomenclatureFault, value: str = "") -> NomenclatureReading:
    return NomenclatureReading((), (NomenclatureProblem(0, fault, value),))
