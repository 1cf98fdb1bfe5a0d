"""Figures over time: what came in and left month by month, and every unit month by month."""

from datetime import date

from app.complaints.queries.figures import unit_names
from app.complaints.queries.tallies import count, count_unit_months
from app.complaints.statistics import Flow, UnitMonths, UnitMonthTable, flows
from app.complaints.statistics.months import month_of, months_between


def flow_of(
    government_id: str, start: date | None = None, end: date | None = None, unit_id: str | None = None
) -> tuple[Flow, ...]:
    """What came in, was closed and stayed open, in the months from that of `start` to that of `end` (whole months).

    Of one unit or of all. Everything that ever came in is looked at: what is closed now may have come in long ago.
    """
    months = count(government_id, None, None, unit_id).months
    return flows(months, month_of(start) if start else None, month_of(end) if end else None)


def unit_months(government_id: str, start: date | None = None, end: date | None = None) -> UnitMonthTable:
    """Every unit by month of arrival, the unit with the most complaints first and those of no known unit last."""
    counted = count_unit_months(government_id, start, end)
    if not counted:
        return UnitMonthTable((), ())
    months = tuple(months_between(min(counted), max(counted)))
    names = unit_names(government_id)
    units = {unit_id for groups in counted.values() for unit_id in groups}
    rows = [
        UnitMonths(
            unit_id=unit_id,
            name=names.get(unit_id or "", ""),
            incoming=tuple(counted.get(month, {}).get(unit_id, 0) for month in months),
        )
        for unit_id in units
    ]
    rows.sort(key=lambda row: (row.unit_id is None, -sum(row.incoming), row.name))
    return UnitMonthTable(months, tuple(rows))
