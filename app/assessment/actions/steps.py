"""What every verb does first: lock the assessment, and ask the rules whether the step is possible."""

from datetime import datetime

from sqlalchemy import select

from app.access import Actor
from app.assessment.models import Answer, AnswerEvent, Assessment
from app.assessment.queries.standing import duties_of, window_of
from app.assessment.rules import ForbiddenStep, Refusal, Step, next_state, wrote_it
from app.assessment.states import AnswerEventKind, AssessmentState
from app.db import db


def lock(assessment: Assessment) -> Assessment:
    """Hold the row until the end of the transaction, so that saving and submitting cannot overtake each other.

    SQLite takes its one write lock at the start of the request; there the clause does nothing.
    """
    return db.session.scalars(
        select(Assessment)
        .where(Assessment.id == assessment.id)
        .with_for_update(of=Assessment)
        .execution_options(populate_existing=True)
    ).one()


def take(
    actor: Actor, assessment: Assessment, step: Step, now: datetime, indicator_id: str = ""
) -> AssessmentState:
    """The state that `step` leads to; raises `ForbiddenStep`.

    With an indicator the step is about its answer alone: then a contributor may take it too.
    """
    return next_state(
        assessment.state,
        step,
        duties=duties_of(actor, assessment, indicator_id),
        window=window_of(assessment, assessment.round, now),
    )


def refuse_own(actor: Actor, answer: Answer, step: Step = Step.DECIDE) -> None:
    """Nobody judges what they wrote themselves, as a colleague of the OPD or otherwise. Raises `ForbiddenStep`."""
    if wrote_it(actor.user_id, answer.self_by):
        raise ForbiddenStep(step, Refusal.OWN_ANSWER)


def remember(
    actor: Actor, answer: Answer, kind: AnswerEventKind, score: int | None, reason: str, *, needed: str = ""
) -> None:
    """Add a line to the answer's history; `needed`: what would be enough, of an answer that goes back."""
    db.session.add(
        AnswerEvent(
            government_id=answer.government_id,
            answer_id=answer.id,
            kind=kind,
            score=score,
            reason=reason,
            needed=needed,
            by=actor.user_id,
        )
    )
