"""The pictures of the complaint figures on paper, each with the rows of its table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from babel.dates import format_date
from flask_babel import get_locale
from flask_babel import gettext as _

from app.complaints.labels import STAGE_LABELS
from app.plans.complaint_data import ComplaintData, DayCount, FlowMonth, StageData, UnitMonths

MOST_MONTHS = 48  # what can be told apart across a page
MOST_ROWS = 24  # of a table by month; a longer one is by quarter
MOST_COLUMNS = 12  # likewise
ROMAN = ("I", "II", "III", "IV")
# The rows of the table below the histograms, by their last day: the limits of the rules, and what lies between.
SPANS = (3, 5, 10, 14, 30, 60)
FEW_COLUMNS = 24  # up to here a cell has room for its number


@dataclass(frozen=True, slots=True)
class Flow:
    """What came in, was closed and was left; `rows` by month, by quarter when there are many."""

    labels: tuple[str, ...]
    incoming: tuple[int, ...]
    closed: tuple[int, ...]
    left: tuple[int, ...]
    phase: int  # place of the first January
    rows: tuple[tuple[str, int, int, int], ...]
    by_quarter: bool
    is_longer: bool  # shows months before the period, which alone would be too short to see anything


@dataclass(frozen=True, slots=True)
class Durations:
    """The working days of one stage."""

    name: str
    in_time: dict[int, int]
    late: dict[int, int]
    stage: StageData


@dataclass(frozen=True, slots=True)
class DayRow:
    """A stage's row in the table of days; `open_late` belongs to what is late."""

    name: str
    is_late: bool
    counts: tuple[int, ...]
    open_late: int | None


@dataclass(frozen=True, slots=True)
class Heat:
    """Units by month, None where nothing came in; `heads` and `cells` are the table, by quarter or year if long."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    highest: int
    phase: int
    heads: tuple[str, ...]
    cells: tuple[tuple[str, tuple[int, ...]], ...]
    step: str  # month | quarter | year: what a column of the table is

    @property
    def rows_per_page(self) -> int:
        """Small cells are lower than those with a number in them."""
        return 36 if len(self.columns) > FEW_COLUMNS else 28

    @property
    def widths(self) -> tuple[float, ...]:
        """Of the table's columns, in half percents that make 100: rounded up they would leave the paper."""
        each = int(2 * 72 / len(self.heads)) / 2
        return (100 - each * len(self.heads), *(each for _ in self.heads))


def flow_of(data: ComplaintData) -> Flow | None:
    """None when no flow was kept (older submissions) or there is nothing to see."""
    months = data.flow[-MOST_MONTHS:]
    if not months:
        return None
    by_quarter = len(months) > MOST_ROWS
    return Flow(
        labels=tuple(month_name(each.month) for each in months),
        incoming=tuple(each.incoming for each in months),
        closed=tuple(each.closed for each in months),
        left=tuple(each.left for each in months),
        phase=_phase([each.month for each in months]),
        rows=tuple(_rows(months, by_quarter=by_quarter)),
        by_quarter=by_quarter,
        is_longer=months[0].month < f"{data.start:%Y-%m}",
    )


def _rows(months: Sequence[FlowMonth], *, by_quarter: bool) -> Iterable[tuple[str, int, int, int]]:
    for name, group in groupby(
        months, lambda each: _column(each.month, "quarter" if by_quarter else "month")
    ):
        found = list(group)
        yield name, sum(each.incoming for each in found), sum(each.closed for each in found), found[-1].left


def durations_of(data: ComplaintData) -> tuple[Durations, ...]:
    """The stages of which days were kept."""
    return tuple(
        Durations(
            str(label),
            {each.days: each.in_time for each in stage.days if each.in_time},
            {each.days: each.late for each in stage.days if each.late},
            stage,
        )
        for key, label in STAGE_LABELS.items()
        for stage in data.stages
        if stage.name == key.value and (stage.days or stage.open_late)
    )


