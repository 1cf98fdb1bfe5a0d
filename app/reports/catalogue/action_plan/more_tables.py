"""The tables of the plan's other chapters as sheets: sources of funds, indices, complaints."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from app.complaints.labels import KLASS_LABELS, STAGE_LABELS, STATUS_LABELS
from app.complaints.sla import Stage
from app.plans.complaint_data import ComplaintData, ComplaintGroup
from app.plans.document_data import PlanDocument
from app.plans.labels import FUND_SOURCE_LABELS, label_of
from app.reports.catalogue.action_plan.scores import state_label
from app.reports.catalogue.complaint_figures.more_tables import picture_tables
from app.reports.paper.complaint_pictures import month_name
from app.reports.renderers.excel import Column, Table, Value
from app.web.filters import tanggal


def more_tables(document: PlanDocument, notes: Sequence[str]) -> list[Table]:
    """What chapters II to IV print in tables besides the matrix."""
    found = [_sources(document, notes), _categories(document, notes), _units(document, notes)]
    if document.complaints is None:
        return found
    data = document.complaints
    about = [
        *notes,
        _("Sumber: %(source)s", source=data.source or "–"),
        _("Masuk %(first)s sampai %(last)s", first=tanggal(data.start), last=tanggal(data.end)),
    ]
    return [*found, _groups(data, about), _stages(data, about), *picture_tables(data, about, _("OPD"))]


def _sources(document: PlanDocument, notes: Sequence[str]) -> Table:
    columns = [Column(_("Sumber dana"), 34), Column(_("Jumlah anggaran (Rp)"), 22, "money")]
    rows: list[list[Value]] = [
        [label_of(FUND_SOURCE_LABELS, source) or _("Belum ditentukan"), amount]
        for source, amount in document.totals.budget_by_fund_source.items()
    ]
    return Table(_("Sumber dana"), columns, rows, notes, [[_("Jumlah"), document.totals.budget_total]])


def _categories(document: PlanDocument, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Kategori"), 36),
        Column(_("Indeks pemerintah"), 14, "index"),
        Column(_("Sasaran akhir"), 14, "index"),
    ]
    scores = document.scores
    rows: list[list[Value]] = [[each.name, each.index, each.goal] for each in scores.categories]
    whole: list[Value] = [_("Keseluruhan"), scores.government_index, None]
    return Table(_("Indeks kategori"), columns, rows, notes, [whole])


def _units(document: PlanDocument, notes: Sequence[str]) -> Table:
    categories = document.scores.categories
    columns = [
        Column(_("OPD"), 44),
        Column(_("Status"), 18),
        *(Column(category.name, 14, "index") for category in categories),
        Column(_("Indeks OPD"), 12, "index"),
        Column(_("Bernilai"), 12, "number"),
        Column(_("Indikator"), 12, "number"),
    ]
    rows: list[list[Value]] = [
        [
            each.unit.name,
            state_label(each.state),
            *(each.categories.get(category.code) for category in categories),
            each.overall,
            each.answered,
            each.expected,
        ]
        for each in document.scores.units
    ]
    return Table(_("Indeks OPD"), columns, rows, notes)


def _groups(data: ComplaintData, notes: Sequence[str]) -> Table:
    """Every breakdown below one another: what it is by stands in the first column."""
    columns = [
        Column(_("Menurut"), 18),
        Column(_("Kelompok"), 44),
        Column(_("Masuk"), 12, "number"),
        Column(_("Bagian ditindaklanjuti"), 16, "share"),
        Column(_("Bagian selesai"), 16, "share"),
        Column(_("Terlambat"), 12, "number"),
    ]
    parts: tuple[tuple[str, Mapping[Any, Any], Sequence[ComplaintGroup]], ...] = (
        (_("Status"), STATUS_LABELS, data.by_status),
        (_("Klasifikasi"), KLASS_LABELS, data.by_class),
        (_("Kategori"), {}, data.by_category),
        (_("Kanal"), {}, data.by_channel),
        (_("OPD"), {}, data.by_unit),
        (_("Bulan"), {}, data.by_month),
    )
    rows: list[list[Value]] = [
        [
            by,
            _name(labels, group),
            group.incoming,
            group.followed_up_share,
            group.closed_share,
            group.late,
        ]
        for by, labels, groups in parts
        for group in groups
    ]
    whole: list[Value] = [_("Jumlah"), "", data.incoming, data.followed_up_share, data.closed_share, None]
    return Table(_("Pengaduan"), columns, rows, notes, [whole])


def _name(labels: Mapping[Any, Any], group: ComplaintGroup) -> str:
    if group.key in labels:
        return str(labels[group.key])
    return month_name(group.label) if group.label else _("Tidak disebutkan")


def _stages(data: ComplaintData, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Tahap"), 26),
        Column(_("Diukur"), 12, "number"),
        Column(_("Tepat waktu"), 12, "number"),
        Column(_("Terlambat"), 12, "number"),
        Column(_("Belum selesai, lewat tenggat"), 18, "number"),
        Column(_("Median (hari)"), 12, "number"),
        Column(_("Rata-rata (hari)"), 12, "number"),
    ]
    rows: list[list[Value]] = [
        [
            str(STAGE_LABELS[Stage(each.name)]),
            each.measured,
            each.in_time,
            each.late,
            each.open_late,
            each.median_days,
            each.mean_days,
        ]
        for each in data.stages
    ]
    return Table(_("Ketepatan waktu"), columns, rows, notes)
