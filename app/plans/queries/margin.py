"""What stands in the margin of a chapter, and who has it open."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.access import Actor
from app.db import db
from app.organisations.presence import others_seen
from app.plans.anchors import Paragraph, paragraphs
from app.plans.models import Chapter, ChapterPresence, MarginNote


@dataclass(frozen=True)
class Thread:
    """A note with its answers in the order they were written."""

    note: MarginNote
    answers: Sequence[MarginNote]


@dataclass(frozen=True)
class Margin:
    """The threads beside each paragraph, and those whose paragraph is not there any more; open ones first."""

    rows: Sequence[tuple[Paragraph, Sequence[Thread]]]
    lost: Sequence[Thread]

    @property
    def open(self) -> int:
        """Threads that nobody closed."""
        everywhere = [*self.lost, *(thread for _, threads in self.rows for thread in threads)]
        return sum(1 for thread in everywhere if thread.note.resolved_at is None)


def margin_of(chapter: Chapter) -> Margin:
    """A chapter with its margin; one query."""
    notes = db.session.scalars(
        select(MarginNote)
        .where(MarginNote.chapter_id == chapter.id)
        .order_by(MarginNote.resolved_at.is_not(None), MarginNote.created_at, MarginNote.id)
    ).all()
    answers: dict[str, list[MarginNote]] = defaultdict(list)
    for note in notes:
        if note.parent_id:
            answers[note.parent_id].append(note)
    threads: dict[str, list[Thread]] = defaultdict(list)
    for note in notes:
        if note.parent_id is None:
            threads[note.anchor].append(Thread(note, answers[note.id]))
    found = paragraphs(chapter.body)
    rows = [(paragraph, threads.pop(paragraph.key, [])) for paragraph in found]
    return Margin(rows, [thread for lost in threads.values() for thread in lost])


def open_notes(chapters: Sequence[Chapter]) -> Mapping[str, int]:
    """How many open notes each chapter has, by chapter code; chapters without any are left out."""
    codes = {chapter.id: chapter.code.value for chapter in chapters}
    rows = db.session.execute(
        select(MarginNote.chapter_id, func.count())
        .where(
            MarginNote.chapter_id.in_(list(codes)),
            MarginNote.parent_id.is_(None),
            MarginNote.resolved_at.is_(None),
        )
        .group_by(MarginNote.chapter_id)
    )
    return {codes[row[0]]: row[1] for row in rows}


def present_beside(actor: Actor, chapter: Chapter) -> Sequence[str]:
    """The names of other people who have the form of this chapter open, by name."""
    return [name for (name,) in others_seen(actor, ChapterPresence, {"chapter_id": chapter.id})]
