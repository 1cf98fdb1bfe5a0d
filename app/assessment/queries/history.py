"""What happened to an answer."""

from collections.abc import Sequence

from sqlalchemy import select

from app.assessment.models import Answer, AnswerEvent
from app.db import db


def history_of(answer: Answer) -> Sequence[AnswerEvent]:
    """What happened to an answer, oldest first."""
    return db.session.scalars(
        select(AnswerEvent)
        .where(AnswerEvent.answer_id == answer.id)
        .order_by(AnswerEvent.created_at, AnswerEvent.id)
    ).all()
