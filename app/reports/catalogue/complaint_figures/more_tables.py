"""What the pictures of complaint figures are drawn from, as sheets: flow by month, working days, OPD by month."""

from collections.abc import Sequence

from flask_babel import gettext as _

from app.complaints.labels import STAGE_LABELS
from app.complaints.sla import Stage
from app.plans.complaint_data import ComplaintData, UnitMonths
from app.reports.paper.complaint_pictures import month_name
from app.reports.renderers.excel import Column, Table, Value


def picture_tables(data: ComplaintData, notes: Sequence[str], owner: str) -> list[Table]:
    """Each where there is something to draw; `owner` heads the column of those to whom complaints belong."""
    found = [_flow(data, notes)] if data.flow else []
    if any(stage.days for stage in data.stages):
        found.append(_days(data, notes))
    if data.unit_months:
        found.append(_months(data.unit_months, notes, owner))
    return found


def _flow(data: ComplaintData, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Bulan"), 16),
        Column(_("Masuk"), 12, "number"),
        Column(_("Selesai"), 12, "number"),
        Column(_("Belum selesai pada akhirnya"), 26, "number"),
    ]
    rows: list[list[Value]] = [
        [month_name(each.month), each.incoming, each.closed, each.left] for each in data.flow
    ]
    return Table(_("Masuk dan selesai"), columns, rows, notes)


def _days(data: ComplaintData, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Tahap"), 24),
        Column(_("Hari kerja"), 12, "number"),
        Column(_("Tepat waktu"), 12, "number"),
        Column(_("Terlambat"), 12, "number"),
    ]
    rows: list[list[Value]] = [
        [str(STAGE_LABELS[Stage(stage.name)]), each.days, each.in_time, each.late]
        for stage in data.stages
        for each in stage.days
    ]
    return Table(_("Lama penanganan"), columns, rows, notes)


def _months(owners: Sequence[UnitMonths], notes: Sequence[str], owner: str) -> Table:
    months = sorted({month for each in owners for month in each.months})
    columns = [
        Column(owner, 40),
        *(Column(month_name(month), 10, "number") for month in months),
        Column(_("Jumlah"), 12, "number"),
    ]
    rows: list[list[Value]] = [
        [
            each.label or _("Belum disalurkan ke OPD"),
            *(each.months.get(month, 0) for month in months),
            sum(each.months.values()),
        ]
        for each in owners
    ]
    by_month = [sum(each.months.get(month, 0) for each in owners) for month in months]
    return Table(
        _("%(owner)s dan bulan", owner=owner), columns, rows, notes, [[_("Jumlah"), *by_month, sum(by_month)]]
    )
