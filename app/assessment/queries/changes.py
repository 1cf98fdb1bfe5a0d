"""When something last changed in the assessments of a round."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from app.assessment.models import Answer, Assessment, Evidence
from app.assessment.rules import last_change
from app.db import db


def changes_of_round(round_id: str) -> Mapping[str, datetime]:
    """The last answer or piece of evidence of each assessment, by its id: two queries.

    What was carried over and not confirmed is no change: nobody touched it in this round.
    """
    touched = (Assessment.round_id == round_id) & Answer.needs_review.is_(False)
    answered = db.session.execute(
        select(Answer.assessment_id, func.max(Answer.self_at))
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .where(touched)
        .group_by(Answer.assessment_id)
    )
    found: dict[str, datetime] = {row[0]: row[1] for row in answered if row[1] is not None}
    proved = db.session.execute(
        select(Answer.assessment_id, func.max(Evidence.created_at))
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .join(Evidence, Evidence.answer_id == Answer.id)
        .where(touched)
        .group_by(Answer.assessment_id)
    )
    for assessment_id, moment in proved:
        latest = last_change(found.get(assessment_id), moment)
        if latest is not None:
            found[assessment_id] = latest
    return found
