"""Numbers, dates and money as Indonesian officials write them; the rules themselves are Babel's.

Every filter shows "–" for None: an unknown figure is never a zero.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_format_date
from babel.dates import format_datetime as babel_format_datetime
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent
from flask import Flask, current_app, g, has_request_context

from app.extensions import present_locale
from app.web.frame import time_zone_of_actor

UNKNOWN = "–"
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}

Number = int | float | Decimal


def number(value: Number | None) -> str:
    """1234567 → "1.234.567"; decimals as they are, at most three."""
    return UNKNOWN if value is None else _decimal(value, None, _locale())


@lru_cache(maxsize=8192)
def _decimal(value: Number, form: str | None, locale: str) -> str:
    """Counts, years and scores come again and again on every page, and Babel takes its time for each."""
    return str(format_decimal(value, format=form, locale=locale))


def decimal1(value: Number | None) -> str:
    """3.14 → "3,1": exactly one decimal."""
    return UNKNOWN if value is None else _decimal(value, "#,##0.0", _locale())


def decimal2(value: Number | None) -> str:
    """3.146 → "3,15": exactly two decimals (indices)."""
    return UNKNOWN if value is None else _decimal(value, "#,##0.00", _locale())


def decimal3(value: Number | None) -> str:
    """0.6034 → "0,603": exactly three decimals (parts that add up to an index)."""
    return UNKNOWN if value is None else _decimal(value, "#,##0.000", _locale())


def percent1(value: Number | None) -> str:
    """A share between 0 and 1: 0.0937 → "9,4%"."""
    return UNKNOWN if value is None else _percent(value, "#,##0.0%", _locale())


def percent0(value: Number | None) -> str:
    """A share between 0 and 1 in whole percent, for axes: 0.2 → "20%"."""
    return UNKNOWN if value is None else _percent(value, "#,##0%", _locale())


@lru_cache(maxsize=8192)
def _percent(value: Number, form: str, locale: str) -> str:
    return str(format_percent(value, format=form, locale=locale))


def rupiah(value: Number | None) -> str:
    """1500000 → "Rp1.500.000" (whole rupiah: plans are budgeted without sen)."""
    if value is None:
        return UNKNOWN
    return format_currency(value, "IDR", format="¤#,##0", locale=_locale(), currency_digits=False).replace(
        "IDR", "Rp"
    )


def rupiah_short(value: Number | None) -> str:
    """1500000 → "Rp1,5 jt", for tiles and axes."""
    if value is None:
        return UNKNOWN
    text = format_compact_currency(value, "IDR", locale=_locale(), fraction_digits=1)
    return text.replace("IDR", "Rp").replace("Rp\xa0", "Rp")


def tanggal(value: date | datetime | None) -> str:
    """A day: "5 Oktober 2021". A moment is first brought to the government's time zone."""
    if value is None:
        return UNKNOWN
    day = _local(value).date() if isinstance(value, datetime) else value
    return babel_format_date(day, format="d MMMM y", locale=_locale())


def tanggal_singkat(value: date | datetime | None) -> str:
    """A day in a narrow column: "5 Okt 2021"; otherwise as `tanggal`."""
    if value is None:
        return UNKNOWN
    day = _local(value).date() if isinstance(value, datetime) else value
    return babel_format_date(day, format="d MMM y", locale=_locale())


def waktu(value: datetime | None, zone: str | None = None) -> str:
    """A moment: "5 Okt 2021 13.53 WITA", in `zone` (an IANA name) or else the present government's time zone."""
    if value is None:
        return UNKNOWN
    moment = _local(value, zone)
    name = ZONE_NAMES.get(str(moment.tzinfo), moment.tzname() or "")
    clock = babel_format_datetime(
        moment, format="d MMM y HH.mm", tzinfo=ZoneInfo(str(moment.tzinfo)), locale=_locale()
    )
    return f"{clock} {name}"


def jam(value: datetime | None) -> str:
    """The time of day in the present government's time zone: "13.53"."""
    if value is None:
        return UNKNOWN
    moment = _local(value)
    return babel_format_datetime(
        moment, format="HH.mm", tzinfo=ZoneInfo(str(moment.tzinfo)), locale=_locale()
    )


def present_zone() -> str:
    """The zone that times are shown in: that of `use_zone`, else the actor's government's, else the default."""
    if g.get("time_zone"):
        return str(g.time_zone)
    found = time_zone_of_actor() if has_request_context() else None
    return found or str(current_app.config["BABEL_DEFAULT_TIMEZONE"])


def use_zone(name: str) -> None:
    """Show times in this IANA zone until the end of the request or job (a document speaks its government's time)."""
    g.time_zone = ZoneInfo(name).key


def _local(value: datetime, zone: str | None = None) -> datetime:
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(ZoneInfo(zone or present_zone()))


def _locale() -> str:
    locale = present_locale()
    return locale.language if locale is not None else "id"


FILTERS: dict[str, Callable[[Any], str]] = {
    "jam": jam,
    "number": number,
    "decimal1": decimal1,
    "decimal2": decimal2,
    "decimal3": decimal3,
    "percent0": percent0,
    "percent1": percent1,
    "rupiah": rupiah,
    "rupiah_short": rupiah_short,
    "tanggal": tanggal,
    "tanggal_singkat": tanggal_singkat,
    "waktu": waktu,
}


def register(app: Flask) -> None:
    """Make the filters known to every template."""
    app.jinja_env.filters.update(FILTERS)
