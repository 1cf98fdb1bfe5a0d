"""The complaint figures of the plan as rows and series for tables and charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.complaints.labels import KLASS_LABELS, STAGE_LABELS, STATUS_LABELS
from app.plans.complaint_data import ComplaintData, ComplaintGroup
from app.reports.paper.complaint_pictures import (
    DayRow,
    Durations,
    Flow,
    Heat,
    day_rows,
    durations_of,
    flow_of,
    heat_of,
    month_name,
    spans,
)

MOST_ROWS = 12  # rows of a ranked table; what follows is summed up
MOST_MONTHS = 48


@dataclass(frozen=True, slots=True)
class Ranked:
    """The largest groups, and one row for all others; without a rate for them, which nobody counted."""

    rows: tuple[ComplaintGroup, ...]
    others: int  # how many groups the last row stands for


@dataclass(frozen=True, slots=True)
class Figures:
    """What chapter II prints."""

    data: ComplaintData
    by_status: tuple[tuple[str, int, float | None], ...]
    stages: tuple[tuple[str, Any], ...]
    by_class: tuple[tuple[str, ComplaintGroup], ...]
    by_channel: Ranked
    by_category: Ranked
    by_unit: tuple[ComplaintGroup, ...]
    months: tuple[str, ...]
    incoming: tuple[int, ...]
    categories: tuple[dict[str, Any], ...]
    flow: Flow | None
    durations: tuple[Durations, ...]
    day_spans: tuple[str, ...]
    day_rows: tuple[DayRow, ...]
    heat: Heat | None


def figures(data: ComplaintData | None) -> Figures | None:
    """`None` when no complaint was ever imported."""
    if data is None:
        return None
    months = data.by_month[-MOST_MONTHS:]
    durations = durations_of(data)
    return Figures(
        data=data,
        by_status=tuple(
            (
                _label(STATUS_LABELS, group),
                group.incoming,
                group.incoming / data.incoming if data.incoming else None,
            )
            for group in data.by_status
        ),
        stages=tuple(
            (str(label), stage)
            for key, label in STAGE_LABELS.items()
            for stage in data.stages
            if stage.name == key.value and stage.name != "auto_close"
        ),
        by_class=tuple((_label(KLASS_LABELS, group), group) for group in data.by_class),
        by_channel=_ranked(data.by_channel),
        by_category=_ranked(data.by_category),
        by_unit=tuple(sorted(data.by_unit, key=lambda group: (-group.incoming, group.label))),
        months=tuple(month_name(group.key) for group in months),
        incoming=tuple(group.incoming for group in months),
        categories=tuple(
            {"label": group.label or _("Tidak disebutkan"), "value": group.incoming}
            for group in data.by_category
        ),
        flow=flow_of(data),
        durations=durations,
        day_spans=tuple(name for name, *_days in spans()),
        day_rows=day_rows(durations),
        heat=heat_of(data),
    )


def _ranked(groups: Sequence[ComplaintGroup]) -> Ranked:
    ordered = sorted(groups, key=lambda group: (-group.incoming, group.label))
    if len(ordered) <= MOST_ROWS:
        return Ranked(tuple(ordered), 0)
    kept, rest = ordered[: MOST_ROWS - 1], ordered[MOST_ROWS - 1 :]
    late = [group.late for group in rest]
    row = ComplaintGroup(
        key="",
        label=_("%(count)s lainnya", count=len(rest)),
        incoming=sum(group.incoming for group in rest),
        late=None if None in late else sum(count for count in late if count is not None),
    )
    return Ranked((*kept, row), len(rest))


def _label(labels: Any, group: ComplaintGroup) -> str:
    return str(labels[group.key]) if group.key in labels else (group.label or _("Tidak disebutkan"))
