"""The plain data that scoring works on: what is asked, how it weighs, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from app.assessment.scoring.levels import AnswerScores
from app.assessment.scoring.predicates import SPBE_BANDS, Band


class Scope(StrEnum):
    """Who answers an indicator: every unit, or the government once (through its coordinator)."""

    OPD = "opd"
    GOVERNMENT = "government"


class MissingRule(StrEnum):
    """What a gap does: it counts as the lowest level, or it is left out and its weight goes to the others."""

    LOWEST = "lowest"
    EXCLUDE = "exclude"


class GovernmentScope(StrEnum):
    """How government-scope indicators join the mean over units."""

    BY_INDICATOR_WEIGHT = "by_indicator_weight"


@dataclass(frozen=True, slots=True)
class AggregationRule:
    """The rule that the instrument file states; an unknown word in the file raises `ValueError`."""

    missing_answer: MissingRule = MissingRule.LOWEST
    unknown_measure: MissingRule = MissingRule.EXCLUDE
    missing_unit: MissingRule = MissingRule.EXCLUDE
    government_scope: GovernmentScope = GovernmentScope.BY_INDICATOR_WEIGHT

    @classmethod
    def from_mapping(cls, stated: Mapping[str, object]) -> "AggregationRule":
        """Read the `aggregation` section of an instrument; what it does not state keeps the default."""
        unit_weight = str(stated.get("unit_weight", "equal"))
        if unit_weight != "equal":
            raise ValueError(f"unit_weight {unit_weight!r} is not known")
        return cls(
            missing_answer=MissingRule(str(stated.get("missing_answer", MissingRule.LOWEST))),
            unknown_measure=MissingRule(str(stated.get("unknown_measure", MissingRule.EXCLUDE))),
            missing_unit=MissingRule(str(stated.get("missing_unit", MissingRule.EXCLUDE))),
            government_scope=GovernmentScope(
                str(stated.get("government_scope", GovernmentScope.BY_INDICATOR_WEIGHT))
            ),
        )


@dataclass(frozen=True, slots=True)
class Category:
    """One of the categories; `weight` is relative to the other categories."""

    code: str
    name: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator as scoring sees it; `weight` is relative inside its category."""

    id: str
    code: str
    category: str
    text: str
    weight: Fraction
    scope: Scope = Scope.OPD
    measured: bool = False


@dataclass(frozen=True)
class Scheme:
    """A whole instrument as scoring sees it. Weights must be above zero, indicators must name an existing category."""

    categories: tuple[Category, ...]
    indicators: tuple[Indicator, ...]
    rule: AggregationRule = field(default_factory=AggregationRule)
    bands: tuple[Band, ...] = SPBE_BANDS

    def __post_init__(self) -> None:
        known = {category.code for category in self.categories}
        for indicator in self.indicators:
            if indicator.category not in known:
                raise ValueError(
                    f"indicator {indicator.code} names the unknown category {indicator.category!r}"
                )
        weights = [category.weight for category in self.categories]
        weights += [indicator.weight for indicator in self.indicators]
        if min(weights, default=Fraction(1)) <= 0:
            raise ValueError("weights must be above zero")

    @cached_property
    def _by_category(self) -> dict[tuple[str, Scope], tuple[Indicator, ...]]:
        found: dict[tuple[str, Scope], list[Indicator]] = {}
        for indicator in self.indicators:
            found.setdefault((indicator.category, indicator.scope), []).append(indicator)
        return {key: tuple(items) for key, items in found.items()}

    def indicators_of(self, category: str, scope: Scope) -> tuple[Indicator, ...]:
        """The indicators of one category and scope, in the order of the instrument."""
        return self._by_category.get((category, scope), ())


@dataclass(frozen=True, slots=True)
class UnitAnswers:
    """What one unit answered, by indicator id. `counted` is false while the unit has never submitted."""

    unit_id: str
    name: str
    answers: Mapping[str, AnswerScores]
    counted: bool = True
    weight: Fraction = Fraction(1)
