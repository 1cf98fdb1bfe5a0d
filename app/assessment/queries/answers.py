"""The answers of a whole round in two queries, as plain rows, and what follows from those of one assessment.

What follows is remembered by the answers themselves: the same answers always have the same index, so that nothing
remembered can ever be out of date, in whichever process and however the answers came about.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, String, func, select, type_coerce

from app.assessment.models import Answer, Assessment, Evidence
from app.assessment.queries.scheme import instrument_of
from app.assessment.rules import AnswerFacts
from app.assessment.scoring import AnswerScores, Explanation, UnitAnswers, overall_index
from app.assessment.states import ReturnState
from app.db import db
from app.instrument.questionnaire import IndicatorSpec

REMEMBERED = 1024  # assessments: every OPD of some twenty governments


class Scored(NamedTuple):
    """The scores of an answer."""

    indicator_id: str
    self_score: int | None
    verified_score: int | None
    ministry_score: int | None

    @property
    def scores(self) -> AnswerScores:
        """The three scores for `scoring`."""
        return AnswerScores(self.self_score, self.verified_score, self.ministry_score)


class AnswerRow(NamedTuple):
    """The columns of an answer that lists need beside its scores."""

    scored: Scored
    has_reason: bool
    needs_review: bool
    return_state: str  # of `ReturnState`
    evidence_count: int


def scores_of_round(round_id: str) -> Mapping[str, tuple[Scored, ...]]:
    """The scores of a round, by assessment."""
    found: dict[str, list[Scored]] = defaultdict(list)
    for row in _rows(round_id):
        found[row[0]].append(Scored(*row[1:]))
    return _by_assessment(found)


def answers_of_round(round_id: str) -> Mapping[str, tuple[AnswerRow, ...]]:
    """Every answer of a round, by assessment."""
    counted = (
        select(Evidence.answer_id, func.count())
        .join(Answer, Answer.id == Evidence.answer_id)
        .where(Answer.assessment_id.in_(_in_round(round_id)), Evidence.removed_at.is_(None))
        .group_by(Evidence.answer_id)
    )
    evidence: dict[str, int] = {row[0]: row[1] for row in db.session.execute(counted)}
    found: dict[str, list[AnswerRow]] = defaultdict(list)
    for row in _rows(
        round_id,
        func.length(Answer.self_reason) > 0,
        Answer.needs_review,
        type_coerce(Answer.return_state, String),
        Answer.id,
    ):
        found[row[0]].append(AnswerRow(Scored(*row[1:5]), row[5], row[6], row[7], evidence.get(row[8], 0)))
    return _by_assessment(found)


def _rows(round_id: str, *more: Any) -> Iterable[Any]:
    columns = (Answer.indicator_id, Answer.self_score, Answer.verified_score, Answer.ministry_score)
    # In the order of the questions' ids, so that equal answers make equal keys.
    return db.session.execute(
        select(Answer.assessment_id, *columns, *more)
        .where(Answer.assessment_id.in_(_in_round(round_id)))
        .order_by(Answer.assessment_id, Answer.indicator_id)
    )


def _in_round(round_id: str) -> Select[str]:
    return select(Assessment.id).where(Assessment.round_id == round_id)


def _by_assessment(found: Mapping[str, list[Any]]) -> Mapping[str, tuple[Any, ...]]:
    return defaultdict(tuple, {key: tuple(rows) for key, rows in found.items()})


@lru_cache(maxsize=REMEMBERED)
def index_of(version_id: str, unit_id: str, unit_name: str, answers: tuple[Scored, ...]) -> Explanation:
    """The overall index of an OPD with these answers to a published version, explained."""
    _, scheme = instrument_of(version_id)
    scores = {each.indicator_id: each.scores for each in answers}
    return overall_index(scheme, UnitAnswers(unit_id, unit_name, scores))


def facts_of(spec: IndicatorSpec, row: AnswerRow | None) -> AnswerFacts:
    """One indicator and its answer (or none yet) as the rules see it."""
    if row is None:
        return AnswerFacts(spec.id, spec.code, spec.category, spec.is_measured)
    return AnswerFacts(
        indicator_id=spec.id,
        code=spec.code,
        category=spec.category,
        measured=spec.is_measured,
        self_score=row.scored.self_score,
        has_reason=bool(row.has_reason),
        evidence_count=row.evidence_count,
        needs_review=row.needs_review,
        verified_score=row.scored.verified_score,
        return_state=ReturnState(row.return_state),
    )
