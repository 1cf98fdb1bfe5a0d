"""Samples of decided answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from app.access import Actor, Permission, within
from app.assessment.models import Answer, Assessment, Round
from app.assessment.states import AssessmentState
from app.assessment.verifying.models import AnswerSample, SampledAnswer
from app.assessment.verifying.states import Finding
from app.db import db
from app.organisations.models import User


@dataclass(frozen=True)
class SampleRow:
    """A draw with how far the looks came."""

    id: str
    seed: str
    size: int
    population: int
    at: datetime
    by: str
    looked: int
    differing: int


def decided_ids(round_: Round) -> Sequence[str]:
    """The answers of a round whose verification is finished: what a sample is drawn from."""
    return db.session.scalars(
        select(Answer.id)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .where(
            Assessment.round_id == round_.id,
            Assessment.unit_id.is_not(None),
            Assessment.state == AssessmentState.VERIFIED,
            Answer.verified_score.is_not(None),
        )
    ).all()


def samples_of(actor: Actor, round_: Round) -> Sequence[SampleRow]:
    """All draws of a round, the latest first."""
    differing = func.sum(case((SampledAnswer.finding == Finding.DIFFERS, 1), else_=0))
    rows = db.session.execute(
        select(
            AnswerSample.id,
            AnswerSample.seed,
            AnswerSample.size,
            AnswerSample.population,
            AnswerSample.created_at,
            func.coalesce(User.name, ""),
            func.count(SampledAnswer.looked_at),
            func.coalesce(differing, 0),
        )
        .join(SampledAnswer, SampledAnswer.sample_id == AnswerSample.id)
        .outerjoin(User, User.id == AnswerSample.drawn_by)
        .where(
            AnswerSample.round_id == round_.id,
            within(actor, Permission.ASSESSMENT_SAMPLE, AnswerSample),
        )
        .group_by(AnswerSample.id, User.name)
        .order_by(AnswerSample.created_at.desc(), AnswerSample.id)
    )
    return [SampleRow(*row) for row in rows]


def drawn_of(sample: AnswerSample) -> Sequence[SampledAnswer]:
    """What was drawn, in the order of the draw."""
    return db.session.scalars(
        select(SampledAnswer).where(SampledAnswer.sample_id == sample.id).order_by(SampledAnswer.position)
    ).all()


def drawn_at(sample: AnswerSample, position: int) -> SampledAnswer | None:
    """One drawn answer by its place in the draw."""
    return db.session.scalars(
        select(SampledAnswer).where(SampledAnswer.sample_id == sample.id, SampledAnswer.position == position)
    ).one_or_none()
