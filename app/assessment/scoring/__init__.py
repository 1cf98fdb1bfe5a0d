"""How answers become indices: pure functions over plain data, exact arithmetic, nothing imported but Python.

Scale 1 to 5. A category index is the weighted mean of the effective levels of its indicators, an overall index
the weighted mean of the categories, a government's index the mean over its units joined by the government-scope
indicators. What is missing or unknown is treated by the rule that the instrument file states. Every result is an
`Explanation`: the number together with the tree of what it was made of, down to the single answers.
"""

from app.assessment.scoring.explanation import Explanation, Note, Part, parts
from app.assessment.scoring.government import Coverage, coverage, government_index
from app.assessment.scoring.indices import category_index, overall_index
from app.assessment.scoring.levels import AnswerScores, Effective, Source, effective_score
from app.assessment.scoring.predicates import SPBE_BANDS, Band, Predicate, predicate, rounded
from app.assessment.scoring.scheme import (
    AggregationRule,
    Category,
    GovernmentScope,
    Indicator,
    MissingRule,
    Scheme,
    Scope,
    UnitAnswers,
)

__all__ = [
    "SPBE_BANDS",
    "AggregationRule",
    "AnswerScores",
    "Band",
    "Category",
    "Coverage",
    "Effective",
    "Explanation",
    "GovernmentScope",
    "Indicator",
    "MissingRule",
    "Note",
    "Part",
    "Predicate",
    "Scheme",
    "Scope",
    "Source",
    "UnitAnswers",
    "category_index",
    "coverage",
    "effective_score",
    "government_index",
    "overall_index",
    "parts",
    "predicate",
    "rounded",
]
