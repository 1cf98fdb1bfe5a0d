"""The level to be reached year by year: the regency's own for an indicator or a category, else the instrument's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.plans.compile.data import Indicator

LOWEST, HIGHEST = 1, 5
# (code of an indicator or a category, year) → level 1–5
OwnGoals = Mapping[tuple[str, int], int]


@dataclass(frozen=True, slots=True)
class Goal:
    """What is aimed at in a year, and who says so: the code of an indicator or category, or "" for the instrument."""

    level: float
    by: str = ""


@dataclass(frozen=True, slots=True)
class Fall:
    """A goal lower than the year before; `code` and `year` are the cell to mend, `indicator` is where it shows."""

    code: str
    year: int
    indicator: str
    level: float
    before: float


def goals_for(indicator: Indicator, years: Sequence[int], own: OwnGoals) -> dict[int, Goal]:
    """The goal of each year that has one."""
    found: dict[int, Goal] = {}
    for year in years:
        for code in (indicator.code, indicator.category_code):
            if (code, year) in own:
                found[year] = Goal(own[code, year], code)
                break
        else:
            if year in indicator.goals:
                found[year] = Goal(indicator.goals[year])
    return found


def with_own_goals(
    indicators: Iterable[Indicator], years: Sequence[int], own: OwnGoals
) -> tuple[Indicator, ...]:
    """The indicators with the goals that hold for a plan; outside its years the instrument's stay."""
    return tuple(
        replace(
            indicator,
            goals={
                **indicator.goals,
                **{year: goal.level for year, goal in goals_for(indicator, years, own).items()},
            },
        )
        for indicator in indicators
    )


def falls(indicators: Iterable[Indicator], years: Sequence[int], own: OwnGoals) -> list[Fall]:
    """Own goals that lead an indicator down from one year to the next, each cell once.

    The instrument's own course is not judged. To be mended is the later cell if the regency set it, else the earlier.
    """
    found: dict[tuple[str, int], Fall] = {}
    for indicator in indicators:
        course = sorted(goals_for(indicator, years, own).items())
        for (year, goal), (later, then) in pairwise(course):
            if then.level >= goal.level or not (goal.by or then.by):
                continue
            cell = (then.by, later) if then.by else (goal.by, year)
            found.setdefault(cell, Fall(*cell, indicator.code, then.level, goal.level))
    return list(found.values())
