"""How far the assessments of a government are, as a sheet."""

from flask_babel import gettext as _

from app.reports.catalogue.filling.loading import FillingData, UnitFilling
from app.reports.renderers.excel import Column, Table, Value
from app.web.filters import tanggal, waktu


def tables(data: FillingData) -> list[Table]:
    """One row for each OPD."""
    columns = [
        Column(_("No."), 6, "number"),
        Column(_("OPD"), 44),
        Column(_("Status"), 20),
        Column(_("Indikator"), 12, "number"),
        Column(_("Terjawab"), 12, "number"),
        Column(_("Bagian terjawab"), 14, "share"),
        Column(_("Dengan bukti"), 12, "number"),
        Column(_("Dikembalikan"), 14, "number"),
        Column(_("Perubahan terakhir"), 24),
        Column(_("Tenggat"), 18),
        Column(_("Sisa hari"), 12, "number"),
        Column(_("Terlambat"), 12),
    ]
    rows = [_unit(number, unit) for number, unit in enumerate(data.units, start=1)]
    notes = [
        _("Kemajuan pengisian asesmen, %(round)s", round=data.round_title),
        data.government.name,
        _("Keadaan %(when)s", when=waktu(data.made_at, data.government.time_zone)),
        _("Indikator yang dihitung sistem tidak termasuk. Perubahan terakhir kosong: belum mulai."),
    ]
    figures: list[Value] = [
        sum(unit.total for unit in data.units),
        sum(unit.answered for unit in data.units),
        None,
        sum(unit.evidenced for unit in data.units),
        sum(unit.returned for unit in data.units),
    ]
    sums: list[Value] = [None, _("Jumlah"), None, *figures, None, None, None, None]
    return [Table(_("Kemajuan per OPD"), columns, rows, notes, [sums])]


def _unit(number: int, unit: UnitFilling) -> list[Value]:
    return [
        number,
        unit.name,
        unit.state,
        unit.total,
        unit.answered,
        unit.answered / unit.total if unit.total else None,
        unit.evidenced,
        unit.returned,
        waktu(unit.changed_at) if unit.changed_at else "",
        tanggal(unit.deadline),
        unit.days_left if unit.days_left >= 0 and not unit.is_sent else None,
        _("Ya") if unit.is_late else _("Tidak"),
    ]
