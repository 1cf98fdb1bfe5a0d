"""The summary as a workbook: OPD, scores by whom, categories, shared gaps."""

from flask_babel import gettext as _

from app.assessment.labels import STATE_LABELS
from app.assessment.states import AssessmentState
from app.reports.catalogue.assessment_summary.loading import SummaryData
from app.reports.renderers.excel import Column, Table, Value


def tables(data: SummaryData) -> list[Table]:
    """Five sheets."""
    notes = [
        _("Ringkasan asesmen %(name)s", name=data.government.name),
        data.round_title,
        _(
            "%(n)s dari %(total)s OPD sudah mengirim, %(verified)s terverifikasi",
            n=len(data.counted),
            total=len(data.units),
            verified=data.verified,
        ),
        _("Indeks berskala 1–5; sel kosong berarti belum diketahui."),
    ]
    return [
        _units(data, notes),
        _scores(data, notes),
        _categories(data, notes),
        _gaps(data, notes),
        _bands(data, notes),
    ]


def _units(data: SummaryData, notes: list[str]) -> Table:
    columns = [
        Column(_("No."), 6, "number"),
        Column(_("OPD"), 44),
        Column(_("Status"), 18),
        *(Column(category.name, 14, "index") for category in data.categories),
        Column(_("Indeks OPD"), 12, "index"),
        Column(_("Predikat"), 16),
    ]
    rows: list[list[Value]] = [
        [
            number,
            unit.name,
            str(STATE_LABELS[AssessmentState(unit.state)]),
            *unit.categories,
            unit.index,
            unit.predicate,
        ]
        for number, unit in enumerate(data.units, 1)
    ]
    sums: list[list[Value]] = [
        [
            None,
            _("Indeks pemerintah"),
            "",
            *(each.index for each in data.categories),
            data.index,
            data.predicate,
        ]
    ]
    return Table(_("OPD"), columns, rows, notes, sums)


def _scores(data: SummaryData, notes: list[str]) -> Table:
    columns = [
        Column(_("No."), 6, "number"),
        Column(_("OPD"), 44),
        Column(_("Mandiri"), 12, "index"),
        Column(_("Verifikasi"), 12, "index"),
        Column(_("Kementerian"), 12, "index"),
        Column(_("Jawaban"), 12, "number"),
        Column(_("Berbukti"), 12, "number"),
        Column(_("Bukti dukung"), 12, "number"),
    ]
    rows: list[list[Value]] = [
        [
            number,
            unit.name,
            unit.own,
            unit.verified,
            unit.ministry,
            unit.answered,
            unit.with_evidence,
            unit.evidence,
        ]
        for number, unit in enumerate(data.units, 1)
    ]
    sums: list[list[Value]] = [
        [
            None,
            _("Jumlah"),
            None,
            None,
            None,
            sum(unit.answered for unit in data.units),
            sum(unit.with_evidence for unit in data.units),
            data.evidence,
        ]
    ]
    return Table(_("Nilai dan bukti"), columns, rows, notes, sums)


def _categories(data: SummaryData, notes: list[str]) -> Table:
    columns = [
        Column(_("Kategori"), 32),
        Column(_("Indeks pemerintah"), 14, "index"),
        Column(_("Indeks OPD terendah"), 14, "index"),
        Column(_("Indeks OPD tertinggi"), 14, "index"),
        Column(_("Jawaban"), 12, "number"),
        Column(_("Berbukti"), 12, "number"),
        Column(_("Bukti dukung"), 12, "number"),
    ]
    rows: list[list[Value]] = [
        [
            each.name,
            each.index,
            each.lowest,
            each.highest,
            each.answered,
            each.with_evidence,
            each.evidence,
        ]
        for each in data.categories
    ]
    return Table(_("Kategori"), columns, rows, notes)


def _gaps(data: SummaryData, notes: list[str]) -> Table:
    columns = [
        Column(_("Kode"), 10),
        Column(_("Indikator"), 70),
        Column(_("Sasaran"), 10, "number"),
        Column(_("Rata-rata"), 12, "index"),
        Column(_("OPD di bawah sasaran"), 14, "number"),
        Column(_("OPD bernilai"), 14, "number"),
    ]
    rows: list[list[Value]] = [
        [gap.code, gap.text, gap.target, gap.mean, gap.below, gap.known] for gap in data.gaps
    ]
    return Table(_("Kesenjangan bersama"), columns, rows, notes)


def _bands(data: SummaryData, notes: list[str]) -> Table:
    rows: list[list[Value]] = [[band.name, band.units] for band in data.bands]
    if data.missing:
        rows.append([_("Belum mengirim"), len(data.missing)])
    counted = sum(band.units for band in data.bands) + len(data.missing)
    columns = [Column(_("Predikat"), 24), Column(_("OPD"), 10, "number")]
    return Table(_("Sebaran predikat"), columns, rows, notes, [[_("Jumlah"), counted]])
