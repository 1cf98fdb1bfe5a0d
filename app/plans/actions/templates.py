"""Writing templates of chapters, and taking a newer one over into a plan."""

from enum import StrEnum

from flask import abort
from sqlalchemy.exc import IntegrityError

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db, utc_now
from app.plans.actions.chapters import write_taken
from app.plans.actions.guards import hold_for_editing, latest
from app.plans.models import Chapter, ChapterOrigin, ChapterTemplate, Plan
from app.plans.narrative import sanitised
from app.plans.queries.templates import (
    Beginning,
    Offer,
    Shelf,
    in_force,
    may_write,
    national_beginnings,
    versions_of,
)
from app.plans.rules import ChapterCode
from app.plans.rules.templates import TemplateState


class Taking(StrEnum):
    """What becomes of a chapter for which a newer template is there."""

    MERGE = "merge"  # what the template changed comes in, what people wrote stays
    REPLACE = "replace"  # the template's text as it is; what was there stays in the history
    KEEP = "keep"  # the chapter stays; this version is not offered again


class NotADraftError(RuntimeError):
    """Somebody published or deleted it a moment before."""


def begin_draft(actor: Actor, shelf: Shelf) -> ChapterTemplate:
    """The draft of the shelf: the one that is there, else a new one that says what is in force now."""
    _check(actor, shelf)
    found = versions_of(shelf)
    if found and found[0].state is TemplateState.DRAFT:
        return found[0]
    draft = ChapterTemplate(
        government_id=shelf.government_id,
        kind=shelf.kind,
        number=found[0].number + 1 if found else 1,
        chapters=_first_text(shelf),
        created_by=actor.user_id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(draft)
    except IntegrityError:  # somebody began it a moment before
        return versions_of(shelf)[0]
    _record(actor, "template.begun", shelf, draft)
    return draft


def save_template_chapter(
    actor: Actor, shelf: Shelf, draft: ChapterTemplate, code: ChapterCode, title: str, body: str
) -> None:
    """Write a chapter of a draft, cleaned as a plan's chapter is."""
    _open_draft(actor, shelf, draft)
    draft.chapters = draft.chapters | {code.value: {"title": title.strip(), "body": sanitised(body)}}
    db.session.flush()
    _record(actor, "template.edited", shelf, draft, chapter=code.value)


def leave_template_chapter(actor: Actor, shelf: Shelf, draft: ChapterTemplate, code: ChapterCode) -> None:
    """A government no longer keeps its own text of this chapter: the ministry's holds for it again."""
    _open_draft(actor, shelf, draft)
    if shelf.government is None:
        abort(404)
    draft.chapters = {key: text for key, text in draft.chapters.items() if key != code.value}
    db.session.flush()
    _record(actor, "template.edited", shelf, draft, chapter=code.value)


def publish_template(actor: Actor, shelf: Shelf, draft: ChapterTemplate, note: str) -> None:
    """From now on plans begin with it. The caller has seen that nothing in it is mistyped."""
    _open_draft(actor, shelf, draft)
    draft.state, draft.note = TemplateState.PUBLISHED, note.strip()
    draft.published_at, draft.published_by = utc_now(), actor.user_id
    db.session.flush()
    _record(actor, "template.published", shelf, draft)


def delete_draft(actor: Actor, shelf: Shelf, draft: ChapterTemplate) -> None:
    """Give a draft up; its number is free again."""
    _open_draft(actor, shelf, draft)
    _record(actor, "template.draft_deleted", shelf, draft)
    db.session.delete(draft)
    db.session.flush()


def take_template(actor: Actor, plan: Plan, offer: Offer, how: Taking) -> None:
    """Answer an offer. The chapter stands on the newer template from now on; what it said stays in its history."""
    check(actor, Permission.PLAN_EDIT, plan.government_id)
    hold_for_editing(plan)
    chapter, newer = offer.chapter, offer.newer
    if how is Taking.MERGE:
        write_taken(actor, plan, chapter, offer.title, offer.merged.body)
    elif how is Taking.REPLACE:
        write_taken(actor, plan, chapter, newer.title, newer.body)
    db.session.add(origin(chapter, newer, offer.stands_on.number + 1, actor))
    db.session.flush()
    record(
        actor,
        "plan.template_taken",
        chapter,
        government_id=plan.government_id,
        before={"template": f"{offer.stands_on.source.value} {offer.stands_on.template_number}"},
        after={
            "chapter": chapter.code.value,
            "template": f"{newer.source.value} {newer.number}",
            "how": how.value,
        },
    )


def origin(chapter: Chapter, beginning: Beginning, number: int, actor: Actor) -> ChapterOrigin:
    """What a chapter remembers of its template."""
    return ChapterOrigin(
        government_id=chapter.government_id,
        chapter_id=chapter.id,
        number=number,
        source=beginning.source,
        template_number=beginning.number,
        title=beginning.title,
        body=beginning.body,
        by=actor.user_id,
    )


def _first_text(shelf: Shelf) -> dict[str, dict[str, str]]:
    """The version in force; a government that has none begins with nothing of its own."""
    published = in_force(shelf)
    if published is not None:
        return dict(published.chapters)
    if shelf.government is not None:
        return {}
    found = national_beginnings(shelf.kind)
    return {code.value: {"title": text.title, "body": text.body} for code, text in found.items()}


def _check(actor: Actor, shelf: Shelf) -> None:
    if not may_write(actor, shelf):
        abort(404)


def _open_draft(actor: Actor, shelf: Shelf, draft: ChapterTemplate) -> None:
    _check(actor, shelf)
    latest(draft)
    if draft.state is not TemplateState.DRAFT:
        raise NotADraftError(draft.id)


def _record(actor: Actor, action: str, shelf: Shelf, template: ChapterTemplate, **more: str) -> None:
    after = {"shelf": shelf.name, "number": template.number, **more}
    record(actor, action, template, government_id=shelf.government_id, after=after)
