"""The indices of a round, explained, from a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.assessment.models import Assessment, Round
from app.assessment.queries.answers import Scored, index_of, scores_of_round
from app.assessment.queries.scheme import instrument_of
from app.assessment.scoring import (
    AnswerScores,
    Coverage,
    Explanation,
    Predicate,
    Scheme,
    Scope,
    UnitAnswers,
    effective_score,
    government_index,
    predicate,
)
from app.assessment.states import AssessmentState
from app.db import db
from app.instrument.questionnaire import Questionnaire
from app.organisations.models import Unit


@dataclass(frozen=True)
class UnitResult:
    """One unit in a round. `explanation` is its overall index; its children are the categories.

    While `counted` is false the unit has never submitted: its numbers are provisional and stay out of the
    government's index.
    """

    unit_id: str
    name: str
    short_name: str
    assessment_id: str
    state: AssessmentState
    submitted_at: datetime | None
    counted: bool
    explanation: Explanation
    predicate: Predicate | None

    @property
    def overall(self) -> float | None:
        """The overall index, `None` without any answer to count."""
        return self.explanation.number

    def category(self, code: str) -> Explanation:
        """The index of one category."""
        return self.explanation.child(code)


@dataclass(frozen=True)
class RoundScores:
    """The indices of a whole round: plain data, nothing of the database in it."""

    round_id: str
    government_id: str
    year: int
    title: str
    questionnaire: Questionnaire
    scheme: Scheme
    units: tuple[UnitResult, ...]
    government: Explanation
    predicate: Predicate | None
    coverage: Coverage

    @property
    def counted_units(self) -> tuple[UnitResult, ...]:
        """The units that the government's index counts."""
        return tuple(unit for unit in self.units if unit.counted)

    @property
    def missing_units(self) -> tuple[UnitResult, ...]:
        """The units that never submitted."""
        return tuple(unit for unit in self.units if not unit.counted)

    def unit(self, unit_id: str) -> UnitResult:
        """One unit's result; `KeyError` if it takes no part in the round."""
        for unit in self.units:
            if unit.unit_id == unit_id:
                return unit
        raise KeyError(unit_id)


def round_scores(round_id: str) -> RoundScores:
    """Every index of a round, computed from the present scores. `LookupError` for an unknown round."""
    round_ = db.session.get(Round, round_id)
    if round_ is None:
        raise LookupError(round_id)
    questionnaire, scheme = instrument_of(round_.instrument_version_id)
    answers = scores_of_round(round_id)
    asked: list[_Asked] = []
    units: list[UnitResult] = []
    own: tuple[Scored, ...] = ()
    for item in _assessments(round_id):
        given = answers[item.id]
        if item.unit is None:
            own = given if item.was_submitted else ()
            continue
        explanation = index_of(round_.instrument_version_id, item.unit.id, item.unit.name, given)
        asked.append(_Asked(item.unit.id, item.unit.name, item.was_submitted, given))
        units.append(_result(scheme, item, item.unit, explanation))
    government = _government(round_.instrument_version_id, tuple(asked), own)
    return RoundScores(
        round_id=round_.id,
        government_id=round_.government_id,
        year=round_.year,
        title=round_.title,
        questionnaire=questionnaire,
        scheme=scheme,
        units=tuple(units),
        government=government,
        predicate=predicate(government.value, scheme.bands),
        coverage=Coverage(sum(unit.counted for unit in units), len(units)),
    )


def effective_levels(round_id: str) -> dict[tuple[str | None, str], int | None]:
    """The level that counts, by (unit id, indicator id); the unit is `None` for government-scope indicators.

    Every unit of the round and every indicator of its scope is a key. The level is `None` while the unit has never
    submitted, did not answer, or the measure is unknown.
    """
    round_ = db.session.get(Round, round_id)
    if round_ is None:
        raise LookupError(round_id)
    _, scheme = instrument_of(round_.instrument_version_id)
    answers = scores_of_round(round_id)
    levels: dict[tuple[str | None, str], int | None] = {}
    for item in _assessments(round_id):
        scope = Scope.GOVERNMENT if item.unit_id is None else Scope.OPD
        scored = _scores(answers[item.id]) if item.was_submitted else {}
        for indicator in scheme.indicators:
            if indicator.scope is not scope:
                continue
            scores = scored.get(indicator.id)
            levels[item.unit_id, indicator.id] = effective_score(scores, measured=indicator.measured).level
    return levels


def _assessments(round_id: str) -> Sequence[Assessment]:
    found = db.session.scalars(
        select(Assessment).where(Assessment.round_id == round_id).options(joinedload(Assessment.unit))
    ).all()
    return sorted(found, key=_place)


def _place(assessment: Assessment) -> tuple[int, str]:
    """The government's own order of its units; the government-scope assessment stands first."""
    unit = assessment.unit
    return (-1, "") if unit is None else (unit.position, unit.name)


class _Asked(NamedTuple):
    """A unit that was asked, with what it answered."""

    unit_id: str
    name: str
    counted: bool
    answers: tuple[Scored, ...]


@lru_cache(maxsize=64)
def _government(version_id: str, asked: tuple[_Asked, ...], own: tuple[Scored, ...]) -> Explanation:
    """The government's index. Remembered by the answers themselves, see `answers`."""
    _, scheme = instrument_of(version_id)
    units = [UnitAnswers(each.unit_id, each.name, {}, each.counted) for each in asked]
    indices = {each.unit_id: index_of(version_id, each.unit_id, each.name, each.answers) for each in asked}
    return government_index(scheme, units, _scores(own), indices=indices)


def _scores(rows: Iterable[Scored]) -> dict[str, AnswerScores]:
    return {row.indicator_id: row.scores for row in rows}


def _result(scheme: Scheme, assessment: Assessment, unit: Unit, explanation: Explanation) -> UnitResult:
    return UnitResult(
        unit_id=unit.id,
        name=unit.name,
        short_name=unit.short_name or unit.name,
        assessment_id=assessment.id,
        state=assessment.state,
        submitted_at=assessment.submitted_at,
        counted=assessment.was_submitted,
        explanation=explanation,
        predicate=predicate(explanation.value, scheme.bands),
    )
