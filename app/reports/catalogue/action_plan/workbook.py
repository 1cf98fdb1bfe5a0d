"""The matrix as a workbook: every line with every field in a column of its own, sums, and the origins."""

from collections.abc import Iterable

from flask_babel import gettext as _

from app.plans.document_data import LineData, PlanDocument
from app.plans.labels import FUND_SOURCE_LABELS, ORIGIN_LABELS, QUARTER_LABELS, label_of
from app.reports.catalogue.action_plan.more_tables import more_tables
from app.reports.renderers.excel import Column, Table, Value
from app.web.filters import waktu


def tables(document: PlanDocument) -> list[Table]:
    """Matrix, sums by category, where each line comes from, and the tables of the other chapters."""
    notes = _notes(document)
    matrix = [_matrix(document, notes), _summary(document, notes), _origins(document, notes)]
    return [*matrix, *more_tables(document, notes)]


def _notes(document: PlanDocument) -> list[str]:
    notes = [document.title, _("Dibuat %(moment)s", moment=waktu(document.generated_at))]
    if document.submission:
        notes.append(
            _(
                "Tanda terima %(number)s, SHA-256 %(hash)s",
                number=document.submission.receipt_number,
                hash=document.submission.sha256,
            )
        )
    if document.is_concept:
        notes.append(_("KONSEP"))
    return notes


def _matrix(document: PlanDocument, notes: list[str]) -> Table:
    years = document.years
    columns = [
        Column(_("No."), 6, "number"),
        Column(_("Kategori"), 20),
        Column(_("Indikator asesmen"), 12),
        Column(_("Permasalahan"), 40),
        Column(_("Kegiatan"), 44),
        Column(_("Indikator keluaran"), 34),
        Column(_("Satuan"), 12),
        Column(_("Kondisi awal"), 14),
        *(Column(_("Target %(year)s", year=year), 11, "number") for year in years),
        *(Column(_("Anggaran %(year)s (Rp)", year=year), 18, "money") for year in years),
        Column(_("Jumlah anggaran (Rp)"), 20, "money"),
        Column(_("Sumber dana"), 12),
        Column(_("Kode anggaran"), 20),
        Column(_("Nomenklatur anggaran"), 34),
        Column(_("Penanggung jawab"), 30),
        Column(_("OPD pendukung"), 34),
        *(Column(_("Jadwal %(year)s", year=year), 14) for year in years),
        Column(_("Kategori pengaduan"), 20),
        Column(_("Keterangan"), 30),
    ]
    names = {category.code: category.name for category in document.categories}
    rows = [_line(line, names, years) for line in document.lines]
    lead = 8 + len(years)
    total: list[Value] = [_("Jumlah"), *([None] * (lead - 1))]
    total += [document.totals.budget_by_year.get(year, 0) for year in years]
    total += [document.totals.budget_total, *([None] * (len(columns) - lead - len(years) - 1))]
    return Table(_("Matriks"), columns, rows, notes, [total])


def _line(line: LineData, names: dict[str, str], years: tuple[int, ...]) -> list[Value]:
    return [
        line.number,
        names.get(line.category_code, line.category_code),
        line.indicator_code,
        line.problem,
        line.activity,
        line.output_indicator,
        line.unit_of_measure,
        line.baseline,
        *(line.targets.get(year) for year in years),
        *(line.budgets.get(year) for year in years),
        line.budget_total,
        label_of(FUND_SOURCE_LABELS, line.fund_source),
        line.budget_code,
        line.budget_name,
        line.responsible_unit.name if line.responsible_unit else "",
        "; ".join(unit.name for unit in line.supporting_units),
        *(", ".join(QUARTER_LABELS[quarter] for quarter in line.quarters.get(year, ())) for year in years),
        line.complaint_category,
        line.remarks,
    ]


def _summary(document: PlanDocument, notes: list[str]) -> Table:
    years, totals = document.years, document.totals
    columns = [
        Column(_("Kategori"), 34),
        Column(_("Kegiatan"), 10, "number"),
        *(Column(str(year), 20, "money") for year in years),
        Column(_("Jumlah anggaran (Rp)"), 22, "money"),
    ]
    rows: list[list[Value]] = [
        [
            category.name,
            len(category.lines),
            *(category.budget_by_year.get(year, 0) for year in years),
            category.budget_total,
        ]
        for category in document.categories
    ]
    total: list[Value] = [
        _("Jumlah"),
        totals.lines,
        *(totals.budget_by_year.get(year, 0) for year in years),
        totals.budget_total,
    ]
    return Table(_("Ringkasan"), columns, rows, notes, [total])


def _origins(document: PlanDocument, notes: list[str]) -> Table:
    columns = [
        Column(_("Kegiatan No."), 12, "number"),
        Column(_("Asal"), 22),
        Column(_("OPD"), 36),
        Column(_("Indikator"), 12),
        Column(_("Nilai"), 10, "index"),
        Column(_("Sasaran"), 10, "index"),
        Column(_("Kategori pengaduan"), 28),
        Column(_("Pengaduan"), 12, "number"),
    ]
    return Table(_("Asal kegiatan"), columns, list(_origin_rows(document)), notes)


def _origin_rows(document: PlanDocument) -> Iterable[list[Value]]:
    for line in document.lines:
        for origin in line.origins:
            yield [
                line.number,
                label_of(ORIGIN_LABELS, origin.kind),
                origin.unit_name or document.government.name,
                origin.indicator_code,
                origin.score,
                origin.target,
                origin.complaint_category,
                origin.volume,
            ]
