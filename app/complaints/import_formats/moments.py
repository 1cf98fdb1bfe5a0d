"""Dates as people and spreadsheets write them, made into moments.

Day before month, always: `05/10/2021` is 5 October in Indonesia. What cannot be known is refused with the
reason; nothing is guessed (a relative word such as "Kemarin" only meant something on the day the page was
read).
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.complaints.import_formats.fields import Cell, CellRefused, Since1904, Trouble, unspaced

_MONTH_NAMES = (
    ("jan", "januari", "january"),
    ("feb", "februari", "pebruari", "peb", "february"),
    ("mar", "maret", "march", "mrt"),
    ("apr", "april"),
    ("mei", "may"),
    ("jun", "juni", "june"),
    ("jul", "juli", "july"),
    ("agu", "agt", "ags", "agust", "agustus", "aug", "august"),
    ("sep", "sept", "september"),
    ("okt", "oktober", "oct", "october"),
    ("nov", "november", "nop", "nopember"),
    ("des", "desember", "dec", "december"),
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}

_RELATIVE = re.compile(
    r"\b(kemarin|hari ini|baru saja|barusan|tadi|besok|lusa|yang lalu|lalu|yesterday|today|just now|ago)\b",
    re.IGNORECASE,
)
_AGO = re.compile(r"\d+\s*(detik|menit|jam|hari|minggu|bulan|tahun|minutes?|hours?|days?)", re.IGNORECASE)
_DAY_NAME = r"(?:sen|sel|rab|kam|jum['’`]?at|jum|sab|min|ahad|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_WEEKDAY = re.compile(rf"^(?:hari\s+)?{_DAY_NAME}[,\s]+", re.IGNORECASE)
# "Senin, 02:19": the page meant last Monday.
_DAY_NAME_ONLY = re.compile(rf"(?:hari\s+)?{_DAY_NAME}(?:[,\s]+\d{{1,2}}[:.]\d{{2}})?", re.IGNORECASE)
_CLOCK_ONLY = re.compile(
    r"(?:pukul|pkl\.?|jam)?\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:am|pm|wib|wita|wit)?", re.IGNORECASE
)
# What databases and people write for "not yet".
_NOTHING = frozenset(
    {"", "-", "–", "—", "--", "n/a", "null", "none", "nihil", "kosong", "belum", "belum ada", "tidak ada"}
)
_ZERO = re.compile(r"0{4}-00-00(?:[T ]00:00:00)?|00/00/0{4}(?: 00:00(?::00)?)?")
_ZONE = re.compile(r"\s*\b(WIB|WITA|WIT)\b\.?$", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:[\sT,|]+|\s*-\s+)(?:pukul|pkl\.?|jam)?\s*(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(am|pm)?$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/\-. ]\s*(\d{1,2})\s*[/\-. ]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/\-.](\d{1,2})[/\-.](\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})[\s\-/.]*([a-z]{3,})\.?[\s\-/.,]*(\d{4}|\d{2})", re.IGNORECASE)
_NAME_FIRST = re.compile(r"([a-z]{3,})\.?\s+(\d{1,2}),?\s+(\d{4})", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[+-]\d{2}(?::?\d{2})?)")

# Day 0 of the 1900 calendar of spreadsheets, with its wrong leap day already allowed for.
_SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial has no zone; the reader adds the government's
DAYS_TO_1904 = 1462
_SERIAL_RANGE = (20_000, 80_000)  # 1954 to 2119: a bare number outside is no date


class Moment(NamedTuple):
    """An instant in UTC, and whether only the day was written."""

    instant: datetime
    day_only: bool


class MomentReader:
    """Reads moments on one government's clock; a written zone (WIB, WITA, WIT, an offset) goes before it."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone

    def read(self, value: Cell) -> Moment | None:
        """The moment in a cell, None if it is empty. Raises `CellRefused` with the reason."""
        if value is None or value == "":
            return None
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, datetime):
            return self._at(value, self.zone, day_only=False)
        if isinstance(value, date):
            return self._at(datetime.combine(value, time()), self.zone, day_only=True)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._serial(value + DAYS_TO_1904 if isinstance(value, Since1904) else float(value))
        if isinstance(value, time | timedelta):
            raise CellRefused(Trouble.DATE_WITHOUT_DAY)
        raise CellRefused(Trouble.DATE_UNREADABLE)

    def _text(self, raw: str) -> Moment | None:
        plain = _PLAIN.fullmatch(raw)
        if plain and plain[3] != "0000":
            day, month, year, hour, minute, second = plain.groups()
            moment = _moment(
                int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)
            )
            return self._at(moment, self.zone, day_only=hour is None)
        text = " ".join(unspaced(raw).split())
        if text.casefold() in _NOTHING or _ZERO.fullmatch(text):
            return None
        if _RELATIVE.search(text) or _AGO.fullmatch(text) or _DAY_NAME_ONLY.fullmatch(text):
            raise CellRefused(Trouble.DATE_RELATIVE)
        if _CLOCK_ONLY.fullmatch(text):
            raise CellRefused(Trouble.DATE_WITHOUT_DAY)
        if _ISO.fullmatch(text):
            return self._iso(text)
        zone, text = self._written_zone(text)
        text = _WEEKDAY.sub("", text)
        if _SERIAL.fullmatch(text):
            return self._serial(float(text.replace(",", ".")))
        hour, minute, second, text, day_only = _clock(text)
        year, month, day = _day(text)
        return self._at(_moment(year, month, day, hour, minute, second), zone, day_only=day_only)

    def _written_zone(self, text: str) -> tuple[ZoneInfo, str]:
        found = _ZONE.search(text)
        if found is None:
            return self.zone, text
        return ZoneInfo(ZONES[found[1].upper()]), text[: found.start()].rstrip(" ,")

    def _iso(self, text: str) -> Moment:
        try:
            return self._at(datetime.fromisoformat(text), self.zone, day_only=False)
        except ValueError:
            raise CellRefused(Trouble.DATE_UNREADABLE) from None

    def _serial(self, number: float) -> Moment:
        low, high = _SERIAL_RANGE
        if not low <= number <= high:
            raise CellRefused(Trouble.DATE_UNREADABLE)
        # A serial carries a day in 1/86400 parts with an error of some microseconds: round to the second.
        moment = _SERIAL_START + timedelta(seconds=round(number * 86_400))
        return self._at(moment, self.zone, day_only=number == int(number))

    def _at(self, moment: datetime, zone: ZoneInfo, *, day_only: bool) -> Moment:
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
        try:
            return Moment(aware.astimezone(UTC), day_only)
        except OverflowError:
            raise CellRefused(Trouble.DATE_IMPOSSIBLE) from None


def _clock(text: str) -> tuple[int, int, int, str, bool]:
    found = _CLOCK.search(text)
    if found is None:
        return 0, 0, 0, text, True
    hour, minute, second, half = found.groups()
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    return hours, int(minute), int(second or 0), text[: found.start()].strip(" ,|"), False


def _day(text: str) -> tuple[int, int, int]:
    if found := _DAY_FIRST.fullmatch(text):
        return _year(found[3]), int(found[2]), int(found[1])
    if found := _YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NAMED.fullmatch(text):
        return _year(found[3]), _month(found[2]), int(found[1])
    if found := _NAME_FIRST.fullmatch(text):
        return int(found[3]), _month(found[1]), int(found[2])
    raise CellRefused(Trouble.DATE_UNREADABLE)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(name: str) -> int:
    try:
        return MONTHS[name.casefold()]
    except KeyError:
        raise CellRefused(Trouble.DATE_UNREADABLE) from None


def _moment(year: int, month: int, day: int, hour: int, minute: int, second: int) -> datetime:
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the caller knows the zone
    except ValueError:
        raise CellRefused(Trouble.DATE_IMPOSSIBLE) from None
