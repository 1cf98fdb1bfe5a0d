"""Figures over time: what came in and left month by month, and every unit month by month."""

from datetime import date

from app.complaints.queries.figures import seen_at_of, unit_names
from app.complaints.queries.tallies import count, count_unit_months
from app.complaints.statistics import Flow, Tally, UnitMonths, UnitMonthTable, flows
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
    seen_at, names = seen_at_of(government_id), unit_names(government_id)
    units = {unit_id for groups in counted.values() for unit_id in groups}
    rows = []
    for unit_id in units:
        total = Tally()
        for groups in counted.values():
            if unit_id in groups:
                total.add(groups[unit_id])
        cells = (counted.get(month, {}).get(unit_id) for month in months)
        rows.append(
            UnitMonths(
                unit_id=unit_id,
                name=names.get(unit_id or "", ""),
                total=total.figures(unit_id, seen_at=seen_at),
                cells=tuple(cell.figures(unit_id, seen_at=seen_at) if cell else None for cell in cells),
            )
        )
    rows.sort(key=lambda row: (row.unit_id is None, -row.total.incoming, row.name))
    return UnitMonthTable(months, tuple(rows))
