"""Saying that somebody has a chapter open."""

from app.access import Actor, Permission, check
from app.organisations.presence import note_seen
from app.plans.models import Chapter, ChapterPresence


def note_presence(actor: Actor, chapter: Chapter) -> None:
    """Note that the actor has the form open now."""
    check(actor, Permission.PLAN_EDIT, chapter.government_id)
    note_seen(actor, ChapterPresence, chapter.government_id, {"chapter_id": chapter.id})
