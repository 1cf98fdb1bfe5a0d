"""The coordinator's verification: decide answer by answer, then confirm or return the whole."""

from datetime import date, datetime

from flask_babel import gettext as _

from app.access import Actor
from app.assessment.actions.deadlines import DeadlineMissing, note_extension
from app.assessment.actions.ministry import ReasonMissing
from app.assessment.actions.plausibility import settle_by_score
from app.assessment.actions.steps import lock, refuse_own, remember, take
from app.assessment.actions.telling import tell_unit, tell_unit_of_return
from app.assessment.events import assessment_returned, assessment_verified
from app.assessment.models import Answer, Assessment
from app.assessment.queries.plausibility import unsettled_count
from app.assessment.queries.scheme import instrument_of
from app.assessment.queries.sheet import load_sheet
from app.assessment.queries.standing import window_of, zone_of
from app.assessment.queries.verifying import waiting_for_opinion
from app.assessment.rules import (
    ForbiddenStep,
    Refusal,
    Step,
    Verdict,
    Window,
    deadline,
    end_of_day,
    refuse_confirm,
    refuse_return,
)
from app.assessment.states import AnswerEventKind, AssessmentState, ReturnState
from app.audit import record
from app.db import db, utc_now
from app.web.conflict import require_version


def decide(
    actor: Actor,
    answer: Answer,
    score: int,
    reason: str,
    *,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Set the coordinator's score (1 to 5); a mark to return is taken away by it.

    A score other than the unit's own needs a reason. Raises `ReasonMissing`, `ForbiddenStep` (also while a second
    opinion is on its way, and to whoever wrote the answer), `Conflict`.
    """
    now = now or utc_now()
    _may_decide(actor, answer, now)
    require_version(answer, seen_version)
    words = reason.strip()
    if score != answer.self_score and not words:
        raise ReasonMissing
    verify_score(actor, answer, score, words, now)
    db.session.flush()


def mark_to_return(
    actor: Actor,
    answer: Answer,
    reason: str,
    needed: str,
    *,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Mark the answer to be returned, with the reason and what would be enough; the unit reads both on it.

    Nothing reaches the unit before `return_assessment`. Raises `ReasonMissing` when either is empty, `ForbiddenStep`,
    `Conflict`.
    """
    now = now or utc_now()
    _may_decide(actor, answer, now)
    require_version(answer, seen_version)
    words, enough = reason.strip(), needed.strip()
    if not words or not enough:
        raise ReasonMissing
    before = _told(answer)
    answer.return_state = ReturnState.MARKED
    answer.returned_reason = words
    answer.returned_needed = enough
    answer.returned_by = actor.user_id
    _clear_score(answer)
    settle_by_score(actor, answer, None, _version(answer), now)
    db.session.flush()
    _log(actor, "answer.marked_to_return", answer, before)


def return_assessment(
    actor: Actor, assessment: Assessment, *, until: date | None = None, now: datetime | None = None
) -> int:
    """Return the marked answers to the unit; the others keep their verdict. Returns how many were returned.

    `until` gives the unit its own deadline (the last second of that day in the government's zone); it is needed when
    the round is already closed to it. Raises `ForbiddenStep` (also when nothing is marked), `DeadlineMissing`.
    """
    now = now or utc_now()
    assessment = lock(assessment)
    following = take(actor, assessment, Step.RETURN, now)
    lines = load_sheet(assessment).lines
    refusal = refuse_return(line.verdict for line in lines)
    if refusal is not None:
        raise ForbiddenStep(Step.RETURN, refusal)
    if until is not None:
        before = deadline(assessment.round.closes_at, assessment.extended_until)
        assessment.extended_until = end_of_day(until, zone_of(assessment.government_id))
        reason = _("Perbaikan jawaban yang dikembalikan.")
        note_extension(actor, assessment.round, assessment, before, assessment.extended_until, reason)
    if window_of(assessment, assessment.round, now) is not Window.OPEN:
        raise DeadlineMissing
    returned = [line for line in lines if line.verdict is Verdict.TO_RETURN]
    for line in returned:
        answer = line.stored
        answer.return_state = ReturnState.RETURNED
        answer.returned_at = now
        remember(
            actor,
            answer,
            AnswerEventKind.RETURNED,
            None,
            answer.returned_reason,
            needed=answer.returned_needed,
        )
    assessment.state = following
    db.session.flush()
    _log_state(actor, "assessment.returned", assessment, AssessmentState.SUBMITTED, returned=len(returned))
    tell_unit_of_return(assessment, returned, now)
    assessment_returned.send(assessment, actor=actor)
    return len(returned)


