"""Saying that somebody has a chapter open."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.access import Actor, Permission, check
from app.db import db, utc_now
from app.plans.models import Chapter, ChapterPresence

FORGOTTEN = timedelta(days=1)


def note_presence(actor: Actor, chapter: Chapter) -> None:
    """Note that the actor has the form open now. Not in the log: it is no change, and it is forgotten within a day."""
    check(actor, Permission.PLAN_EDIT, chapter.government_id)
    if actor.user_id is None:
        return
    now = utc_now()
    own = select(ChapterPresence).where(
        ChapterPresence.chapter_id == chapter.id, ChapterPresence.user_id == actor.user_id
    )
    row = db.session.scalars(own).one_or_none()
    if row is not None:
        row.seen_at = now
    else:
        row = ChapterPresence(
            government_id=chapter.government_id, chapter_id=chapter.id, user_id=actor.user_id, seen_at=now
        )
        try:
            with db.session.begin_nested():
                db.session.add(row)
        except IntegrityError:
            return  # the same person in another window was a moment faster
    db.session.flush()
    db.session.execute(
        delete(ChapterPresence).where(
            ChapterPresence.chapter_id == chapter.id, ChapterPresence.seen_at < now - FORGOTTEN
        )
    )
