"""The money and the schedule of a plan, added up in every way that is asked for. Pure.

A line without a budget is counted as a line and adds nothing; an amount of 0 is a decision and adds nothing either. The
sums of every way are the same sum: whatever has no source or no unit stands under the empty key instead of missing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SumRow:
    """One group: its key ("" where lines have none), how many lines, rupiah by year and together."""

    key: str
    lines: int
    by_year: Mapping[int, int]
    total: int


@dataclass(frozen=True, slots=True)
class Sums:
    """The rows of each way, in the order given or the largest first, and the whole."""

    by_category: tuple[SumRow, ...]
    by_fund_source: tuple[SumRow, ...]
    by_unit: tuple[SumRow, ...]
    whole: SumRow


@dataclass(frozen=True, slots=True)
class QuarterLoad:
    """How many lines are carried out in a quarter."""

    year: int
    quarter: int
    lines: int


def sums_of(lines: Sequence[Any], years: Sequence[int], categories: Sequence[str]) -> Sums:
    """The sums over lines (`document_data.LineData`) within the plan's years.

    Every category of `categories` has a row, also without lines; sources and units only where lines name them.
    """
    return Sums(
        by_category=_grouped(lines, years, lambda line: line.category_code, categories),
        by_fund_source=_largest_first(_grouped(lines, years, lambda line: line.fund_source)),
        by_unit=_largest_first(_grouped(lines, years, _responsible)),
        whole=_row("", lines, years),
    )


def quarter_loads(lines: Iterable[Any], years: Sequence[int]) -> tuple[QuarterLoad, ...]:
    """How many lines fall into each quarter of the years, in order."""
    lines = list(lines)
    return tuple(
        QuarterLoad(year, quarter, sum(1 for line in lines if quarter in line.quarters.get(year, ())))
        for year in years
        for quarter in (1, 2, 3, 4)
    )


def _responsible(line: Any) -> str:
    return line.responsible_unit.id if line.responsible_unit else ""


def _grouped(
    lines: Iterable[Any], years: Sequence[int], key_of: Any, keys: Sequence[str] = ()
) -> tuple[SumRow, ...]:
    groups: dict[str, list[Any]] = {key: [] for key in keys}
    for line in lines:
        groups.setdefault(key_of(line), []).append(line)
    return tuple(_row(key, found, years) for key, found in groups.items())


def _row(key: str, lines: Sequence[Any], years: Sequence[int]) -> SumRow:
    by_year = {year: sum(line.budgets.get(year) or 0 for line in lines) for year in years}
    return SumRow(key, len(lines), by_year, sum(by_year.values()))


def _largest_first(rows: Iterable[SumRow]) -> tuple[SumRow, ...]:
    """The largest amount first, then the most lines; what is undecided last."""
    return tuple(sorted(rows, key=lambda row: (not row.key, -row.total, -row.lines, row.key)))
