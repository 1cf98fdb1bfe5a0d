"""The quarter as a workbook: lines, categories, units, changes of targets."""

from collections.abc import Sequence

from flask_babel import gettext as _

from app.plans.progress_labels import LIGHT_LABELS, REPORT_LABELS, quarter_text
from app.plans.rules.progress import Light, Standing
from app.reports.catalogue.progress_report.loading import PrintedLine, ProgressData
from app.reports.renderers.excel import Column, Table, Value
from app.web.filters import tanggal


def tables(data: ProgressData) -> list[Table]:
    """Four sheets; the notes on each say what the figures are."""
    notes = [
        _(
            "Capaian %(quarter)s, %(name)s",
            quarter=quarter_text(data.year, data.quarter),
            name=data.government.name,
        ),
        _(
            "Realisasi kumulatif sejak 1 Januari sampai akhir triwulan. Dicetak %(day)s.",
            day=tanggal(data.today),
        ),
        _("Yang belum dilaporkan tidak pernah dihitung sesuai jalur. Batas lampu ditetapkan Renaksi."),
    ]
    return [
        _lines(data, notes),
        _sums(_("Kategori"), [(each.name, each.standing) for each in data.categories], data, notes),
        _sums(_("OPD"), [(each.name or "–", each.standing) for each in data.units], data, notes),
        _addenda(data, notes),
    ]


def _lines(data: ProgressData, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("No."), 6, "number"),
        Column(_("Kategori"), 22),
        Column(_("Kegiatan"), 44),
        Column(_("Indikator keluaran"), 30),
        Column(_("Satuan"), 12),
        Column(_("Penanggung jawab"), 18),
        Column(_("Target rencana"), 12, "number"),
        Column(_("Target berlaku"), 12, "number"),
        Column(_("Jalur"), 12, "number"),
        Column(_("Realisasi"), 12, "number"),
        Column(_("Anggaran (Rp)"), 18, "money"),
        Column(_("Terpakai (Rp)"), 18, "money"),
        Column(_("Lampu"), 18),
        Column(_("Status"), 16),
        Column(_("Kendala"), 40),
        Column(_("Langkah berikutnya"), 40),
    ]
    rows = [_row(category.name, line) for category in data.categories for line in category.lines]
    return Table(_("Kegiatan"), columns, rows, notes)


def _row(category: str, line: PrintedLine) -> list[Value]:
    return [
        line.number,
        category,
        line.activity,
        line.output_indicator,
        line.unit_of_measure,
        line.unit,
        line.accepted,
        line.target,
        line.expected,
        line.output,
        line.budget,
        line.spent,
        str(LIGHT_LABELS[line.light]),
        _state(line),
        line.obstacle,
        line.next_step,
    ]


def _state(line: PrintedLine) -> str:
    if line.state is None:
        return ""
    label = str(REPORT_LABELS[line.state])
    return f"{label}, {_('oleh pelapornya sendiri')}" if line.is_self_verified else label


def _sums(
    name: str, groups: Sequence[tuple[str, Standing]], data: ProgressData, notes: Sequence[str]
) -> Table:
    columns = [
        Column(name, 44),
        Column(_("Seharusnya melapor"), 12, "number"),
        Column(_("Dilaporkan"), 12, "number"),
        Column(_("Terverifikasi"), 12, "number"),
        *(Column(str(LIGHT_LABELS[light]), 14, "number") for light in Light),
        Column(_("Anggaran setahun (Rp)"), 18, "money"),
        Column(_("Anggaran baris yang melapor (Rp)"), 18, "money"),
        Column(_("Terpakai (Rp)"), 18, "money"),
        Column(_("Bagian terpakai"), 12, "share"),
    ]
    rows = [[title, *_figures(standing)] for title, standing in groups]
    return Table(name, columns, rows, notes, [[_("Jumlah"), *_figures(data.standing)]])


def _figures(standing: Standing) -> list[Value]:
    share = standing.spent_share
    return [
        standing.due,
        standing.reported,
        standing.verified,
        *(standing.lights.get(light, 0) for light in Light),
        standing.planned,
        standing.planned_reported,
        standing.spent,
        None if share is None else float(share),
    ]


def _addenda(data: ProgressData, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Adendum"), 10, "number"),
        Column(_("Kegiatan"), 44),
        Column(_("Tahun"), 10, "number"),
        Column(_("Semula"), 12, "number"),
        Column(_("Menjadi"), 12, "number"),
        Column(_("Alasan"), 60),
    ]
    rows: list[list[Value]] = [
        [each.number, each.activity, year, before, after, each.reason]
        for each in data.addenda
        for year, before, after in each.targets
    ]
    return Table(_("Adendum"), columns, rows, notes)
