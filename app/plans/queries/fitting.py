"""Which sentences of the narrative no longer fit their figures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from app.db import db
from app.plans.document_data import PlanDocument
from app.plans.fitting import Doubts, Remembered, doubts
from app.plans.models import Chapter, ChapterSentence, Plan
from app.plans.queries.document import chapters_of, placeholder_values, working_document


def remembered_of(chapter: Chapter) -> dict[str, Remembered]:
    """What the sentences of a chapter were last held to say, by key."""
    return _remembered([chapter])[chapter.id]


def doubts_of(chapter: Chapter, document: PlanDocument) -> tuple[Doubts, ...]:
    """The sentences of a chapter that somebody should read again beside the figures of `document`."""
    return doubts(chapter.body, placeholder_values(document), remembered_of(chapter))


def doubts_by_chapter(chapters: Sequence[Chapter], document: PlanDocument) -> dict[str, tuple[Doubts, ...]]:
    """The same for all chapters with one query, by chapter code; chapters without doubts are left out."""
    values, remembered = placeholder_values(document), _remembered(chapters)
    found = {chapter.code.value: doubts(chapter.body, values, remembered[chapter.id]) for chapter in chapters}
    return {code: each for code, each in found.items() if each}


def doubts_in(plan: Plan) -> dict[str, tuple[Doubts, ...]]:
    """The doubtful sentences of the working copy, by chapter code."""
    return doubts_by_chapter(chapters_of(plan), working_document(plan))


def _remembered(chapters: Iterable[Chapter]) -> Mapping[str, dict[str, Remembered]]:
    rows = db.session.scalars(
        select(ChapterSentence).where(ChapterSentence.chapter_id.in_([chapter.id for chapter in chapters]))
    )
    found: dict[str, dict[str, Remembered]] = defaultdict(dict)
    for row in rows:
        found[row.chapter_id][row.key] = Remembered(row.figures, row.typed, row.confirmed)
    return found
