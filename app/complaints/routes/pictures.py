"""The pictures of the statistics page: flow, working days by stage, rankings, units by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.complaints.labels import STAGE_LABELS, group_text, month_text
from app.complaints.queries.drawn import drawn_flow
from app.complaints.queries.judging import dated_rules
from app.complaints.queries.series import unit_months
from app.complaints.routes.statistics.lists import Lists
from app.complaints.rules import Klass
from app.complaints.sla import JUDGED_STAGES, Stage
from app.complaints.statistics import Dimension, Figures, Flow, GroupFigures, StageFigures
from app.complaints.statistics.drawn import allowed_days, idle_years, moving_months
from app.organisations.models import Government, Unit

Period = tuple[date | None, date | None]
MOST_MONTHS = 48  # what can be told apart across a page


@dataclass(frozen=True)
class FlowPicture:
    """Month by month; `undated` closed or archived complaints are in none of them, as nobody knows when that was."""

    labels: list[str]
    flow: Sequence[Flow]
    phase: int
    urls: dict[str, list[str | None]]
    undated: int
    idle: tuple[str, ...]  # years without any movement, left out between others
    cut: bool  # months before the first are left out

    def values(self, name: str) -> list[int]:
        """One series: incoming, closed or backlog."""
        return [getattr(each, name) for each in self.flow]


@dataclass(frozen=True)
class DaysPicture:
    """How long one stage took; days → how many."""

    stage: Stage
    counted_in_time: dict[int, int]
    counted_late: Mapping[int, int]
    deadlines: tuple[int, ...]
    figures: StageFigures
    lists: Lists

    @property
    def name(self) -> str:
        return str(STAGE_LABELS[self.stage])

    def in_time(self, first: int, last: int | None) -> str | None:
        """Those in time that took so many days."""
        return self.lists.took("hari-tepat", self.stage, first, last)

    def late(self, first: int, last: int | None) -> str | None:
        """Those late that took so many days."""
        return self.lists.took("hari-telat", self.stage, first, last)

    @property
    def open_late(self) -> str | None:
        """Those still open after their deadline."""
        return self.lists.stage("lewat-tahap", self.stage)


@dataclass(frozen=True)
class HeatPicture:
    """Units by month; None where nothing came in."""

    columns: list[str]
    rows: list[dict[str, Any]]
    phase: int
    highest: int
    idle: tuple[str, ...]


class Pictures:
    """Everything that `complaints/pictures/` draws, each made when it is asked for; `lists` lead to the complaints."""

    def __init__(
        self, found: Figures, government: Government, unit: Unit | None, period: Period, lists: Lists
    ) -> None:
        self._found, self._government, self._unit = found, government, unit
        self._period, self._lists = period, lists

    @cached_property
    def _months(self) -> Sequence[Flow]:
        first, last = self._period
        unit_id = self._unit.id if self._unit else None
        return drawn_flow(self._government.id, first, last, unit_id)

    @cached_property
    def flow(self) -> FlowPicture | None:
        """What came in, was closed and was left."""
        return _flow(self._months, self._lists)

    @cached_property
    def days(self) -> list[DaysPicture]:
        """How long each stage took."""
        return _stages(self._found, [each.month for each in self._months], self._lists)

    @cached_property
    def categories(self) -> list[dict[str, Any]]:
        """Categories by volume."""
        return _items(Dimension.CATEGORY, self._found.by_category, self._lists)

    @cached_property
    def channels(self) -> list[dict[str, Any]]:
        """Channels by volume."""
        return _items(Dimension.CHANNEL, self._found.by_channel, self._lists)

    @cached_property
    def heat(self) -> HeatPicture | None:
        """Units by month, where there are several."""
        return None if self._unit else _heat(self._government.id, self._period, self._lists)


def _flow(flow: Sequence[Flow], lists: Lists) -> FlowPicture | None:
    if not flow:
        return None
    idle = idle_years(moving_months(flow))
    busy = [each for each in flow if each.month[:4] not in idle]
    shown = busy[-MOST_MONTHS:]
    months = [each.month for each in shown]
    return FlowPicture(
        labels=[month_text(month) for month in months],
        flow=shown,
        phase=_phase(months),
        urls={
            "incoming": [_url(each.incoming, lists.whole_month(each.month)) for each in shown],
            "closed": [_url(each.closed, lists.month("ditutup", each.month)) for each in shown],
            "backlog": [_url(each.backlog, lists.month("sisa", each.month)) for each in shown],
        },
        undated=sum(each.undated for each in flow),
        idle=tuple(year for year in idle if year > months[0][:4]),
        cut=len(shown) < len(busy),
    )


def _stages(found: Figures, months: Sequence[str], lists: Lists) -> list[DaysPicture]:
    rules = dated_rules()
    classes = [Klass(group.key) for group in found.by_class if group.key]
    return [
        DaysPicture(
            stage=stage,
            counted_in_time=_in_time(found, stage),
            counted_late=found.late_days.get(stage.value, {}),
            deadlines=allowed_days(rules, stage, classes, months),
            figures=found.stages[stage.value],
            lists=lists,
        )
        for stage in JUDGED_STAGES
    ]


def _in_time(found: Figures, stage: Stage) -> dict[int, int]:
    late = found.late_days.get(stage.value, {})
    every = found.days.get(stage.value, {})
    return {days: n - late.get(days, 0) for days, n in every.items() if n > late.get(days, 0)}


def _url(count: int, url: str | None) -> str | None:
    return url if count else None


def _items(dimension: Dimension, groups: Sequence[GroupFigures], lists: Lists) -> list[dict[str, Any]]:
    return [
        {
            "label": group_text(dimension, group.key),
            "value": group.incoming,
            "url": lists.group(dimension, group.key).all,
        }
        for group in groups
    ]


def _heat(government_id: str, period: Period, lists: Lists) -> HeatPicture | None:
    table = unit_months(government_id, *period)
    moving = {month for row in table.rows for month, n in zip(table.months, row.incoming, strict=True) if n}
    idle = idle_years(moving)
    places = [place for place, month in enumerate(table.months) if month[:4] not in idle][-MOST_MONTHS:]
    months = [table.months[place] for place in places]
    if len(months) < 2:  # one month is told by the table of units
        return None
    rows: list[dict[str, Any]] = [
        {
            "label": row.name or _("Belum disalurkan ke OPD"),
            "values": [row.incoming[place] or None for place in places],
            "url": _figures_of(lists, row.unit_id),
            "urls": _cells(
                lists.group(Dimension.UNIT, row.unit_id), months, [row.incoming[place] for place in places]
            ),
        }
        for row in table.rows
    ]
    highest = max((value for row in rows for value in row["values"] if value), default=0)
    later = tuple(year for year in idle if year > months[0][:4])
    return HeatPicture([month_text(month) for month in months], rows, _phase(months), highest, later)


def _figures_of(lists: Lists, unit_id: str | None) -> str | None:
    if unit_id is None:
        return None
    query: dict[str, Any] = {**lists.query, "opd": unit_id}
    return url_for("complaints.statistics", **query)


def _cells(lists: Lists, months: Sequence[str], incoming: Sequence[int]) -> list[str | None]:
    return [
        _url(count, lists.group(Dimension.MONTH, month).all)
        for month, count in zip(months, incoming, strict=True)
    ]


def _phase(months: Sequence[str]) -> int:
    """The place of the first January."""
    return next((place for place, month in enumerate(months) if month.endswith("-01")), 0)
