"""A list of free days in a spreadsheet: what its rows say, and what is wrong with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.complaints.calendar import DayKind, FreeDay
from app.complaints.calendar_checks import NEEDS_DECREE, faults_of_day
from app.complaints.import_formats.fields import Cell, CellRefused, fold, unspaced
from app.complaints.import_formats.moments import MomentReader

MOST_DAYS = 200
_HEADER_WITHIN = 20
_HEADINGS: dict[str, frozenset[str]] = {
    "day": frozenset({"tanggal", "tgl", "date"}),
    "name": frozenset({"nama", "nama hari libur", "hari libur", "keterangan", "peringatan", "name"}),
    "kind": frozenset({"jenis", "jenis libur", "kind"}),
    "decree": frozenset({"dasar", "dasar penetapan", "dasar hukum", "keputusan", "nomor keputusan", "skb"}),
    "estimate": frozenset({"perkiraan", "estimate"}),
}
_KINDS: dict[str, DayKind] = {
    "hari libur nasional": DayKind.NATIONAL,
    "libur nasional": DayKind.NATIONAL,
    "nasional": DayKind.NATIONAL,
    "cuti bersama": DayKind.CUTI_BERSAMA,
    "hari pemungutan suara": DayKind.ELECTION,
    "pemungutan suara": DayKind.ELECTION,
    "pemilu": DayKind.ELECTION,
    "pilkada": DayKind.ELECTION,
}
_YES = frozenset({"ya", "y", "x", "1", "yes", "true"})


class RowFault(StrEnum):
    """Why a row is not taken."""

    NO_HEADER = "no_header"
    NO_ROWS = "no_rows"
    TOO_MANY = "too_many"
    DAY_UNREADABLE = "day_unreadable"
    NAME_MISSING = "name_missing"
    KIND_UNKNOWN = "kind_unknown"
    DECREE_MISSING = "decree_missing"
    DAY_OUT_OF_RANGE = "day_out_of_range"
    DAY_TWICE = "day_twice"


@dataclass(frozen=True)
class DaysRead:
    """The days of a list, and what is wrong by row number (0: with the list as a whole)."""

    days: Sequence[FreeDay]
    faults: Sequence[tuple[int, RowFault]]


class _Refused(Exception):
    def __init__(self, fault: RowFault) -> None:
        super().__init__(fault)
        self.fault = fault


def read_days(rows: Iterable[tuple[int, Sequence[Cell]]]) -> DaysRead:
    """Read a list with a heading row; columns Tanggal and Nama are needed, Jenis and Dasar may be there."""
    columns: Mapping[str, int] | None = None
    days: dict[date, FreeDay] = {}
    faults: list[tuple[int, RowFault]] = []
    for number, cells in rows:
        if columns is None:
            columns = _columns(cells)
            if columns is None and number > _HEADER_WITHIN:
                break
        elif any(_text(cell) for cell in cells):
            try:
                free = _day(cells, columns)
                if free.day in days:
                    raise _Refused(RowFault.DAY_TWICE)
                days[free.day] = free
            except _Refused as refused:
                faults.append((number, refused.fault))
            if len(days) + len(faults) > MOST_DAYS:
                return DaysRead((), [(0, RowFault.TOO_MANY)])
    if columns is None:
        return DaysRead((), [(0, RowFault.NO_HEADER)])
    if not days and not faults:
        return DaysRead((), [(0, RowFault.NO_ROWS)])
    return DaysRead(sorted(days.values(), key=lambda free: free.day), faults)


def _columns(cells: Sequence[Cell]) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        heading = fold(_text(cell))
        for name, words in _HEADINGS.items():
            if heading in words and name not in found:
                found[name] = place
    return found if {"day", "name"} <= found.keys() else None


def _day(cells: Sequence[Cell], columns: Mapping[str, int]) -> FreeDay:
    def cell(name: str) -> Cell:
        place = columns.get(name)
        return cells[place] if place is not None and place < len(cells) else None

    name = _text(cell("name"))
    if not name:
        raise _Refused(RowFault.NAME_MISSING)
    free = FreeDay(
        _date(cell("day")),
        _kind(_text(cell("kind")), name),
        name[:200],
        _text(cell("decree"))[:300],
        fold(_text(cell("estimate"))) in _YES,
    )
    if free.kind in NEEDS_DECREE and not free.decree:
        raise _Refused(RowFault.DECREE_MISSING)
    if faults_of_day(free, ()):
        raise _Refused(RowFault.DAY_OUT_OF_RANGE)
    return free


def _date(cell: Cell) -> date:
    try:
        moment = MomentReader(ZoneInfo("UTC")).read(cell)
    except CellRefused:
        moment = None
    if moment is None:
        raise _Refused(RowFault.DAY_UNREADABLE)
    return moment.instant.date()


def _kind(text: str, name: str) -> DayKind:
    """The kind as written; without one, what the name says."""
    if text:
        kind = _KINDS.get(fold(text))
        if kind is None:
            raise _Refused(RowFault.KIND_UNKNOWN)
        return kind
    return DayKind.CUTI_BERSAMA if fold(name).startswith("cuti bersama") else DayKind.NATIONAL


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(unspaced(str(cell)).split())
