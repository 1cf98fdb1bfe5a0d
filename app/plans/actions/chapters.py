"""Writing the narrative: saving, bringing back an earlier state, confirming that sentences fit their figures."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, func, select

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db, utc_now
from app.plans.actions.guards import hold_for_editing
from app.plans.actions.margin import carry_notes
from app.plans.fitting import doubts, remember, sentences
from app.plans.models import Chapter, ChapterSentence, ChapterState, Plan
from app.plans.narrative import KEPT_STATES, sanitised
from app.plans.queries.document import placeholder_values, working_document
from app.plans.queries.fitting import remembered_of
from app.plans.rules import StateKind

Values = Mapping[str, str | None]


def save_chapter(actor: Actor, plan: Plan, chapter: Chapter, title: str, body: str) -> None:
    """Save a chapter, cleaned of everything that is not text, headings, lists and plain links.

    The text becomes a state of its own, and each sentence that is new remembers what its figures say now.
    """
    check(actor, Permission.PLAN_EDIT, chapter.government_id)
    hold_for_editing(plan)
    before = len(chapter.body)
    _write(actor, plan, chapter, title.strip(), sanitised(body), StateKind.EDITED)
    record(
        actor,
        "plan.chapter_edited",
        chapter,
        government_id=chapter.government_id,
        before={"characters": before},
        after={"chapter": chapter.code.value, "characters": len(chapter.body)},
    )


def restore_chapter(actor: Actor, plan: Plan, chapter: Chapter, state: ChapterState) -> None:
    """Bring an earlier state back as a new one, so that this can be undone in the same way."""
    check(actor, Permission.PLAN_EDIT, chapter.government_id)
    hold_for_editing(plan)
    before = len(chapter.body)
    # Cleaned once more: what the rules allowed when it was saved they may not allow today.
    _write(actor, plan, chapter, state.title, sanitised(state.body), StateKind.RESTORED, state.number)
    record(
        actor,
        "plan.chapter_restored",
        chapter,
        government_id=chapter.government_id,
        before={"characters": before},
        after={"chapter": chapter.code.value, "state": state.number, "characters": len(chapter.body)},
    )


def write_taken(actor: Actor, plan: Plan, chapter: Chapter, title: str, body: str) -> None:
    """Write what comes from a template into a chapter that the caller holds; what stood there stays in the history."""
    _write(actor, plan, chapter, title, sanitised(body), StateKind.EDITED)


def confirm_sentences(actor: Actor, plan: Plan, chapter: Chapter, tokens: Collection[str]) -> int:
    """A person read these sentences beside their figures and lets them stand; how many were confirmed.

    A token names a sentence with the figures that were shown. If they have moved since, the sentence is left alone.
    """
    check(actor, Permission.PLAN_EDIT, chapter.government_id)
    hold_for_editing(plan)
    values = placeholder_values(working_document(plan))
    known = {row.key: row for row in _sentences_of(chapter)}
    confirmed = []
    for doubt in doubts(chapter.body, values, remembered_of(chapter)):
        if doubt.token not in tokens:
            continue
        row = known.get(doubt.sentence.key) or ChapterSentence(
            government_id=chapter.government_id, chapter_id=chapter.id, key=doubt.sentence.key
        )
        now = remember(doubt.sentence, values)
        # A typed number that moved away from its figure is meant as it stands: from now on it is no figure.
        row.figures, row.typed, row.confirmed = dict(now.values), dict(now.typed), True
        row.at, row.by = utc_now(), actor.user_id
        db.session.add(row)
        confirmed.append(doubt)
    db.session.flush()
    if confirmed:
        record(
            actor,
            "plan.sentences_confirmed",
            chapter,
            government_id=chapter.government_id,
            after={
                "chapter": chapter.code.value,
                "sentences": [doubt.sentence.key for doubt in confirmed],
                "figures": sorted(
                    {change.name for doubt in confirmed for change in doubt.changes + doubt.typed}
                ),
            },
        )
    return len(confirmed)


def first_state(chapter: Chapter) -> ChapterState:
    """The state that a chapter begins with."""
    return ChapterState(
        government_id=chapter.government_id,
        chapter_id=chapter.id,
        number=1,
        title=chapter.title,
        body=chapter.body,
        kind=StateKind.TEMPLATE,
    )


def _write(
    actor: Actor,
    plan: Plan,
    chapter: Chapter,
    title: str,
    body: str,
    kind: StateKind,
    restored_from: int | None = None,
) -> None:
    changed, before = (title, body) != (chapter.title, chapter.body), chapter.body
    chapter.title, chapter.body = title, body
    chapter.edited_at, chapter.edited_by = utc_now(), actor.user_id
    db.session.flush()
    if changed or restored_from is not None:
        _keep_state(actor, chapter, kind, restored_from)
        carry_notes(chapter, before)
    _remember_new(actor, plan, chapter)


def _keep_state(actor: Actor, chapter: Chapter, kind: StateKind, restored_from: int | None) -> None:
    last = db.session.scalar(
        select(func.max(ChapterState.number)).where(ChapterState.chapter_id == chapter.id)
    )
    number = (last or 0) + 1
    db.session.add(
        ChapterState(
            government_id=chapter.government_id,
            chapter_id=chapter.id,
            number=number,
            title=chapter.title,
            body=chapter.body,
            kind=kind,
            restored_from=restored_from,
            saved_by=actor.user_id,
        )
    )
    db.session.flush()
    db.session.execute(
        delete(ChapterState).where(
            ChapterState.chapter_id == chapter.id, ChapterState.number <= number - KEPT_STATES
        )
    )


def _remember_new(actor: Actor, plan: Plan, chapter: Chapter) -> None:
    """Remember the figures of sentences that were not there before; those that were keep what was confirmed.

    Sentences that went are kept: one that comes back is still held against the figures it was written for.
    """
    known = {row.key for row in _sentences_of(chapter)}
    new = [sentence for sentence in sentences(chapter.body) if sentence.key not in known]
    if not new:
        return
    values = placeholder_values(working_document(plan))
    for sentence in new:
        now = remember(sentence, values)
        if now.values or now.typed:
            db.session.add(
                ChapterSentence(
                    government_id=chapter.government_id,
                    chapter_id=chapter.id,
                    key=sentence.key,
                    figures=dict(now.values),
                    typed=dict(now.typed),
                    by=actor.user_id,
                )
            )
    db.session.flush()


def _sentences_of(chapter: Chapter) -> list[ChapterSentence]:
    return list(db.session.scalars(select(ChapterSentence).where(ChapterSentence.chapter_id == chapter.id)))
