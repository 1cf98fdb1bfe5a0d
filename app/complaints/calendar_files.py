"""A year of free days as files: for spreadsheets, and for the calendar of a telephone."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from flask import Response
from flask_babel import format_date
from flask_babel import gettext as _

from app.complaints.calendar import FreeDay
from app.complaints.exporting import Sheet, attachment
from app.complaints.labels import DAY_LABELS
from app.db import utc_now

_FOLD = 74  # octets before the line break, of the 75 that a line may have


def calendar_file(days: Sequence[FreeDay], title: str, name: str, kind: str) -> Response:
    """The days as a download: `csv` and `xlsx` can be read in again, `ics` is for calendars."""
    if kind != "ics":
        return attachment([_sheet(days, title)], name, kind)
    response = Response(to_ics(days, title, utc_now()), mimetype="text/calendar; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.ics")
    return response


def to_ics(days: Iterable[FreeDay], title: str, now: datetime) -> str:
    """An iCalendar (RFC 5545) with one all-day event a day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Renaksi//Kalender hari kerja//ID"]
    lines.append(f"X-WR-CALNAME:{_escaped(title)}")
    for free in days:
        label = str(DAY_LABELS[free.kind])
        lines += [
            "BEGIN:VEVENT",
            f"UID:{free.day.isoformat()}-{free.kind.value}@renaksi",
            f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{free.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{free.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(free.name)}",
            f"DESCRIPTION:{_escaped(f'{label}. {free.decree}' if free.decree else label)}",
            f"STATUS:{'TENTATIVE' if free.estimate else 'CONFIRMED'}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(piece + "\r\n" for line in lines for piece in _folded(line))


def _sheet(days: Sequence[FreeDay], title: str) -> Sheet:
    headings = [_("Tanggal"), _("Hari"), _("Nama"), _("Jenis"), _("Dasar"), _("Perkiraan")]
    rows = [
        [
            f"{free.day:%d/%m/%Y}",
            str(format_date(free.day, "EEEE")),
            free.name,
            str(DAY_LABELS[free.kind]),
            free.decree,
            _("ya") if free.estimate else "",
        ]
        for free in days
    ]
    return Sheet(_("Kalender"), [title], headings, rows)


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, never within a letter; those that follow begin with a space."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _FOLD:
            yield piece
            piece = " "
        piece += letter
    yield piece
