"""How far the assessments of many governments are, as sheets."""

from collections.abc import Sequence

from flask_babel import gettext as _

from app.reports.catalogue.area_filling.loading import AreaFilling, AreaRow
from app.reports.renderers.excel import Column, Table, Value
from app.web.filters import tanggal, waktu


def tables(data: AreaFilling) -> list[Table]:
    """Provinces where there are several, and every government."""
    notes = [
        _("Kemajuan asesmen %(year)s", year=data.year),
        data.government.name,
        _("Keadaan %(when)s", when=waktu(data.made_at, data.government.time_zone)),
        _("Sel kosong: belum membuka putaran."),
    ]
    found = [_governments(data.governments, notes)]
    return [_provinces(data.provinces, notes), *found] if len(data.provinces) > 1 else found


def _figures() -> list[Column]:
    return [
        Column(_("OPD"), 10, "number"),
        Column(_("Belum mulai"), 12, "number"),
        Column(_("Mengirim"), 12, "number"),
        Column(_("Bagian mengirim"), 14, "share"),
        Column(_("Terverifikasi"), 14, "number"),
        Column(_("Terlambat"), 12, "number"),
        Column(_("Tenggat"), 18),
    ]


def _provinces(rows: Sequence[AreaRow], notes: list[str]) -> Table:
    columns = [
        Column(_("Kode"), 10),
        Column(_("Provinsi"), 36),
        Column(_("Pemerintah daerah"), 14, "number"),
        Column(_("Membuka putaran"), 14, "number"),
        *_figures(),
    ]
    cells = [[row.code, row.name, row.governments, row.with_round, *_cells(row)] for row in rows]
    governments: list[Value] = [sum(row.governments for row in rows), sum(row.with_round for row in rows)]
    sums = [None, _("Jumlah"), *governments, *_sums(rows)]
    return Table(_("Kemajuan per provinsi"), columns, cells, notes, [sums])


def _governments(rows: Sequence[AreaRow], notes: list[str]) -> Table:
    columns = [
        Column(_("Provinsi"), 28),
        Column(_("Kode"), 10),
        Column(_("Pemerintah daerah"), 36),
        *_figures(),
    ]
    cells = [[row.province, row.code, row.name, *_cells(row)] for row in rows]
    return Table(
        _("Kemajuan per pemerintah daerah"), columns, cells, notes, [[_("Jumlah"), None, None, *_sums(rows)]]
    )


def _cells(row: AreaRow) -> list[Value]:
    idle = None if row.units is None else row.units - (row.begun or 0)
    return [
        row.units,
        idle,
        row.submitted,
        row.share,
        row.verified,
        row.late,
        tanggal(row.closes_on) if row.closes_on else "",
    ]


def _sums(rows: Sequence[AreaRow]) -> list[Value]:
    units = sum(row.units or 0 for row in rows)
    submitted = sum(row.submitted or 0 for row in rows)
    return [
        units,
        units - sum(row.begun or 0 for row in rows),
        submitted,
        submitted / units if units else None,
        sum(row.verified or 0 for row in rows),
        sum(row.late or 0 for row in rows),
        None,
    ]
