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

from app.complaints.labels import KLASS_LABELS, STAGE_LABELS, STATUS_LABELS, group_text
from app.complaints.models import Complaint
from app.complaints.sla import JUDGED_STAGES
from app.complaints.statistics import Dimension, Figures, GroupFigures
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
        _("Masuk"),
        _("Verifikasi"),
        _("Tindak lanjut pertama"),
        _("Selesai"),
        _("Hari kerja verifikasi"),
        _("Hari kerja tindak lanjut"),
        _("Hari kerja penyelesaian"),
        _("Rating"),
    ]
    return [Sheet(_("Pengaduan"), [government.name], headings, rows)]


def figure_sheets(found: Figures, name: str, notes: Sequence[str]) -> list[Sheet]:
    """The figures as tables: the total, and one table for each dimension."""
    headings = [_("Kelompok"), *_figure_headings()]
    sheets = [Sheet(_("Ringkasan"), [name, *notes], headings, [[_("Semua"), *_figure_row(found.total)]])]
    for dimension, title, groups in (
        (Dimension.UNIT, _("Menurut OPD"), found.by_unit),
        (Dimension.MONTH, _("Menurut bulan"), found.by_month),
        (Dimension.CLASS, _("Menurut klasifikasi"), found.by_class),
        (Dimension.CHANNEL, _("Menurut kanal"), found.by_channel),
        (Dimension.CATEGORY, _("Menurut kategori"), found.by_category),
    ):
        rows = [[group_text(dimension, group.key, group.name), *_figure_row(group)] for group in groups]
        sheets.append(Sheet(title, [name, *notes], headings, rows))
    return sheets


def _figure_headings() -> list[str]:
    headings = [
        _("Masuk"),
        _("Ditindaklanjuti"),
        _("Bagian ditindaklanjuti"),
        _("Selesai"),
        _("Bagian selesai"),
        _("Rating rata-rata"),
        _("Jumlah rating"),
    ]
    for stage in JUDGED_STAGES:
        label = str(STAGE_LABELS[stage])
        headings += [
            _("%(stage)s: dinilai", stage=label),
            _("%(stage)s: tepat waktu", stage=label),
            _("%(stage)s: terlambat", stage=label),
            _("%(stage)s: terbuka lewat tenggat", stage=label),
            _("%(stage)s: median hari kerja", stage=label),
            _("%(stage)s: rata-rata hari kerja", stage=label),
            _("%(stage)s: persentil 90 hari kerja", stage=label),
        ]
    return headings


def _figure_row(group: GroupFigures) -> list[Value]:
    row: list[Value] = [
        group.incoming,
        group.followed_up,
        group.followed_up_share,
        group.closed,
        group.closed_share,
        group.rating_mean,
        group.rated,
    ]
    for stage in JUDGED_STAGES:
        figures = group.stages[stage.value]
        row += [
            figures.measured,
            figures.in_time,
            figures.late,
            figures.open_late,
            figures.median_days,
            figures.mean_days,
            figures.p90_days,
        ]
    return row


def _plain(value: Value) -> Value:
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else value
