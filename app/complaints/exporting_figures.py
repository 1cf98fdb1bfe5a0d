"""Figures as tables for files: every figure of the pages in a cell of its own, volumes beside shares."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from app.complaints.exporting import Sheet, Value
from app.complaints.figure_columns import figure_headings, figure_row
from app.complaints.labels import DIMENSION_LABELS, STATUS_LABELS, group_text, month_text
from app.complaints.labels.figures import COMPARED_LABELS, age_text, period_name
from app.complaints.queries.comparisons import Beside, Comparison
from app.complaints.queries.governments import GovernmentFigures
from app.complaints.rules import Status
from app.complaints.statistics import BY_TIME, Dimension, Figures, Flow, GroupFigures
from app.complaints.statistics.comparing import Period
from app.web.filters import tanggal


def figure_sheets(
    found: Figures, flow: Sequence[Flow], comparison: Comparison | None, name: str, notes: Sequence[str]
) -> list[Sheet]:
    """The total, its statuses and ages, the flow, the comparison, and one table for each dimension."""
    head = [name, *notes]
    whole = [[_("Semua"), *figure_row(found.total)]]
    sheets = [
        Sheet(_("Ringkasan"), head, [_("Kelompok"), *figure_headings()], whole),
        Sheet(_("Status"), head, [_("Status"), _("Jumlah")], _statuses(found)),
        Sheet(_("Umur terbuka"), head, [_("Umur"), _("Jumlah")], _ages(found)),
        _flow(flow, head),
    ]
    if comparison is not None:
        sheets.append(_comparison(comparison, head))
    for dimension, title, groups in _dimensions(found):
        rows = [[_group(dimension, group), *figure_row(group)] for group in groups]
        headings = [str(DIMENSION_LABELS[dimension]), *figure_headings()]
        sheets.append(Sheet(title, head, headings, rows))
    return sheets


def government_sheet(found: Iterable[GovernmentFigures], notes: Sequence[str]) -> Sheet:
    """Governments side by side."""
    rows: list[list[Value]] = [
        [
            one.government.code,
            one.government.name,
            tanggal(one.cut_off) if one.cut_off else "",
            *figure_row(one.figures),
        ]
        for one in found
    ]
    headings = [_("Kode"), _("Pemerintah daerah"), _("Data sampai"), *figure_headings()]
    return Sheet(_("Pemerintah daerah"), notes, headings, rows)


def _dimensions(found: Figures) -> tuple[tuple[Dimension, str, tuple[GroupFigures, ...]], ...]:
    return (
        (Dimension.UNIT, _("Menurut OPD"), found.by_unit),
        (Dimension.MONTH, _("Menurut bulan"), found.by_month),
        (Dimension.QUARTER, _("Menurut triwulan"), found.by_quarter),
        (Dimension.YEAR, _("Menurut tahun"), found.by_year),
        (Dimension.CLASS, _("Menurut klasifikasi"), found.by_class),
        (Dimension.CHANNEL, _("Menurut kanal"), found.by_channel),
        (Dimension.CATEGORY, _("Menurut kategori"), found.by_category),
        (Dimension.AREA, _("Menurut wilayah"), found.by_area),
        (Dimension.SOURCE, _("Menurut sumber"), found.by_source),
    )


def _group(dimension: Dimension, group: GroupFigures) -> str:
    if dimension in BY_TIME:
        return period_name(group.key or "")
    return group_text(dimension, group.key, group.name)


def _statuses(found: Figures) -> list[list[Value]]:
    return [[str(STATUS_LABELS[Status(key)]), count] for key, count in found.by_status.items()]


def _ages(found: Figures) -> list[list[Value]]:
    if found.ages is None:
        return []
    rows: list[list[Value]] = [[age_text(one.low, one.high), one.count] for one in found.ages.buckets]
    if found.ages.oldest is not None:
        rows.append([_("Tertua, hari kerja"), found.ages.oldest])
    return rows


def _flow(flow: Sequence[Flow], head: Sequence[str]) -> Sheet:
    headings = [
        _("Bulan"),
        _("Masuk"),
        _("Selesai"),
        _("Diarsipkan"),
        _("Terbuka pada akhir bulan"),
        _("Selesai atau diarsipkan tanpa waktu"),
    ]
    rows: list[list[Value]] = [
        [month_text(one.month), one.incoming, one.closed, one.archived, one.backlog, one.undated]
        for one in flow
    ]
    return Sheet(_("Arus per bulan"), head, headings, rows)


def _comparison(found: Comparison, head: Sequence[str]) -> Sheet:
    headings: list[str] = [_("Angka"), _period(found.period), _("Dari jumlah")]
    for beside in (found.year_before, found.just_before):
        headings += [_period(beside.period), _("Dari jumlah"), _("Selisih")]
    rows = [
        _compared(found.year_before, found.just_before, place) for place in range(len(found.year_before.rows))
    ]
    return Sheet(_("Perbandingan"), head, headings, rows)


def _compared(earlier: Beside, previous: Beside, place: int) -> list[Value]:
    one, other = earlier.rows[place], previous.rows[place]
    row: list[Value] = [str(COMPARED_LABELS[one.name]), one.now, one.of_now]
    for each in (one, other):
        row += [each.before, each.of_before, each.difference]
    return row


def _period(period: Period) -> str:
    return f"{tanggal(period.start)} – {tanggal(period.end)}"
