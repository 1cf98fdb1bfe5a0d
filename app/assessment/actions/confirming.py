"""Saying of many answers at once that they still hold."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from app.access import Actor
from app.assessment.actions.steps import lock, take
from app.assessment.models import Answer, Assessment
from app.assessment.rules import Step
from app.audit import record
from app.db import db


def confirm_carried(
    actor: Actor, assessment: Assessment, indicator_ids: Collection[str], now: datetime
) -> int:
    """Settle the answers of these indicators that were carried over, as they are; answers how many.

    Which may be settled together the caller has found out (`queries.carried`): complete ones, to questions that are
    asked as before. Raises `ForbiddenStep`.
    """
    assessment = lock(assessment)
    following = take(actor, assessment, Step.SAVE, now)
    waiting = db.session.scalars(
        select(Answer).where(
            Answer.assessment_id == assessment.id,
            Answer.indicator_id.in_(sorted(indicator_ids)),
            Answer.needs_review.is_(True),
        )
    ).all()
    for answer in waiting:
        answer.needs_review = False
    if waiting:
        assessment.state = following
        db.session.flush()
        record(
            actor,
            "answers.confirmed",
            assessment,
            government_id=assessment.government_id,
            after={"answers": len(waiting)},
        )
    return len(waiting)