def spans() -> tuple[tuple[str, int, int | None], ...]:
    """The columns of the table below the histograms: name, first and last day (None: and more)."""
    firsts = (0, *(last + 1 for last in SPANS))
    named = [(f"{first}–{last}", first, last) for first, last in zip(firsts, SPANS, strict=False)]
    return (*named, (_("lebih dari %(days)s", days=SPANS[-1]), firsts[-1], None))


def day_rows(durations: Sequence[Durations]) -> tuple[DayRow, ...]:
    """Two rows for each stage, in time and late: how many took as long as each span says, and how many are open."""
    found: list[DayRow] = []
    for each in durations:
        counts = [_within(each.stage.days, first, last) for _name, first, last in spans()]
        found.append(DayRow(each.name, False, tuple(in_time for in_time, _late in counts), None))
        found.append(DayRow(each.name, True, tuple(late for _in_time, late in counts), each.stage.open_late))
    return tuple(found)


def _within(days: Iterable[DayCount], first: int, last: int | None) -> tuple[int, int]:
    found = [each for each in days if each.days >= first and (last is None or each.days <= last)]
    return sum(each.in_time for each in found), sum(each.late for each in found)


def heat_of(data: ComplaintData) -> Heat | None:
    """None when the period is one single month, of which the table by unit says everything."""
    months = [each.month for each in data.flow if f"{data.start:%Y-%m}" <= each.month <= f"{data.end:%Y-%m}"]
    months = months[-MOST_MONTHS:]
    if len(months) < 2 or not data.unit_months:
        return None
    rows = tuple(_heat_row(unit, months) for unit in data.unit_months)
    step, counted = _steps(months)
    heads = tuple(dict.fromkeys(_column(month, step) for month in counted))
    return Heat(
        columns=tuple(month_name(month) for month in months),
        rows=rows,
        highest=max((value for row in rows for value in row["values"] if value), default=0),
        phase=_phase(months),
        heads=heads,
        cells=tuple(_heat_cells(unit, counted, heads, step) for unit in data.unit_months),
        step=step,
    )


def _steps(months: Sequence[str]) -> tuple[str, Sequence[str]]:
    """What a column of the table is, and the months it counts: whole quarters or years, as wide as the page allows."""
    if len(months) <= MOST_COLUMNS:
        return "month", months
    quarters = months[(1 - int(months[0][5:])) % 3 :]
    if len(quarters) <= MOST_COLUMNS * 3:
        return "quarter", quarters
    return "year", months[(1 - int(months[0][5:])) % 12 :]


def _heat_row(unit: UnitMonths, months: Sequence[str]) -> dict[str, Any]:
    return {"label": _unit_name(unit), "values": [unit.months.get(month) for month in months]}


def _heat_cells(
    unit: UnitMonths, months: Sequence[str], heads: Sequence[str], step: str
) -> tuple[str, tuple[int, ...]]:
    sums = dict.fromkeys(heads, 0)
    for month in months:
        sums[_column(month, step)] += unit.months.get(month, 0)
    return _unit_name(unit), tuple(sums.values())


def _unit_name(unit: UnitMonths) -> str:
    return unit.label or str(_("Belum disalurkan ke OPD"))


def _phase(months: Sequence[str]) -> int:
    return next((place for place, month in enumerate(months) if month.endswith("-01")), 0)


def _column(month: str, step: str) -> str:
    if step == "month":
        return month_name(month)
    if step == "year":
        return month[:4]
    quarter = ROMAN[(int(month[5:]) - 1) // 3]
    return str(_("TW %(quarter)s %(year)s", quarter=quarter, year=month[:4]))


def month_name(key: str) -> str:
    """ "2021-03" → "Mar 2021"; a key that is no month stays as it is."""
    try:
        year, month = (int(part) for part in key.split("-"))
        return str(format_date(date(year, month, 1), format="MMM y", locale=str(get_locale() or "id")))
    except ValueError:
        return key
