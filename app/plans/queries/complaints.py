"""Complaint figures as plain data for documents: the same for the plan's chapter and the document of figures."""

from collections.abc import Iterable
from datetime import date

from app.complaints.queries import figures
from app.complaints.queries.drawn import drawn_flow
from app.complaints.queries.judging import dated_rules
from app.complaints.queries.series import unit_months
from app.complaints.rules import Klass
from app.complaints.sla import SlaRules, Stage
from app.complaints.statistics import Figures, Flow, GroupFigures, UnitMonthTable
from app.complaints.statistics.drawn import allowed_days
from app.complaints.statistics.months import first_day, month_of, months_between, preceding
from app.plans.complaint_data import (
    ComplaintData,
    ComplaintGroup,
    DayCount,
    FlowMonth,
    StageData,
    UnitMonths,
)

FEW_MONTHS = 3  # a period up to here is too short to see a flow: the months before it are drawn as well
SHOWN_MONTHS = 12


def complaint_document(
    government_id: str, start: date, end: date, unit_id: str | None = None
) -> tuple[ComplaintData, Figures]:
    """The figures of a period with everything that their pictures need, and the figures as they were counted."""
    found = figures(government_id, start, end, unit_id)
    data = as_data(
        found,
        start,
        end,
        flow=drawn_flow(government_id, flow_start(start, end), end, unit_id),
        table=None if unit_id else unit_months(government_id, start, end),
        rules=dated_rules(),
    )
    return data, found


def as_data(
    found: Figures,
    start: date,
    end: date,
    *,
    flow: Iterable[Flow] = (),
    table: UnitMonthTable | None = None,
    rules: SlaRules | None = None,
) -> ComplaintData:
    """Figures as plain data; without `flow`, `table` and `rules` no pictures can be drawn of them."""
    return ComplaintData(
        source=found.source,
        start=start,
        end=end,
        cut_off=found.cut_off,
        incoming=found.incoming,
        followed_up_share=found.followed_up_share,
        closed_share=found.closed_share,
        stages=tuple(_stage(found, name, start, end, rules) for name in found.stages),
        by_status=tuple(ComplaintGroup(str(status), "", count) for status, count in found.by_status.items()),
        by_class=_groups(found.by_class),
        by_channel=_groups(found.by_channel),
        by_category=_groups(found.by_category),
        by_unit=_groups(found.by_unit),
        by_month=_groups(found.by_month),
        flow=tuple(FlowMonth(each.month, each.incoming, each.closed, each.backlog) for each in flow),
        unit_months=_unit_months(table),
        here_until=found.here_until,
    )


def _stage(found: Figures, name: str, start: date, end: date, rules: SlaRules | None) -> StageData:
    stage = found.stages[name]
    every, late = found.days.get(name, {}), found.late_days.get(name, {})
    classes = [Klass(group.key) for group in found.by_class if group.key]
    months = months_between(month_of(start), month_of(end))
    return StageData(
        name=str(name),
        measured=stage.measured,
        in_time=stage.in_time,
        late=stage.late,
        open_late=stage.open_late,
        median_days=stage.median_days,
        mean_days=stage.mean_days,
        p90_days=stage.p90_days,
        days=tuple(DayCount(days, n - late.get(days, 0), late.get(days, 0)) for days, n in every.items()),
        deadlines=allowed_days(rules, Stage(name), classes, months) if rules else (),
    )


def flow_start(start: date, end: date) -> date:
    """A day of the first month to draw: of a short period, the month that makes a year of months until its end."""
    months = len(list(months_between(month_of(start), month_of(end))))
    if months > FEW_MONTHS:
        return start
    first = month_of(end)
    for _ in range(SHOWN_MONTHS - 1):
        first = preceding(first)
    return first_day(first)


def _unit_months(table: UnitMonthTable | None) -> tuple[UnitMonths, ...]:
    if table is None:
        return ()
    return tuple(
        UnitMonths(
            row.unit_id or "",
            row.name,
            {month: n for month, n in zip(table.months, row.incoming, strict=True) if n},
        )
        for row in table.rows
    )


def _groups(groups: Iterable[GroupFigures]) -> tuple[ComplaintGroup, ...]:
    return tuple(
        ComplaintGroup(
            key=group.key or "",
            label=group.name or group.key or "",
            incoming=group.incoming,
            followed_up_share=group.followed_up_share,
            closed_share=group.closed_share,
            late=_late(group),
        )
        for group in groups
    )


def _late(group: GroupFigures) -> int | None:
    """Complaints whose first follow-up came late or is overdue; None where the stage was never measured."""
    stage = group.stages.get("follow_up")
    return None if stage is None or not stage.measured else stage.late + stage.open_late
