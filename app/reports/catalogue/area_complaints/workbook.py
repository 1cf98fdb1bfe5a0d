"""The complaint figures of an area as a workbook: the sheets of a government's, and how far each register reaches."""

from flask_babel import gettext as _

from app.reports.catalogue.area_complaints.loading import AreaData, AreaProvince, AreaRow
from app.reports.catalogue.complaint_figures.workbook import Owner, figure_tables
from app.reports.renderers.excel import Column, Table, Value
from app.web.filters import waktu


def tables(data: AreaData, owner: Owner, pictured: str) -> list[Table]:
    """`pictured` heads the rows of the sheet by month: governments, or provinces where there are many."""
    found = figure_tables(data.all, data.figures, data.government.name, owner, pictured)
    return [*found, _governments(data, found[0].notes[0])]


def _governments(data: AreaData, title: str) -> Table:
    columns = [
        Column(_("Provinsi"), 28),
        Column(_("Kode"), 10),
        Column(_("Pemerintah daerah"), 36),
        Column(_("Memakai Renaksi"), 12),
        Column(_("Masuk"), 12, "number"),
        Column(_("Bagian ditindaklanjuti"), 14, "share"),
        Column(_("Bagian selesai"), 14, "share"),
        Column(_("Terlambat"), 12, "number"),
        Column(_("Data impor sampai"), 24),
    ]
    rows = [_row(province, row) for province in data.provinces for row in province.rows]
    notes = [
        title,
        _("Sel kosong: belum ada data pengaduan dari pemerintah daerah itu, bukan nol pengaduan."),
    ]
    known = [row.incoming for province in data.provinces for row in province.rows if row.incoming is not None]
    counted = _("%(n)s dari %(total)s berdata", n=data.known, total=data.governments)
    sums: list[Value] = [_("Jumlah"), None, counted, None, sum(known), None, None, None, None]
    return Table(_("Semua pemerintah daerah"), columns, rows, notes, [sums])


def _row(province: AreaProvince, row: AreaRow) -> list[Value]:
    return [
        province.name,
        row.code,
        row.name,
        _("Ya") if row.is_active else _("Tidak"),
        row.incoming,
        row.followed_up_share,
        row.closed_share,
        row.late,
        waktu(row.cut_off) if row.cut_off else "",
    ]
