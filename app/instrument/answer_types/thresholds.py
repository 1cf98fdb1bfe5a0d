"""From a figure to a level by four borders."""

import math
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Any

from app.instrument.answer_types.base import Parameters
from app.instrument.problems import Problem, ProblemKind

BORDERS = 4


class Direction(StrEnum):
    """Which side of a border is the better one."""

    HIGHER = "higher"
    LOWER = "lower"


def level_of(value: float, parameters: Parameters) -> int:
    """The level (1 to 5) that `value` reaches. A border itself belongs to the better side."""
    borders: Sequence[float] = parameters["thresholds"]
    if parameters.get("direction", Direction.HIGHER) == Direction.LOWER:
        return 1 + sum(1 for border in borders if value <= border)
    return 1 + sum(1 for border in borders if value >= border)


def threshold_problems(parameters: Parameters) -> list[Problem]:
    """What is wrong with `thresholds` and `direction`: four numbers, rising for higher, falling for lower."""
    found = []
    direction = parameters.get("direction", Direction.HIGHER)
    if direction not in tuple(Direction):
        found.append(
            Problem(
                ProblemKind.NOT_ALLOWED,
                field="parameters.direction",
                details={"value": direction, "allowed": ", ".join(Direction)},
            )
        )
    if not _in_order(parameters.get("thresholds"), falling=direction == Direction.LOWER):
        found.append(Problem(ProblemKind.THRESHOLDS, field="parameters.thresholds"))
    return found


def is_number(value: Any) -> bool:
    """A finite int or float; a truth value is no number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _in_order(borders: Any, *, falling: bool) -> bool:
    if not isinstance(borders, list) or len(borders) != BORDERS or not all(map(is_number, borders)):
        return False
    return all(first > second if falling else first < second for first, second in pairwise(borders))
