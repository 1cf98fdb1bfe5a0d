"""The period of the document: a month ("2021-03"), a quarter ("2021-Q1"), a year ("2021") or everything (""). Pure.

The words are those of the code; `label` gives the ones that people read.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from babel.dates import format_date
from flask_babel import get_locale
from flask_babel import gettext as _

from app.reports.document import NothingToPrintError

ROMAN = ("I", "II", "III", "IV")
_RECORD = re.compile(r"^(?P<year>[12]\d{3})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?$")


def days_of(record: str) -> tuple[date, date]:
    """The first and the last day of a period; `ValueError` for what is none (everything has no days of its own)."""
    match = _RECORD.match(record)
    if match is None:
        raise ValueError(record)
    year = int(match["year"])
    first, last = 1, 12
    if match["quarter"]:
        last = int(match["quarter"]) * 3
        first = last - 2
    elif match["month"]:
        first = last = int(match["month"])
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def periods_of(months: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """Years, quarters and months ("2021-03") that `months` lie in, each from the latest to the earliest."""
    known = sorted(set(months), reverse=True)
    quarters = dict.fromkeys(f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}" for month in known)
    return list(dict.fromkeys(month[:4] for month in known)), list(quarters), known


def label(record: str) -> str:
    """ "Maret 2021", "Triwulan I 2021", "2021", or that it is everything."""
    if not record:
        return str(_("Semua tahun"))
    match = _RECORD.match(record)
    if match is None:
        raise ValueError(record)
    if match["quarter"]:
        return str(
            _("Triwulan %(quarter)s %(year)s", quarter=ROMAN[int(match["quarter"]) - 1], year=match["year"])
        )
    if match["month"]:
        day = date(int(match["year"]), int(match["month"]), 1)
        return str(format_date(day, format="MMMM y", locale=str(get_locale() or "id")))
    return match["year"]


def period_of(record: str, months: Sequence[str]) -> tuple[date, date]:
    """The days of a record; everything reaches from the first to the last year with complaints.

    `months` are those with complaints, the earliest first. `NothingToPrintError` for a period without any.
    """
    if not record:
        return date(int(months[0][:4]), 1, 1), date(int(months[-1][:4]), 12, 31)
    if not any(record in periods for periods in periods_of(months)):
        raise NothingToPrintError(_("Tidak ada pengaduan pada periode ini."))
    return days_of(record)
