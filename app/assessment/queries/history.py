"""What happened to one answer: its events, and the bulk decisions about it that were taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.assessment.models import Answer, AnswerEvent
from app.assessment.states import TAKEN_BACK, AnswerEventKind
from app.assessment.verifying.models import BulkAcceptance, BulkAccepted
from app.db import db


@dataclass(frozen=True)
class HistoryLine:
    """One line of an answer's history."""

    kind: str  # of `AnswerEventKind`, or `TAKEN_BACK`
    created_at: datetime
    by: str | None
    score: int | None = None
    reason: str = ""
    needed: str = ""


def history_of(answer: Answer) -> Sequence[HistoryLine]:
    """What happened to an answer, oldest first."""
    events = db.session.scalars(
        select(AnswerEvent)
        .where(AnswerEvent.answer_id == answer.id)
        .order_by(AnswerEvent.created_at, AnswerEvent.id)
    )
    lines = [
        HistoryLine(
            AnswerEventKind(each.kind), each.created_at, each.by, each.score, each.reason, each.needed
        )
        for each in events
    ]
    undone = db.session.execute(
        select(BulkAcceptance.undone_at, BulkAcceptance.undone_by)
        .join(BulkAccepted, BulkAccepted.batch_id == BulkAcceptance.id)
        .where(BulkAccepted.answer_id == answer.id, BulkAcceptance.undone_at.is_not(None))
    )
    lines += [HistoryLine(TAKEN_BACK, row.undone_at, row.undone_by) for row in undone]
    return sorted(lines, key=lambda line: line.created_at)
