"""Scores and complaint figures as the plan's document prints them."""

from collections.abc import Iterable
from fractions import Fraction

from app.assessment.queries import RoundScores, UnitResult, round_scores
from app.assessment.scoring import Source
from app.complaints.queries import figures
from app.instrument.questionnaire import IndicatorSpec
from app.plans.compile import OwnGoals
from app.plans.complaint_data import ComplaintData
from app.plans.document_data import CategoryScore, ScoreData, UnitRef, UnitScore
from app.plans.queries.complaints import as_data, complaint_document
from app.plans.rules import base_period

MISSING = "missing"
NO_LEVEL = (
    Source.MISSING,
    Source.UNKNOWN,
)  # an index may count these as the lowest level; answers they are not


def score_data(round_id: str, years: tuple[int, ...], own: OwnGoals | None = None) -> ScoreData:
    """The round's scores as plain data, beside the goals of a plan: `own` are those that the regency set itself."""
    scores = round_scores(round_id)
    return ScoreData(
        government_index=scores.government.number,
        predicate=scores.predicate.value if scores.predicate else None,
        units_counted=scores.coverage.counted,
        units_expected=scores.coverage.expected,
        categories=tuple(_categories(scores, years, own or {})),
        units=tuple(_unit(scores, unit) for unit in scores.units),
        predicate_name=_predicate_name(scores),
    )


def _predicate_name(scores: RoundScores) -> str:
    names = {band.code: band.name for band in scores.questionnaire.predicates}
    return names.get(scores.predicate.value, "") if scores.predicate else ""


def _categories(scores: RoundScores, years: tuple[int, ...], own: OwnGoals) -> Iterable[CategoryScore]:
    for category in scores.questionnaire.categories:
        yield CategoryScore(
            code=category.code,
            name=category.name,
            weight=float(category.weight),
            index=scores.government.child(category.code).number,
            goal=_goal(category.indicators, years[-1], own),
        )


def _goal(indicators: tuple[IndicatorSpec, ...], year: int, own: OwnGoals) -> float | None:
    """The weighted mean of the levels aimed at in a year."""
    known = [
        (spec.weight, own.get((spec.code, year), own.get((spec.category, year), spec.target_for(year))))
        for spec in indicators
    ]
    weighted = [(weight, target) for weight, target in known if target is not None]
    total = sum(weight for weight, _ in weighted)
    return float(Fraction(sum(weight * target for weight, target in weighted), total)) if total else None


def _unit(scores: RoundScores, unit: UnitResult) -> UnitScore:
    asked = [part for child in unit.explanation.children for part in child.children]
    codes = [category.code for category in scores.questionnaire.categories]
    known = {child.key: child.number for child in unit.explanation.children}
    return UnitScore(
        unit=UnitRef(unit.unit_id, unit.name, unit.short_name),
        categories={code: known.get(code) if unit.counted else None for code in codes},
        overall=unit.overall if unit.counted else None,
        state=unit.state.value if unit.counted else MISSING,
        answered=sum(part.source not in NO_LEVEL for part in asked),
        expected=len(asked),
    )


def complaint_data(
    government_id: str, round_year: int, *, with_pictures: bool = True
) -> ComplaintData | None:
    """The complaint figures of the plan's base period; None while nothing was ever imported."""
    start, end = base_period(round_year)
    if with_pictures:
        data, found = complaint_document(government_id, start, end)
    else:
        found = figures(government_id, start, end)
        data = as_data(found, start, end)
    return None if found.cut_off is None and not found.incoming else data
