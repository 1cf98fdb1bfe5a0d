"""Texts that reviewers use again."""

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db
from app.plans.models import ReviewPhrase


def add_phrase(actor: Actor, title: str, text: str, *, is_shared: bool) -> ReviewPhrase:
    """Keep a text for oneself, or for all reviewers."""
    check(actor, Permission.REVIEW_COMMENT, None)
    phrase = ReviewPhrase(owner_id=actor.user_id, title=title.strip(), text=text.strip(), is_shared=is_shared)
    db.session.add(phrase)
    db.session.flush()
    record(actor, "review.phrase_saved", phrase, government_id=None, after={"shared": is_shared})
    return phrase


def edit_phrase(actor: Actor, phrase: ReviewPhrase, title: str, text: str, *, is_shared: bool) -> None:
    """Change an own text; comments that it was put into keep what they say."""
    check(actor, Permission.REVIEW_COMMENT, None)
    phrase.title, phrase.text, phrase.is_shared = title.strip(), text.strip(), is_shared
    db.session.flush()
    record(actor, "review.phrase_saved", phrase, government_id=None, after={"shared": is_shared})


def delete_phrase(actor: Actor, phrase: ReviewPhrase) -> None:
    """Forget an own text."""
    check(actor, Permission.REVIEW_COMMENT, None)
    record(actor, "review.phrase_deleted", phrase, government_id=None)
    db.session.delete(phrase)
    db.session.flush()
