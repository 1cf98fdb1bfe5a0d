"""The tables of the one page about an OPD, with their texts in full."""

from flask_babel import gettext as _

from app.reports.catalogue.assessment_opd.workbook import (
    category_table,
    complaint_table,
    distance_table,
    notes_of,
)
from app.reports.catalogue.opd_page.loading import OpdPageData
from app.reports.renderers.excel import Column, Table, Value


def tables(data: OpdPageData) -> list[Table]:
    """As on the page: categories, the strongest, those to come first, next steps, complaints, verification."""
    notes = notes_of(data.report)
    found = [
        category_table(data.report, notes),
        distance_table(_("Yang terkuat"), data.strongest, notes),
        distance_table(_("Yang didahulukan"), data.weakest, notes),
        _steps(data, notes),
    ]
    if data.peers.rows:
        found.append(_peers(data, notes))
    if data.report.complaints is not None:
        found.append(complaint_table(data.report.complaints, notes))
    return [*found, _verification(data, notes)]


def _steps(data: OpdPageData, notes: list[str]) -> Table:
    columns = [
        Column(_("No."), 6, "number"),
        Column(_("Kode"), 10),
        Column(_("Kegiatan"), 70),
        Column(_("Keluaran"), 40),
        Column(_("Dari tingkat"), 12, "number"),
        Column(_("Ke tingkat"), 12, "number"),
    ]
    rows: list[list[Value]] = [
        [number, step.code, step.activity, step.output_indicator, step.level, step.to_level]
        for number, step in enumerate(data.steps, start=1)
    ]
    return Table(_("Langkah berikutnya"), columns, rows, notes)


def _peers(data: OpdPageData, notes: list[str]) -> Table:
    columns = [
        Column(_("Kategori"), 36),
        Column(_("Kuartil bawah"), 14, "index"),
        Column(_("Median"), 14, "index"),
        Column(_("Kuartil atas"), 14, "index"),
        Column(_("OPD ini"), 14, "index"),
        Column(_("Letak"), 36),
    ]
    rows: list[list[Value]] = [
        [row.label, row.lower, row.median, row.upper, row.own, row.place] for row in data.peers.rows
    ]
    return Table(_("Yang sejenis"), columns, rows, [*notes, data.peers.who, data.peers.note])


def _verification(data: OpdPageData, notes: list[str]) -> Table:
    columns = [
        Column(_("Indikator"), 14, "number"),
        Column(_("Jawaban diverifikasi"), 14, "number"),
        Column(_("Nilainya diubah"), 14, "number"),
    ]
    return Table(_("Verifikasi"), columns, [[data.report.expected, data.verified, data.changed]], notes)
