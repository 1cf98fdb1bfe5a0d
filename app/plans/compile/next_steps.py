"""What one unit does next: for the indicators furthest below their goal, the library action that lifts it first. Pure.

The same reading of gaps as in `gaps`: an action helps where level < action's level ≤ goal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.plans.compile.data import Action, Indicator
from app.plans.compile.gaps import goal_of


@dataclass(frozen=True, slots=True)
class NextStep:
    """An action of the library, and the gap that it begins to close."""

    indicator: Indicator
    action: Action
    level: float
    goal: float  # the highest of the plan's years
    lacking: float = 0.0  # how far below the goal of the present year; 0 when it is met

    @property
    def weighed(self) -> float:
        """The whole gap times the weight of its indicator."""
        return (self.goal - self.level) * self.indicator.weight


def next_steps(
    indicators: Iterable[Indicator],
    levels: Mapping[str, float | None],
    years: tuple[int, ...],
    year: int,
    most: int = 3,
) -> tuple[NextStep, ...]:
    """At most `most` steps, one for each indicator: whatever lacks most of the goal of `year` first, then by the gap.

    `levels` are by the indicator's code. One without a level is left out: a missing answer is missing, not weak.
    """
    found: list[NextStep] = []
    for indicator in indicators:
        level, goal = levels.get(indicator.code), goal_of(indicator, years)
        if level is None or goal is None:
            continue
        helping = [action for action in indicator.actions if level < action.to_level <= goal]
        if helping:
            first = min(helping, key=lambda each: each.to_level)
            found.append(NextStep(indicator, first, level, goal, _lacking(indicator, level, year)))
    found.sort(key=lambda step: (-step.lacking, -step.weighed, step.indicator.code))
    return tuple(found[:most])


def _lacking(indicator: Indicator, level: float, year: int) -> float:
    """Below the goal of the year, or of the last one before it that has one."""
    past = [known for known in indicator.goals if known <= year]
    return max(0.0, indicator.goals[max(past)] - level) if past else 0.0
