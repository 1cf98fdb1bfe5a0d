"""The answers of a whole round in two queries, as plain rows."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import func, select

from app.assessment.models import Answer, Assessment, Evidence
from app.assessment.rules import AnswerFacts
from app.assessment.scoring import AnswerScores
from app.assessment.states import ReturnState
from app.db import db
from app.instrument.questionnaire import IndicatorSpec


class AnswerRow(NamedTuple):
    """The columns of an answer that lists and scores need."""

    id: str
    assessment_id: str
    indicator_id: str
    self_score: int | None
    verified_score: int | None
    ministry_score: int | None
    has_reason: bool
    needs_review: bool
    return_state: ReturnState
    evidence_count: int

    @property
    def scores(self) -> AnswerScores:
        """The three scores for `scoring`."""
        return AnswerScores(self.self_score, self.verified_score, self.ministry_score)


RoundAnswers = dict[str, dict[str, AnswerRow]]


def answers_of_round(round_id: str) -> RoundAnswers:
    """Every answer of a round: assessment id → indicator id → row."""
    in_round = select(Assessment.id).where(Assessment.round_id == round_id)
    counted = (
        select(Evidence.answer_id, func.count())
        .join(Answer, Answer.id == Evidence.answer_id)
        .where(Answer.assessment_id.in_(in_round), Evidence.removed_at.is_(None))
        .group_by(Evidence.answer_id)
    )
    evidence = dict(db.session.execute(counted).all())
    columns = select(
        Answer.id,
        Answer.assessment_id,
        Answer.indicator_id,
        Answer.self_score,
        Answer.verified_score,
        Answer.ministry_score,
        func.length(Answer.self_reason) > 0,
        Answer.needs_review,
        Answer.return_state,
    ).where(Answer.assessment_id.in_(in_round))
    found: RoundAnswers = defaultdict(dict)
    for row in db.session.execute(columns):
        found[row[1]][row[2]] = AnswerRow(*row, evidence_count=evidence.get(row[0], 0))
    return found


def facts_of(spec: IndicatorSpec, row: AnswerRow | None) -> AnswerFacts:
    """One indicator and its answer (or none yet) as the rules see it."""
    if row is None:
        return AnswerFacts(spec.id, spec.code, spec.category, spec.is_measured)
    return AnswerFacts(
        indicator_id=spec.id,
        code=spec.code,
        category=spec.category,
        measured=spec.is_measured,
        self_score=row.self_score,
        has_reason=bool(row.has_reason),
        evidence_count=row.evidence_count,
        needs_review=row.needs_review,
        verified_score=row.verified_score,
        return_state=row.return_state,
    )
