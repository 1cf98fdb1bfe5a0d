"""Saving an answer."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.access import Actor
from app.assessment.actions.steps import lock, take
from app.assessment.content import differs_from_returned
from app.assessment.models import Answer, Assessment
from app.assessment.queries.sheet import line_facts
from app.assessment.rules import Step, may_edit_answer
from app.assessment.states import ReturnState
from app.audit import record
from app.db import db, utc_now
from app.instrument.answer_types import answer_type
from app.instrument.questionnaire import IndicatorSpec


class AnswerConflict(Exception):
    """Somebody else saved this answer after the page was opened; `stored` is what they saved."""

    def __init__(self, stored: Answer) -> None:
        super().__init__(stored.id)
        self.stored = stored


class NotEditable(Exception):
    """The answer was accepted or is computed: only returned answers are open after a submission."""


def save_answer(
    actor: Actor,
    assessment: Assessment,
    spec: IndicatorSpec,
    *,
    value: Any,
    reason: str,
    seen_version: int | None,
    opened_page: str = "",
    by_hand: bool = True,
    now: datetime | None = None,
) -> Answer:
    """Store the unit's own answer and reason; the level follows from the answer type.

    `seen_version` is the version the page was opened at, 0 for an answer that did not exist. Raises `AnswerConflict`
    if somebody saved something else meanwhile: what is stored already may be sent again, by a line that dropped before
    the answer came back. A page does not conflict with itself: with `by_hand`, what the same `opened_page` autosaved a
    moment ago may be overtaken. Raises `ForbiddenStep` and `NotEditable`.

    Saving by hand also settles what was carried over, even if the words stay the same; a returned answer is corrected
    only by saying something else than what was returned.
    """
    now = now or utc_now()
    assessment = lock(assessment)
    following = take(actor, assessment, Step.SAVE, now, spec.id)
    answer = _open_answer(assessment, spec)
    before = _told(answer)
    changed = answer.value != value or answer.self_reason != reason
    if changed or not answer.version:
        _refuse_lost_race(answer, seen_version, opened_page if by_hand else "")
    if changed:
        answer.value = value
        answer.self_score = answer_type(spec.answer_type).level(spec.parameters, value)
        answer.self_reason = reason
        answer.self_by = actor.user_id
        answer.self_at = now
    if changed or by_hand:
        answer.needs_review = False
    answer.saved_from = opened_page
    db.session.flush()
    settle_return(answer, spec)
    if changed or _told(answer) != before:
        assessment.state = following
    db.session.flush()
    if _told(answer) != before:
        record(
            actor,
            "answer.saved",
            answer,
            government_id=answer.government_id,
            before=before,
            after=_told(answer),
        )
    return answer


def answer_for_evidence(actor: Actor, assessment: Assessment, spec: IndicatorSpec, now: datetime) -> Answer:
    """The answer that evidence is added to or taken from, checked and, if need be, created.

    Nothing has happened to it yet: `evidence_changed` says that something did.
    """
    assessment = lock(assessment)
    take(actor, assessment, Step.SAVE, now, spec.id)
    answer = _open_answer(assessment, spec)
    db.session.flush()
    return answer


def evidence_changed(
    actor: Actor, assessment: Assessment, spec: IndicatorSpec, answer: Answer, now: datetime
) -> None:
    """The evidence of an answer is another one: that settles what was carried over or returned."""
    assessment.state = take(actor, assessment, Step.SAVE, now, spec.id)
    answer.needs_review = False
    db.session.flush()
    settle_return(answer, spec)
    db.session.flush()


def settle_return(answer: Answer, spec: IndicatorSpec) -> None:
    """A returned answer is corrected as long as it says something else than what was returned."""
    if answer.return_state not in (ReturnState.RETURNED, ReturnState.CORRECTED):
        return
    db.session.expire(answer, ["evidence"])
    corrected = differs_from_returned(spec, answer)
    answer.return_state = ReturnState.CORRECTED if corrected else ReturnState.RETURNED


def _open_answer(assessment: Assessment, spec: IndicatorSpec) -> Answer:
    answer = db.session.scalars(
        select(Answer).where(Answer.assessment_id == assessment.id, Answer.indicator_id == spec.id)
    ).one_or_none()
    own = assessment.is_government_scope
    if not may_edit_answer(line_facts(spec, answer), submitted_before=assessment.was_submitted, own=own):
        raise NotEditable
    if answer is None:
        answer = Answer(
            government_id=assessment.government_id,
            assessment_id=assessment.id,
            indicator_id=spec.id,
            self_reason="",
            return_state=ReturnState.NONE,
        )
        db.session.add(answer)
    return answer


def _refuse_lost_race(answer: Answer, seen_version: int | None, opened_page: str) -> None:
    stored_version = answer.version or 0
    if seen_version == stored_version:
        return
    if opened_page and answer.saved_from == opened_page:
        return
    raise AnswerConflict(answer)


def _told(answer: Answer) -> dict[str, Any]:
    """What the audit log keeps of an answer: no words that a person wrote."""
    return {
        "self_score": answer.self_score,
        "reason_length": len(answer.self_reason or ""),
        "needs_review": bool(answer.needs_review),
        "return_state": answer.return_state.value if answer.return_state else "none",
    }
