"""An index together with everything it was made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.assessment.scoring.levels import Source


class Node(StrEnum):
    """What a node of the tree stands for."""

    GOVERNMENT = "government"
    UNIT = "unit"
    CATEGORY = "category"
    UNITS_MEAN = "units_mean"
    INDICATOR = "indicator"


class Note(StrEnum):
    """Why a node counts otherwise than by its own number."""

    MISSING_AS_LOWEST = "missing_as_lowest"
    MISSING_EXCLUDED = "missing_excluded"
    UNKNOWN_AS_LOWEST = "unknown_as_lowest"
    UNKNOWN_EXCLUDED = "unknown_excluded"
    UNIT_AS_LOWEST = "unit_as_lowest"
    UNIT_EXCLUDED = "unit_excluded"
    NOTHING_TO_COUNT = "nothing_to_count"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One number and its parts. `value` is 1 to 5, exact; `None` means that it takes no part in the mean above it."""

    node: Node
    key: str
    label: str
    value: Fraction | None
    weight: Fraction = Fraction(1)
    source: Source | None = None
    note: Note | None = None
    children: tuple["Explanation", ...] = ()

    @property
    def counted(self) -> bool:
        """Whether the number above was made with this one."""
        return self.value is not None

    @property
    def number(self) -> float | None:
        """The value for those who draw or print it."""
        return None if self.value is None else float(self.value)

    def child(self, key: str) -> "Explanation":
        """The part with this key; `KeyError` if there is none."""
        for part in self.children:
            if part.key == key:
                return part
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Part:
    """A child with its share of the weight (0 to 1) and what it contributes to the number above."""

    node: Explanation
    share: Fraction
    contribution: Fraction


def parts(explanation: Explanation) -> tuple[Part, ...]:
    """The children with share and contribution; the contributions of a mean add up to its value exactly."""
    total = sum((child.weight for child in explanation.children if child.counted), Fraction(0))
    result = []
    for child in explanation.children:
        share = child.weight / total if child.value is not None else Fraction(0)
        result.append(Part(child, share, share * (child.value or Fraction(0))))
    return tuple(result)


def weighted_mean(nodes: Sequence[Explanation]) -> Fraction | None:
    """The exact weighted mean of the nodes that have a value; `None` when none has."""
    counted = [(node.weight, node.value) for node in nodes if node.value is not None]
    if not counted:
        return None
    if all(weight.denominator == value.denominator == 1 for weight, value in counted):
        # Answers are whole levels and weights nearly always whole: adding fractions one by one costs ten times more.
        total = sum(weight.numerator * value.numerator for weight, value in counted)
        return Fraction(total, sum(weight.numerator for weight, _ in counted))
    return sum((weight * value for weight, value in counted), Fraction(0)) / sum(
        (weight for weight, _ in counted), Fraction(0)
    )
