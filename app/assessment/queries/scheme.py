"""From the instrument's own data to what scoring works on."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from app.assessment.models import Answer
from app.assessment.scoring import AggregationRule, Band, Category, Indicator, Predicate, Scheme, Scope
from app.instrument.queries import load_questionnaire
from app.instrument.questionnaire import IndicatorSpec, Questionnaire


def scheme_of(questionnaire: Questionnaire) -> Scheme:
    """The questionnaire as scoring sees it."""
    return Scheme(
        categories=tuple(
            Category(category.code, category.name, Fraction(str(category.weight)))
            for category in questionnaire.categories
        ),
        indicators=tuple(
            Indicator(
                id=spec.id,
                code=spec.code,
                category=spec.category,
                text=spec.text,
                weight=Fraction(str(spec.weight)),
                scope=Scope(spec.scope.value),
                measured=spec.is_measured,
            )
            for spec in questionnaire.indicators
        ),
        rule=AggregationRule.from_mapping(questionnaire.aggregation),
        bands=tuple(Band(Predicate(band.code), Decimal(band.minimum)) for band in questionnaire.predicates),
    )


@lru_cache(maxsize=8)
def _published(version_id: str) -> tuple[Questionnaire, Scheme]:
    questionnaire = load_questionnaire(version_id)
    return questionnaire, scheme_of(questionnaire)


def instrument_of(version_id: str) -> tuple[Questionnaire, Scheme]:
    """A published version with its scheme. Published content never changes, so each process reads it once."""
    return _published(version_id)


def spec_of(answer: Answer) -> IndicatorSpec:
    """The question that an answer answers."""
    questionnaire, _scheme = instrument_of(answer.assessment.round.instrument_version_id)
    return next(spec for spec in questionnaire.indicators if spec.id == answer.indicator_id)
