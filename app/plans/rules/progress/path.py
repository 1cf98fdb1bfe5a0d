"""The path to a year's target, and how far a line is along it.

The convention: what is reported is cumulative within the year, from 1 January to the end of the quarter. For an output
that is a level or a percentage it is the level reached at the end of the quarter. The path is a straight line from 0 at
the beginning of the year to the year's target, drawn over the quarters that the line plans to work in; a line that
plans no quarter works in all four. The thresholds are our own and no regulation's: pages and documents say so.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.plans.rules.lines import QUARTERS
from app.plans.rules.progress.words import COUNTED, Light, ReportGap, ReportState

GREEN_FROM = Fraction(9, 10)  # of the path
YELLOW_FROM = Fraction(6, 10)


@dataclass(frozen=True, slots=True)
class YearPlan:
    """What a line plans for one year. `quarters` 1–4; `budget` in rupiah; None where nothing was decided."""

    target: Decimal | None
    budget: int | None
    quarters: tuple[int, ...]

    @property
    def is_planned(self) -> bool:
        """Whether the line says anything about this year."""
        return self.target is not None or self.budget is not None or bool(self.quarters)


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report says: `output` in the line's unit of measure, `spent` in rupiah, both since 1 January."""

    state: ReportState
    output: Decimal | None
    spent: int | None

    @property
    def counts(self) -> bool:
        """Whether it was handed in and is not doubted."""
        return self.state in COUNTED


def path_share(quarters: Collection[int], quarter: int) -> Fraction:
    """Which part of the year's target the path has reached at the end of `quarter` (1–4): 0–1."""
    planned = sorted(set(quarters)) or list(QUARTERS)
    return Fraction(sum(1 for each in planned if each <= quarter), len(planned))


def is_due(year: YearPlan, quarter: int) -> bool:
    """Whether a report is expected for this quarter: the year is planned, and work on it has begun."""
    return year.is_planned and path_share(year.quarters, quarter) > 0


def expected_output(year: YearPlan, quarter: int) -> Decimal | None:
    """Where the path stands at the end of the quarter; None without a target above 0."""
    if not year.target:
        return None
    share = path_share(year.quarters, quarter)
    return year.target * share.numerator / share.denominator


def light_of(year: YearPlan, quarter: int, reported: Reported | None) -> Light:
    """The traffic light of a line in a quarter. Without a report that counts it is never better than unknown."""
    if reported is None or not reported.counts:
        return Light.UNKNOWN if is_due(year, quarter) else Light.NOT_DUE
    if not year.target:
        return Light.NO_TARGET
    if reported.output is None:
        return Light.UNKNOWN
    path = Fraction(year.target) * path_share(year.quarters, quarter)
    if path == 0:
        return Light.GREEN if reported.output > 0 else Light.NOT_DUE
    return light_for_share(Fraction(reported.output) / path)


def light_for_share(share: Fraction) -> Light:
    """The light for a share of the path (1 = exactly on it)."""
    if share >= GREEN_FROM:
        return Light.GREEN
    return Light.YELLOW if share >= YELLOW_FROM else Light.RED


def achieved_share(target: Decimal | None, output: Decimal | None) -> Fraction | None:
    """The part of the whole year's target that was reached, 0–…; None without a target above 0 or a report."""
    return Fraction(output) / Fraction(target) if target and output is not None else None


def spent_share(budget: int | None, spent: int | None) -> Fraction | None:
    """The part of the year's budget that was spent, 0–…; None without a budget above 0 or a report."""
    return Fraction(spent, budget) if budget and spent is not None else None


def report_gaps(
    year: YearPlan, quarter: int, output: Decimal | None, spent: int | None, obstacle: str, next_step: str
) -> tuple[ReportGap, ...]:
    """What is missing before a report can be sent. Whoever is far behind the path says why, and what comes next."""
    found = []
    if year.target and output is None:
        found.append(ReportGap.NO_OUTPUT)
    if year.budget and spent is None:
        found.append(ReportGap.NO_SPENT)
    light = light_of(year, quarter, Reported(ReportState.SENT, output, spent))
    behind = light in (Light.RED, Light.YELLOW)
    if behind and not obstacle.strip():
        found.append(ReportGap.NO_OBSTACLE)
    if behind and not next_step.strip():
        found.append(ReportGap.NO_NEXT_STEP)
    return tuple(found)


def falls(before: Reported | None, output: Decimal | None, spent: int | None) -> bool:
    """Whether a cumulative figure is smaller than at the end of the quarter before: a correction, or a slip."""
    if before is None or not before.counts:
        return False
    less_output = output is not None and before.output is not None and output < before.output
    return less_output or (spent is not None and before.spent is not None and spent < before.spent)


def first_day(year: int, quarter: int) -> date:
    """The first day of a quarter."""
    return date(year, 3 * quarter - 2, 1)


def has_begun(year: int, quarter: int, today: date) -> bool:
    """Whether there can be anything to report about a quarter."""
    return today >= first_day(year, quarter)


def quarter_of(day: date) -> tuple[int, int]:
    """The year and the quarter (1–4) that a day lies in."""
    return day.year, (day.month + 2) // 3
