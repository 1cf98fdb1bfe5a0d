"""The complaint figures as a workbook: one sheet per dimension, every figure in a cell of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.complaints.figure_columns import figure_columns, figure_row
from app.complaints.labels import STATUS_LABELS, group_text
from app.complaints.labels.figures import data_until_text
from app.complaints.rules import Status
from app.complaints.statistics import Dimension, Figures, GroupFigures
from app.plans.complaint_data import ComplaintData
from app.reports.catalogue.complaint_figures.more_tables import picture_tables
from app.reports.renderers.excel import Column, Table, Value
from app.web.filters import tanggal, waktu


@dataclass(frozen=True, slots=True)
class Owner:
    """To whom complaints belong: the heading of a column of them, and the name of their sheet."""

    heading: str
    sheet: str


def tables(found: Figures, data: ComplaintData, subject: str) -> list[Table]:
    """The figures of a government or of an OPD."""
    return figure_tables(found, data, subject, Owner(_("OPD"), _("Menurut OPD")), _("OPD"))


def figure_tables(
    found: Figures, data: ComplaintData, subject: str, owner: Owner, pictured: str
) -> list[Table]:
    """Status, one table for each dimension, and what the pictures are drawn from, which shows `pictured`."""
    notes = [
        _("Data pengaduan %(name)s", name=subject),
        _("Sumber: %(source)s", source=found.source or "–"),
        _("Masuk %(first)s sampai %(last)s", first=tanggal(data.start), last=tanggal(data.end)),
        data_until_text(waktu(found.cut_off) if found.cut_off else None, found.here_until),
    ]
    status = Table(
        _("Status"),
        [Column(_("Status"), 40), Column(_("Jumlah"), 12, "number")],
        [[str(STATUS_LABELS[Status(key)]), count] for key, count in found.by_status.items()],
        notes,
        [[_("Jumlah"), found.incoming]],
    )
    dimensions = (
        (Dimension.MONTH, _("Bulan"), _("Menurut bulan"), found.by_month),
        (Dimension.CATEGORY, _("Kategori"), _("Menurut kategori"), found.by_category),
        (Dimension.CLASS, _("Klasifikasi"), _("Menurut klasifikasi"), found.by_class),
        (Dimension.CHANNEL, _("Kanal"), _("Menurut kanal"), found.by_channel),
        (Dimension.UNIT, owner.heading, owner.sheet, found.by_unit),
    )
    return [
        status,
        *(
            _grouped(name, sheet, dimension, groups, found, notes)
            for dimension, name, sheet, groups in dimensions
        ),
        *picture_tables(data, notes, pictured),
    ]


def _grouped(
    name: str,
    sheet: str,
    dimension: Dimension,
    groups: Sequence[GroupFigures],
    found: Figures,
    notes: list[str],
) -> Table:
    figures = figure_columns()
    columns = [Column(name, 40), *(Column(figure.heading, 14, figure.kind) for figure in figures)]
    rows = [[group_text(dimension, group.key, group.name), *_figures(group)] for group in groups]
    return Table(sheet, columns, rows, notes, [[_("Jumlah"), *_figures(found.total)]])


def _figures(group: GroupFigures) -> list[Value]:
    return list(figure_row(group))
