"""Writing the narrative."""

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db, utc_now
from app.plans.actions.guards import hold_for_editing
from app.plans.models import Chapter, Plan
from app.plans.narrative import sanitised


def save_chapter(actor: Actor, plan: Plan, chapter: Chapter, title: str, body: str) -> None:
    """Save a chapter, cleaned of everything that is not text, headings, lists and plain links."""
    check(actor, Permission.PLAN_EDIT, chapter.government_id)
    hold_for_editing(plan)
    before = len(chapter.body)
    chapter.title, chapter.body = title.strip(), sanitised(body)
    chapter.edited_at, chapter.edited_by = utc_now(), actor.user_id
    db.session.flush()
    record(
        actor,
        "plan.chapter_edited",
        chapter,
        government_id=chapter.government_id,
        before={"characters": before},
        after={"chapter": chapter.code.value, "characters": len(chapter.body)},
    )