def confirm(actor: Actor, assessment: Assessment, now: datetime | None = None) -> None:
    """Close the verification: everything is decided, nothing waits to be returned. Raises `ForbiddenStep`."""
    now = now or utc_now()
    assessment = lock(assessment)
    following = take(actor, assessment, Step.CONFIRM, now)
    verdicts = [line.verdict for line in load_sheet(assessment).lines]
    refusal = refuse_confirm(verdicts, unsettled_count(assessment))
    if refusal is not None:
        raise ForbiddenStep(Step.CONFIRM, refusal)
    assessment.state = following
    assessment.verified_at = now
    assessment.verified_by = actor.user_id
    db.session.flush()
    _log_state(actor, "assessment.verified", assessment, AssessmentState.SUBMITTED)
    tell_unit(
        assessment,
        now,
        "assessment.verified",
        _("Asesmen Anda selesai diverifikasi"),
        _("Nilai hasil verifikasi sudah dapat dilihat pada setiap jawaban."),
    )
    assessment_verified.send(assessment, actor=actor)


def reopen(actor: Actor, assessment: Assessment, now: datetime | None = None) -> None:
    """Take a closed verification up again. Raises `ForbiddenStep`."""
    assessment = lock(assessment)
    assessment.state = take(actor, assessment, Step.REOPEN, now or utc_now())
    db.session.flush()
    _log_state(actor, "assessment.reopened", assessment, AssessmentState.VERIFIED)


def verify_score(actor: Actor, answer: Answer, score: int, reason: str, now: datetime) -> None:
    """Write a verdict that was found possible: a score, with its reason, history and log."""
    before = _told(answer)
    answer.verified_score = score
    answer.verified_reason = reason
    answer.verified_by = actor.user_id
    answer.verified_at = now
    answer.return_state = ReturnState.NONE
    answer.returned_reason = answer.returned_needed = ""
    settle_by_score(actor, answer, score, _version(answer), now)
    remember(actor, answer, AnswerEventKind.VERIFIED, score, reason)
    _log(actor, "answer.verified", answer, before)


def withdraw_score(actor: Actor, answer: Answer, now: datetime) -> None:
    """Let a decided answer wait again."""
    before = _told(answer)
    _clear_score(answer)
    settle_by_score(actor, answer, None, _version(answer), now)
    _log(actor, "answer.verified", answer, before)


def _may_decide(actor: Actor, answer: Answer, now: datetime) -> None:
    """Hold the assessment; `ForbiddenStep` where this person may not decide, or an opinion is still on its way."""
    assessment = lock(answer.assessment)
    take(actor, assessment, Step.DECIDE, now)
    refuse_own(actor, answer)
    if answer.id in waiting_for_opinion(assessment):
        raise ForbiddenStep(Step.DECIDE, Refusal.OPINION_WAITS)


def _clear_score(answer: Answer) -> None:
    answer.verified_score, answer.verified_reason = None, ""
    answer.verified_by = answer.verified_at = None


def _version(answer: Answer) -> str:
    """The code of the instrument version that asked."""
    return instrument_of(answer.assessment.round.instrument_version_id)[0].code


def _told(answer: Answer) -> dict[str, object]:
    return {"verified_score": answer.verified_score, "return_state": answer.return_state.value}


def _log(actor: Actor, action: str, answer: Answer, before: dict[str, object]) -> None:
    record(actor, action, answer, government_id=answer.government_id, before=before, after=_told(answer))


def _log_state(
    actor: Actor, action: str, assessment: Assessment, before: AssessmentState, **more: int
) -> None:
    record(
        actor,
        action,
        assessment,
        government_id=assessment.government_id,
        before={"state": before.value},
        after={"state": assessment.state.value, **more},
    )
