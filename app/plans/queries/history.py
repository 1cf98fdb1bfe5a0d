"""The earlier states of a chapter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import load_only

from app.assessment.queries import user_names
from app.db import db
from app.plans.models import Chapter, ChapterState
from app.plans.rules import StateKind


@dataclass(frozen=True)
class StateRow:
    """One state in the list, without its text."""

    number: int
    title: str
    kind: StateKind
    restored_from: int | None
    saved_at: datetime
    who: str  # empty where nobody is known


def states_of(chapter: Chapter) -> Sequence[StateRow]:
    """The states that are kept, the newest first."""
    found = db.session.scalars(
        select(ChapterState)
        .options(load_only(*(getattr(ChapterState, name) for name in _LISTED)))
        .where(ChapterState.chapter_id == chapter.id)
        .order_by(ChapterState.number.desc())
    ).all()
    names = user_names(state.saved_by for state in found)
    return [
        StateRow(
            state.number,
            state.title,
            state.kind,
            state.restored_from,
            state.saved_at,
            names.get(state.saved_by or "", ""),
        )
        for state in found
    ]


def state_of(chapter: Chapter, number: int | None) -> ChapterState | None:
    """One state with its text; None if there is none of this number (any more)."""
    return db.session.scalars(
        select(ChapterState).where(ChapterState.chapter_id == chapter.id, ChapterState.number == number)
    ).one_or_none()


_LISTED = ("number", "title", "kind", "restored_from", "saved_at", "saved_by")
