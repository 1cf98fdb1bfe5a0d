"""Notes in the margin: writing, answering, closing."""

from sqlalchemy import select

from app.access import Actor, Permission, Role, check
from app.audit import record
from app.db import db, utc_now
from app.plans import notices
from app.plans.actions.guards import hold, latest
from app.plans.anchors import follow, paragraphs
from app.plans.models import Chapter, ChapterState, MarginNote, Plan
from app.plans.models.margin import QUOTE_LENGTH
from app.plans.queries.people import holders
from app.plans.rules import ReasonMissing, Step


class ParagraphGone(Exception):
    """Somebody changed the paragraph while the note was written."""


def add_note(actor: Actor, plan: Plan, chapter: Chapter, anchor: str, text: str) -> MarginNote:
    """Write a note beside a paragraph. ParagraphGone if it is there no more, ReasonMissing for an empty note."""
    check(actor, Permission.PLAN_DISCUSS, chapter.government_id)
    hold(plan)
    latest(chapter)
    found = next((each for each in paragraphs(chapter.body) if each.key == anchor), None)
    if found is None:
        raise ParagraphGone(anchor)
    return _add(actor, plan, chapter, MarginNote(anchor=anchor, quote=found.text[:QUOTE_LENGTH]), text)


def reply_to_note(actor: Actor, plan: Plan, chapter: Chapter, note: MarginNote, text: str) -> MarginNote:
    """Answer a note; an answer to an answer belongs to the same note."""
    check(actor, Permission.PLAN_DISCUSS, note.government_id)
    return _add(
        actor,
        plan,
        chapter,
        MarginNote(anchor=note.anchor, quote=note.quote, parent_id=note.parent_id or note.id),
        text,
    )


def may_close(actor: Actor, note: MarginNote) -> bool:
    """Whoever wrote a note may close it, and who writes the plan."""
    is_author = actor.user_id is not None and actor.user_id == note.author_id
    return note.parent_id is None and (is_author or actor.may(Permission.PLAN_EDIT, note.government_id))


def close_note(actor: Actor, note: MarginNote, *, closed: bool) -> bool:
    """Close a note or open it again; False if the actor is not the one to do it."""
    check(actor, Permission.PLAN_DISCUSS, note.government_id)
    latest(note)
    if not may_close(actor, note):
        return False
    if (note.resolved_at is not None) != closed:
        note.resolved_at = utc_now() if closed else None
        note.resolved_by = actor.user_id if closed else None
        db.session.flush()
        record(
            actor,
            "plan.margin_closed",
            note,
            government_id=note.government_id,
            after={"closed": closed},
        )
    return True


def carry_notes(chapter: Chapter, before: str) -> None:
    """Let the notes of a chapter follow their paragraphs from the text before to the present one."""
    notes = db.session.scalars(select(MarginNote).where(MarginNote.chapter_id == chapter.id)).all()
    places = follow([note.anchor for note in notes], before, chapter.body) if notes else {}
    for note in notes:
        note.anchor = places.get(note.anchor, note.anchor)
    db.session.flush()


def _add(actor: Actor, plan: Plan, chapter: Chapter, note: MarginNote, text: str) -> MarginNote:
    if not text.strip():
        raise ReasonMissing(Step.REVISE)
    note.government_id, note.chapter_id, note.text = chapter.government_id, chapter.id, text.strip()
    note.author_id, note.author_name = actor.user_id, actor.name
    db.session.add(note)
    db.session.flush()
    record(
        actor,
        "plan.margin_answered" if note.parent_id else "plan.margin_noted",
        note,
        government_id=note.government_id,
        after={"chapter": chapter.code.value, "characters": len(note.text)},
    )
    notices.margin_noted(plan, chapter, note, _concerned(plan, chapter, note) - {actor.user_id or ""})
    return note


def _concerned(plan: Plan, chapter: Chapter, note: MarginNote) -> set[str]:
    """Who wrote the chapter and who took part in the conversation; every coordinator where nobody has written yet."""
    coordinators = set(holders(Role.COORDINATOR, plan.government_id))
    saved = select(ChapterState.saved_by).where(
        ChapterState.chapter_id == chapter.id, ChapterState.saved_by.is_not(None)
    )
    writers = coordinators & set(db.session.scalars(saved))
    return (writers or coordinators) | _speakers(note)


def _speakers(note: MarginNote) -> set[str]:
    if note.parent_id is None:
        return set()
    return {
        author
        for author in db.session.scalars(
            select(MarginNote.author_id).where(
                (MarginNote.id == note.parent_id) | (MarginNote.parent_id == note.parent_id)
            )
        )
        if author
    }
