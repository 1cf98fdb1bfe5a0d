"""Texts that reviewers use again: everybody's own, and those that the ministry shares."""

from collections.abc import Sequence

from flask import abort
from sqlalchemy import func, or_, select

from app.access import Actor, Permission, within
from app.db import db
from app.plans.models import ReviewPhrase


def phrases_for(actor: Actor) -> Sequence[ReviewPhrase]:
    """What this person may put into a comment, own ones first, by title."""
    return db.session.scalars(
        select(ReviewPhrase)
        .where(
            within(actor, Permission.REVIEW_COMMENT, ReviewPhrase),
            or_(ReviewPhrase.owner_id == actor.user_id, ReviewPhrase.is_shared),
        )
        .order_by(ReviewPhrase.owner_id != actor.user_id, func.lower(ReviewPhrase.title), ReviewPhrase.id)
    ).all()


def own_phrase(actor: Actor, phrase_id: str) -> ReviewPhrase:
    """An own text; 404 for what others wrote, shared or not."""
    found = db.session.scalars(
        select(ReviewPhrase).where(
            ReviewPhrase.id == phrase_id,
            ReviewPhrase.owner_id == actor.user_id,
            within(actor, Permission.REVIEW_COMMENT, ReviewPhrase),
        )
    ).one_or_none()
    return found or abort(404)
