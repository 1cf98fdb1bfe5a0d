"""Scores and complaint figures as the plan's document prints them."""

from collections.abc import Iterable
from fractions import Fraction

from app.assessment.queries import RoundScores, UnitResult, round_scores
from app.complaints.queries import figures
from app.complaints.statistics import GroupFigures
from app.instrument.questionnaire import IndicatorSpec
from app.plans.document_data import (
    CategoryScore,
    ComplaintData,
    ComplaintGroup,
    ScoreData,
    StageData,
    UnitRef,
    UnitScore,
)
from app.plans.rules import base_period

MISSING = "missing"


def score_data(round_id: str, years: tuple[int, ...]) -> ScoreData:
    """The round's scores as plain data."""
    scores = round_scores(round_id)
    return ScoreData(
        government_index=scores.government.number,
        predicate=scores.predicate.value if scores.predicate else None,
        units_counted=scores.coverage.counted,
        units_expected=scores.coverage.expected,
        categories=tuple(_categories(scores, years)),
        units=tuple(_unit(scores, unit) for unit in scores.units),
        predicate_name=_predicate_name(scores),
    )


def _predicate_name(scores: RoundScores) -> str:
    names = {band.code: band.name for band in scores.questionnaire.predicates}
    return names.get(scores.predicate.value, "") if scores.predicate else ""


def _categories(scores: RoundScores, years: tuple[int, ...]) -> Iterable[CategoryScore]:
    for category in scores.questionnaire.categories:
        yield CategoryScore(
            code=category.code,
            name=category.name,
            weight=float(category.weight),
            index=scores.government.child(category.code).number,
            goal=_goal(category.indicators, years),
        )


def _goal(indicators: tuple[IndicatorSpec, ...], years: tuple[int, ...]) -> float | None:
    """The weighted mean target of the plan's last year."""
    known = [(spec.weight, spec.target_for(years[-1])) for spec in indicators]
    weighted = [(weight, target) for weight, target in known if target is not None]
    total = sum(weight for weight, _ in weighted)
    return float(Fraction(sum(weight * target for weight, target in weighted), total)) if total else None


def _unit(scores: RoundScores, unit: UnitResult) -> UnitScore:
    asked = sum(len(child.children) for child in unit.explanation.children)
    answered = sum(part.source is not None for child in unit.explanation.children for part in child.children)
    codes = [category.code for category in scores.questionnaire.categories]
    known = {child.key: child.number for child in unit.explanation.children}
    return UnitScore(
        unit=UnitRef(unit.unit_id, unit.name, unit.short_name),
        categories={code: known.get(code) if unit.counted else None for code in codes},
        overall=unit.overall if unit.counted else None,
        state=unit.state.value if unit.counted else MISSING,
        answered=answered,
        expected=asked,
    )


def complaint_data(government_id: str, round_year: int) -> ComplaintData | None:
    """The complaint figures of the plan's base period; None while nothing was ever imported."""
    start, end = base_period(round_year)
    found = figures(government_id, start, end)
    if found.cut_off is None and not found.incoming:
        return None
    return ComplaintData(
        source=found.source,
        start=start,
        end=end,
        cut_off=found.cut_off,
        incoming=found.incoming,
        followed_up_share=found.followed_up_share,
        closed_share=found.closed_share,
        stages=tuple(
            StageData(
                name=str(name),
                measured=stage.measured,
                in_time=stage.in_time,
                late=stage.late,
                open_late=stage.open_late,
                median_days=stage.median_days,
                mean_days=stage.mean_days,
                p90_days=stage.p90_days,
            )
            for name, stage in found.stages.items()
        ),
        by_status=tuple(ComplaintGroup(str(status), "", count) for status, count in found.by_status.items()),
        by_class=_groups(found.by_class),
        by_channel=_groups(found.by_channel),
        by_category=_groups(found.by_category),
        by_unit=_groups(found.by_unit),
        by_month=_groups(found.by_month),
    )


def _groups(groups: Iterable[GroupFigures]) -> tuple[ComplaintGroup, ...]:
    return tuple(
        ComplaintGroup(
            key=group.key or "",
            label=group.name or group.key or "",
            incoming=group.incoming,
            followed_up_share=group.followed_up_share,
            closed_share=group.closed_share,
            late=_late(group),
        )
        for group in groups
    )


def _late(group: GroupFigures) -> int | None:
    """Complaints whose first follow-up came late or is overdue; None where the stage was never measured."""
    stage = group.stages.get("follow_up")
    return None if stage is None or not stage.measured else stage.late + stage.open_late
