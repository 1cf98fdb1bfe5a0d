"""Masking again what officials wrote in threads and for all OPD, after the patterns have learnt more."""

from sqlalchemy import select

from app.access import Actor
from app.assessment.hiding import without_people
from app.assessment.together.models import CommonAnswer, ThreadMessage
from app.audit import record
from app.db import db
from app.organisations.models import Government


def mask_words(actor: Actor, government: Government) -> int:
    """Mask the messages and common answers of a government anew; answers how many changed."""
    changed = 0
    for message in db.session.scalars(
        select(ThreadMessage).where(
            ThreadMessage.government_id == government.id, ThreadMessage.withdrawn_at.is_(None)
        )
    ):
        masked = without_people(message.text)
        if masked != message.text:
            message.text, changed = masked, changed + 1
    for answer in db.session.scalars(select(CommonAnswer).where(CommonAnswer.government_id == government.id)):
        question, text = without_people(answer.question), without_people(answer.text)
        if (question, text) != (answer.question, answer.text):
            answer.question, answer.text, changed = question, text, changed + 1
    db.session.flush()
    if changed:
        record(actor, "thread.masked_again", government, government_id=government.id)
    return changed
