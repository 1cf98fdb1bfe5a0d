"""The ministry's own score on an answer."""

from datetime import datetime

from app.access import Actor
from app.assessment.actions.steps import lock, refuse_own, remember, take
from app.assessment.models import Answer
from app.assessment.rules import Step
from app.assessment.states import AnswerEventKind
from app.audit import record
from app.db import db, utc_now
from app.web.conflict import require_version


class ReasonMissing(ValueError):
    """A score that differs from another person's needs a reason."""


def score_as_ministry(
    actor: Actor,
    answer: Answer,
    score: int | None,
    reason: str,
    *,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Set the ministry's score (1 to 5) with its reason, or take it away with `None`.

    Raises `ReasonMissing`, `ForbiddenStep` and `Conflict`.
    """
    now = now or utc_now()
    assessment = lock(answer.assessment)
    take(actor, assessment, Step.SCORE_AS_MINISTRY, now)
    refuse_own(actor, answer, Step.SCORE_AS_MINISTRY)
    require_version(answer, seen_version)
    words = reason.strip()
    if score is not None and not words:
        raise ReasonMissing
    before = {"ministry_score": answer.ministry_score}
    answer.ministry_score = score
    answer.ministry_reason = words if score is not None else ""
    answer.ministry_by = actor.user_id
    answer.ministry_at = now
    remember(actor, answer, AnswerEventKind.SCORED_BY_MINISTRY, score, words)
    db.session.flush()
    record(
        actor,
        "answer.scored_by_ministry",
        answer,
        government_id=answer.government_id,
        before=before,
        after={"ministry_score": score},
    )
