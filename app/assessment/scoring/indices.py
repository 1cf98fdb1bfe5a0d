"""The indices of one unit: category by category, then overall."""

from collections.abc import Mapping
from fractions import Fraction

from app.assessment.scoring.explanation import Explanation, Node, Note, weighted_mean
from app.assessment.scoring.levels import HIGHEST, LOWEST, AnswerScores, Source, effective_score
from app.assessment.scoring.scheme import (
    AggregationRule,
    Category,
    Indicator,
    MissingRule,
    Scheme,
    Scope,
    UnitAnswers,
)

_LEVELS = {level: Fraction(level) for level in range(LOWEST, HIGHEST + 1)}


def indicator_node(indicator: Indicator, scores: AnswerScores | None, rule: AggregationRule) -> Explanation:
    """One answer as a leaf: its effective level, or what the rule makes of a gap."""
    effective = effective_score(scores, measured=indicator.measured)
    value = None if effective.level is None else _LEVELS[effective.level]
    note = None
    if effective.source is Source.MISSING:
        lowest = rule.missing_answer is MissingRule.LOWEST
        value, note = (_LEVELS[LOWEST], Note.MISSING_AS_LOWEST) if lowest else (None, Note.MISSING_EXCLUDED)
    elif effective.source is Source.UNKNOWN:
        lowest = rule.unknown_measure is MissingRule.LOWEST
        value, note = (_LEVELS[LOWEST], Note.UNKNOWN_AS_LOWEST) if lowest else (None, Note.UNKNOWN_EXCLUDED)
    return Explanation(
        Node.INDICATOR, indicator.code, indicator.text, value, indicator.weight, effective.source, note
    )


def category_index(
    scheme: Scheme, category: Category, answers: Mapping[str, AnswerScores], scope: Scope = Scope.OPD
) -> Explanation:
    """The index of one category: the weighted mean of the effective levels of its indicators of this scope."""
    leaves = tuple(
        indicator_node(indicator, answers.get(indicator.id), scheme.rule)
        for indicator in scheme.indicators_of(category.code, scope)
    )
    value = weighted_mean(leaves)
    note = Note.NOTHING_TO_COUNT if value is None else None
    return Explanation(
        Node.CATEGORY, category.code, category.name, value, category.weight, None, note, leaves
    )


def overall_index(scheme: Scheme, unit: UnitAnswers, scope: Scope = Scope.OPD) -> Explanation:
    """The overall index of one unit: the weighted mean of its category indices.

    A unit that never submitted gets the same tree (its own page shows it as provisional); whether it counts for the
    government is decided in `government_index`.
    """
    children = tuple(category_index(scheme, category, unit.answers, scope) for category in scheme.categories)
    value = weighted_mean(children)
    note = Note.NOTHING_TO_COUNT if value is None else None
    return Explanation(Node.UNIT, unit.unit_id, unit.name, value, unit.weight, None, note, children)
