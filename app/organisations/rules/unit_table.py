"""A list of OPD as people type it into a spreadsheet: what its rows mean, and what is wrong with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.organisations.rules.names import name_key

MOST_ROWS = 1_000
LONGEST_NAME = 200
LONGEST_SHORT = 60
LONGEST_ALIAS = 300
_HEADER_WITHIN = 20


class Column(StrEnum):
    """What a column can be."""

    NAME = "name"
    KIND = "kind"
    SHORT_NAME = "short_name"
    ALIASES = "aliases"


class Fault(StrEnum):
    """What can be wrong with a row, or (the first three) with the whole table."""

    NO_HEADER = "no_header"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"
    NAME_TWICE = "name_twice"
    KIND_UNKNOWN = "kind_unknown"
    SHORT_NAME_TOO_LONG = "short_name_too_long"
    ALIAS_TOO_LONG = "alias_too_long"
    ALIAS_TAKEN = "alias_taken"


@dataclass(frozen=True)
class Problem:
    """A fault with its place. `row` counts as the spreadsheet does (0: the whole table); `other` has the alias."""

    row: int
    column: Column | None
    value: str
    fault: Fault
    other: str = ""


@dataclass(frozen=True)
class UnitRow:
    """One good row. `is_known`: an OPD of this name exists already; it only gets the spellings it lacks."""

    row: int
    name: str
    kind: str
    short_name: str
    aliases: tuple[str, ...]
    is_known: bool


@dataclass(frozen=True)
class Known:
    """What the government has: keys of OPD names, and of all other spellings, each with the OPD's name."""

    names: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Reading:
    """The outcome: good rows, and every fault at once."""

    rows: list[UnitRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def new(self) -> list[UnitRow]:
        return [row for row in self.rows if not row.is_known]

    @property
    def known(self) -> list[UnitRow]:
        return [row for row in self.rows if row.is_known]


_HEADINGS = {
    Column.NAME: {
        "nama", "nama opd", "opd", "nama perangkat daerah", "perangkat daerah", "nama unit", "unit", "unit kerja",
        "nama unit kerja", "instansi", "name",
    },
    Column.KIND: {"jenis", "jenis opd", "bentuk", "kind"},
    Column.SHORT_NAME: {"singkatan", "nama singkat", "akronim", "short name"},
    Column.ALIASES: {"nama lain", "alias", "ejaan lain", "sebutan lain", "aliases"},
}  # fmt: skip

# Beginning of the name → kind; the first that fits counts.
_BEGINNINGS = (
    ("sekretariat dprd", "sekretariat_dprd"),
    ("sekretariat dewan", "sekretariat_dprd"),
    ("sekretariat", "sekretariat"),
    ("bagian", "bagian"),
    ("biro", "biro"),
    ("inspektorat", "inspektorat"),
    ("satuan polisi", "satpol"),
    ("satpol", "satpol"),
    ("dinas", "dinas"),
    ("badan", "badan"),
    ("bappeda", "badan"),
    ("bpbd", "badan"),
    ("rsud", "rsud"),
    ("rumah sakit", "rsud"),
    ("kecamatan", "kecamatan"),
    ("kapanewon", "kecamatan"),
    ("distrik", "kecamatan"),
    ("perusahaan", "bumd"),
    ("perumda", "bumd"),
    ("pdam", "bumd"),
    ("perseroda", "bumd"),
)


def guess_kind(name: str) -> str:
    """The kind that a name says by itself: "Dinas Sosial" is a dinas. "lainnya" when it says none."""
    key = name_key(name)
    return next((kind for beginning, kind in _BEGINNINGS if key.startswith(beginning)), "lainnya")


def read_table(rows: Sequence[tuple[int, Sequence[str]]], kinds: Mapping[str, str], known: Known) -> Reading:
    """Read (row number, cells) into good rows and faults. `kinds`: key of a label or code → code of the kind."""
    header = _find_header(rows)
    if header is None:
        return Reading(problems=[Problem(0, None, "", Fault.NO_HEADER)])
    place, columns = header
    body = [(number, cells) for number, cells in rows[place + 1 :] if any(cell.strip() for cell in cells)]
    if not body:
        return Reading(problems=[Problem(0, None, "", Fault.NO_ROWS)])
    if len(body) > MOST_ROWS:
        return Reading(problems=[Problem(0, None, str(len(body)), Fault.TOO_MANY_ROWS)])
    reader = _Reader(columns, kinds, known)
    for number, cells in body:
        reader.take(number, cells)
    return reader.reading


def _find_header(rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, dict[Column, int]] | None:
    for place, (_number, cells) in enumerate(rows[:_HEADER_WITHIN]):
        columns: dict[Column, int] = {}
        for index, cell in enumerate(cells):
            key = " ".join(cell.lower().replace("_", " ").split())
            for column, headings in _HEADINGS.items():
                if key in headings:
                    columns.setdefault(column, index)
        if Column.NAME in columns:
            return place, columns
    return None


class _Reader:
    def __init__(self, columns: Mapping[Column, int], kinds: Mapping[str, str], known: Known) -> None:
        self.columns, self.kinds = columns, kinds
        self.reading = Reading()
        self._known = known
        self._spellings = {**known.aliases, **known.names}
        self._seen: set[str] = set()

    def take(self, number: int, cells: Sequence[str]) -> None:
        """Judge one row; a row with any fault gives no OPD."""
        before = len(self.reading.problems)
        name = self._cell(cells, Column.NAME)
        key = name_key(name)
        self._judge_name(number, name, key)
        kind = self._kind(number, name, self._cell(cells, Column.KIND))
        short_name = self._cell(cells, Column.SHORT_NAME)
        if len(short_name) > LONGEST_SHORT:
            self._fault(number, Column.SHORT_NAME, short_name, Fault.SHORT_NAME_TOO_LONG)
        aliases = self._aliases(number, key, self._cell(cells, Column.ALIASES))
        if len(self.reading.problems) > before:
            return
        self._seen.add(key)
        self._spellings.setdefault(key, name)
        for alias in aliases:
            self._spellings[name_key(alias)] = name
        self.reading.rows.append(
            UnitRow(number, name, kind, short_name, aliases, is_known=key in self._known.names)
        )

    def _judge_name(self, number: int, name: str, key: str) -> None:
        if not key:
            self._fault(number, Column.NAME, name, Fault.NAME_MISSING)
        elif len(name) > LONGEST_NAME:
            self._fault(number, Column.NAME, name, Fault.NAME_TOO_LONG)
        elif key in self._seen:
            self._fault(number, Column.NAME, name, Fault.NAME_TWICE)
        elif key in self._spellings and key not in self._known.names:
            self._fault(number, Column.NAME, name, Fault.ALIAS_TAKEN, self._spellings[key])

    def _kind(self, number: int, name: str, text: str) -> str:
        if not text:
            return guess_kind(name)
        found = self.kinds.get(name_key(text)) or self.kinds.get(text.strip().lower())
        if found is None:
            self._fault(number, Column.KIND, text, Fault.KIND_UNKNOWN)
        return found or ""

    def _aliases(self, number: int, key: str, text: str) -> tuple[str, ...]:
        own = self._known.names.get(key)
        found: dict[str, str] = {}
        for alias in split_aliases(text):
            alias_key = name_key(alias)
            holder = self._spellings.get(alias_key)
            if alias_key in ("", key) or alias_key in found or (holder is not None and holder == own):
                continue
            if len(alias) > LONGEST_ALIAS:
                self._fault(number, Column.ALIASES, alias, Fault.ALIAS_TOO_LONG)
            elif holder is not None:
                self._fault(number, Column.ALIASES, alias, Fault.ALIAS_TAKEN, holder)
            else:
                found[alias_key] = alias
        return tuple(found.values())

    def _cell(self, cells: Sequence[str], column: Column) -> str:
        index = self.columns.get(column)
        return " ".join(cells[index].split()) if index is not None and index < len(cells) else ""

    def _fault(self, row: int, column: Column, value: str, fault: Fault, other: str = "") -> None:
        self.reading.problems.append(Problem(row, column, value[:80], fault, other))


def split_aliases(text: str) -> Iterable[str]:
    """Spellings in one cell, divided by semicolons or line breaks (commas belong to names)."""
    return [part.strip() for part in text.replace("\n", ";").split(";") if part.strip()]
