"""Lists and figures as CSV and XLSX, written so that no text can become a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import xlsxwriter
from flask import Response
from flask_babel import gettext as _

from app.complaints.labels import KLASS_LABELS, STATUS_LABELS
from app.complaints.models import Complaint
from app.organisations.models import Government

Value = str | int | float | datetime | None

# A spreadsheet takes a cell that begins with one of these for a formula, or for a command of old.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Sheet:
    """A titled table: notes above, then headings and rows. Moments are naive, on the government's clock."""

    title: str
    notes: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]


def attachment(sheets: Sequence[Sheet], name: str, kind: str) -> Response:
    """The sheets as a download; a CSV holds them one below the other."""
    content = to_xlsx(sheets) if kind == "xlsx" else to_csv(sheets)
    response = Response(content, mimetype=_MEDIA[kind])
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{kind}")
    return response


def neutral(value: Value) -> Value:
    """A value for CSV: a text that a spreadsheet would calculate gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_DANGEROUS) else value


def to_csv(sheets: Iterable[Sheet]) -> bytes:
    """Semicolons and a byte order mark: what Indonesian spreadsheets open rightly by double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    for sheet in sheets:
        writer.writerow([neutral(sheet.title)])
        writer.writerows([[neutral(note)] for note in sheet.notes])
        writer.writerow([neutral(heading) for heading in sheet.headings])
        writer.writerows([[_plain(neutral(value)) for value in row] for row in sheet.rows])
        writer.writerow([])
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """One worksheet per sheet; texts stay texts."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.title[:31].replace("/", "-"))
            for number, note in enumerate(sheet.notes):
                page.write_string(number, 0, note)
            top = len(sheet.notes) + 1
            page.write_row(top, 0, sheet.headings, bold)
            page.freeze_panes(top + 1, 0)
            page.set_column(0, max(len(sheet.headings) - 1, 0), 18)
            for row_number, row in enumerate(sheet.rows, start=top + 1):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        page.write_string(row_number, column, value)
                    elif isinstance(value, datetime):
                        page.write_datetime(row_number, column, value, moment)
                    elif value is not None:
                        page.write_number(row_number, column, value)
    return stream.getvalue()


def complaint_rows(
    complaints: Iterable[Complaint], may_read_text: Callable[[Complaint], bool], government: Government
) -> list[Sheet]:
    """The list of complaints; of those whose text is hidden the title is left out too."""
    zone = ZoneInfo(government.time_zone.value)

    def local(moment: datetime | None) -> datetime | None:
        return moment.astimezone(zone).replace(tzinfo=None) if moment else None

    rows: list[list[Value]] = [
        [
            complaint.tracking_id,
            complaint.source,
            complaint.title if may_read_text(complaint) else "",
            str(STATUS_LABELS[complaint.status]),
            str(KLASS_LABELS[complaint.klass]) if complaint.klass else "",
            complaint.category,
            complaint.channel,
            complaint.unit.name if complaint.unit else complaint.raw_unit,
            local(complaint.received_at),
            local(complaint.verified_at),
            local(complaint.first_follow_up_at),
            local(complaint.closed_at),
            complaint.verify_days,
            complaint.follow_up_days,
            complaint.resolve_days,
            complaint.rating,
        ]
        for complaint in complaints
    ]
    headings = [
        _("Nomor laporan"),
        _("Sumber"),
        _("Judul"),
        _("Status"),
        _("Klasifikasi"),
        _("Kategori"),
        _("Kanal"),
        _("OPD"),
        _("Tanggal masuk"),
        _("Verifikasi"),
        _("Tindak lanjut pertama"),
        _("Selesai"),
        _("Hari kerja verifikasi"),
        _("Hari kerja tindak lanjut"),
        _("Hari kerja penyelesaian"),
        _("Rating"),
    ]
    return [Sheet(_("Pengaduan"), [government.name], headings, rows)]


def _plain(value: Value) -> Value:
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else value
