"""The compendium as a workbook: every government with all its figures, and the sums of each province."""

from flask_babel import gettext as _

from app.plans.labels import STATE_LABELS
from app.plans.progress_labels import quarter_text
from app.plans.rules import PlanState
from app.reports.catalogue.compendium.data import CompendiumData, GovernmentRow, Sums
from app.reports.renderers.excel import Column, Table, Value
from app.web.filters import tanggal, waktu


def tables(data: CompendiumData) -> list[Table]:
    """Two sheets; the notes on each say what the figures are."""
    quarter = quarter_text(*data.quarter) if data.quarter else _("belum ada triwulan yang dibuka")
    notes = [
        _("Kompendium %(name)s %(year)s", name=data.government.name, year=data.year),
        _(
            "Indeks berskala 1–5 dari OPD yang sudah mengirim; rata-rata menghitung setiap pemerintah daerah sekali."
        ),
        _("Capaian: %(quarter)s. Pengaduan: masuk tahun %(year)s.", quarter=quarter, year=data.year),
        _("Data pengaduan sampai %(moment)s", moment=waktu(data.cut_off))
        if data.cut_off
        else _("Belum ada data pengaduan."),
    ]
    return [_governments(data, notes), _provinces(data, notes)]


def _governments(data: CompendiumData, notes: list[str]) -> Table:
    columns = [
        Column(_("Provinsi"), 26),
        Column(_("Kode"), 9),
        Column(_("Pemerintah daerah"), 34),
        Column(_("OPD"), 8, "number"),
        Column(_("Mengirim"), 10, "number"),
        Column(_("Terverifikasi"), 12, "number"),
        *(Column(each.name, 14, "index") for each in data.categories),
        Column(_("Indeks"), 10, "index"),
        Column(_("Predikat"), 16),
        Column(_("Rencana aksi"), 26),
        Column(_("Sejak"), 16),
        Column(_("Kiriman"), 10, "number"),
        *_figure_columns(),
    ]
    rows = [
        [province.name, *_row(row, len(data.categories))]
        for province in data.provinces
        for row in province.rows
    ]
    return Table(_("Pemerintah daerah"), columns, rows, notes)


def _figure_columns() -> list[Column]:
    return [
        Column(_("Pengaduan masuk"), 12, "number"),
        Column(_("Ditindaklanjuti"), 14, "share"),
        Column(_("Selesai"), 12, "share"),
        Column(_("Kegiatan wajib lapor"), 12, "number"),
        Column(_("Melapor"), 12, "number"),
        Column(_("Sesuai jalur"), 12, "share"),
    ]


def _row(row: GovernmentRow, width: int) -> list[Value]:
    round_, plan, complaints, progress = row.round, row.plan, row.complaints, row.progress
    assessed: list[Value] = (
        [round_.units, round_.submitted, round_.verified, *round_.categories, round_.index, round_.predicate]
        if round_
        else [None] * (width + 5)
    )
    planned: list[Value] = (
        [str(STATE_LABELS[PlanState(plan.state)]), tanggal(plan.since), plan.submissions]
        if plan
        else [None] * 3
    )
    counted: list[Value] = [None] * 3
    if complaints:
        whole = complaints.incoming
        counted = [
            whole,
            complaints.followed_up / whole if whole else None,
            complaints.closed / whole if whole else None,
        ]
    followed: list[Value] = [None] * 3
    if progress:
        share = progress.on_path / progress.measured if progress.measured else None
        followed = [progress.due, progress.reported, share]
    return [row.code, row.name, *assessed, *planned, *counted, *followed]


def _provinces(data: CompendiumData, notes: list[str]) -> Table:
    columns = [
        Column(_("Kode"), 9),
        Column(_("Provinsi"), 34),
        Column(_("Pemerintah daerah"), 12, "number"),
        Column(_("Memakai Renaksi"), 12, "number"),
        Column(_("Membuka putaran"), 12, "number"),
        Column(_("OPD"), 10, "number"),
        Column(_("Mengirim"), 10, "number"),
        *(Column(each.name, 14, "index") for each in data.categories),
        Column(_("Rata-rata indeks"), 12, "index"),
        Column(_("Menyusun rencana"), 12, "number"),
        Column(_("Terkirim"), 12, "number"),
        Column(_("Diterima"), 12, "number"),
        *_figure_columns(),
    ]
    rows = [[each.code, each.name, *_sums(data.sums(each.rows))] for each in data.provinces]
    return Table(_("Provinsi"), columns, rows, notes, [[None, _("Jumlah"), *_sums(data.sums(data.rows))]])


def _sums(sums: Sums) -> list[Value]:
    return [
        sums.governments,
        sums.active,
        sums.with_round,
        sums.units,
        sums.submitted,
        *sums.categories,
        sums.mean_index,
        sums.with_plan,
        sums.sent,
        sums.accepted,
        sums.incoming if sums.counted else None,
        sums.followed_up_share,
        sums.closed_share,
        sums.due,
        sums.reported,
        sums.on_path_share,
    ]
