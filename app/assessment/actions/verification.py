"""The coordinator's verification: decide answer by answer, then confirm or return the whole."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Actor
from app.assessment.actions.ministry import ReasonMissing
from app.assessment.actions.plausibility import settle_by_score
from app.assessment.actions.steps import lock, remember, take
from app.assessment.addresses import sheet_path
from app.assessment.events import assessment_returned, assessment_verified
from app.assessment.models import Answer, Assessment
from app.assessment.queries.people import opd_admin_ids
from app.assessment.queries.plausibility import flags_of, unsettled_count
from app.assessment.queries.scheme import instrument_of
from app.assessment.queries.sheet import Line, load_sheet
from app.assessment.queries.standing import duties_of, window_of, zone_of
from app.assessment.rules import (
    Duty,
    ForbiddenStep,
    Refusal,
    Step,
    Verdict,
    Window,
    end_of_day,
    refuse_confirm,
    refuse_return,
)
from app.assessment.states import AnswerEventKind, AssessmentState, ReturnState
from app.audit import record
from app.db import db, utc_now
from app.notifications import notify
from app.web.conflict import require_version


class DeadlineMissing(ValueError):
    """The round is closed: returned answers need a new deadline, later than now."""


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

    A score other than the unit's own needs a reason. Raises `ReasonMissing`, `ForbiddenStep`, `Conflict`.
    """
    now = now or utc_now()
    take(actor, lock(answer.assessment), Step.DECIDE, now)
    require_version(answer, seen_version)
    words = reason.strip()
    if score != answer.self_score and not words:
        raise ReasonMissing
    _verify(actor, answer, score, words, now)
    db.session.flush()


def mark_to_return(
    actor: Actor, answer: Answer, reason: str, *, seen_version: int | None, now: datetime | None = None
) -> None:
    """Mark the answer to be returned, with the reason that the unit will read on it.

    Nothing reaches the unit before `return_assessment`. Raises `ReasonMissing`, `ForbiddenStep`, `Conflict`.
    """
    now = now or utc_now()
    take(actor, lock(answer.assessment), Step.DECIDE, now)
    require_version(answer, seen_version)
    words = reason.strip()
    if not words:
        raise ReasonMissing
    before = _told(answer)
    answer.return_state = ReturnState.MARKED
    answer.returned_reason = words
    answer.returned_by = actor.user_id
    answer.verified_score = None
    answer.verified_reason = ""
    answer.verified_by = None
    answer.verified_at = None
    settle_by_score(actor, answer, None, _version(answer), now)
    db.session.flush()
    _log(actor, "answer.marked_to_return", answer, before)


def accept_remaining(actor: Actor, assessment: Assessment, now: datetime | None = None) -> int:
    """Accept the unit's own score of every answer not yet decided; returns how many. Raises `ForbiddenStep`.

    Answers that the complaint figures doubt are left out: nobody accepts those without looking.
    """
    now = now or utc_now()
    assessment = lock(assessment)
    take(actor, assessment, Step.DECIDE, now)
    accepted = 0
    sheet = load_sheet(assessment)
    doubted = {code for code, flag in flags_of(assessment, sheet, now).items() if flag.unsettled}
    for line in sheet.lines:
        answer = line.answer
        if answer is None or line.verdict is not Verdict.UNDECIDED or answer.self_score is None:
            continue
        if line.spec.code in doubted:
            continue
        _verify(actor, answer, answer.self_score, "", now)
        accepted += 1
    db.session.flush()
    return accepted


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
        assessment.extended_until = end_of_day(until, zone_of(assessment.government_id))
    if window_of(assessment, assessment.round, now) is not Window.OPEN:
        raise DeadlineMissing
    returned = [line for line in lines if line.verdict is Verdict.TO_RETURN]
    for line in returned:
        answer = line.stored
        answer.return_state = ReturnState.RETURNED
        answer.returned_at = now
        remember(actor, answer, AnswerEventKind.RETURNED, None, answer.returned_reason)
    assessment.state = following
    db.session.flush()
    _log_state(actor, "assessment.returned", assessment, AssessmentState.SUBMITTED, returned=len(returned))
    _tell_unit_of_return(assessment, returned, now)
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
    _tell_unit(
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


def extend(
    actor: Actor,
    assessment: Assessment,
    until: date,
    *,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Give one unit a later deadline.

    Raises `ForbiddenStep` for whoever may not verify, `DeadlineMissing` for a day that is over, `Conflict`.
    """
    now = now or utc_now()
    assessment = lock(assessment)
    if Duty.VERIFY not in duties_of(actor, assessment):
        raise ForbiddenStep(Step.RETURN, Refusal.WRONG_DUTY)
    require_version(assessment, seen_version)
    moment = end_of_day(until, zone_of(assessment.government_id))
    if moment <= now:
        raise DeadlineMissing
    before = assessment.extended_until
    assessment.extended_until = moment
    db.session.flush()
    record(
        actor,
        "assessment.extended",
        assessment,
        government_id=assessment.government_id,
        before={"until": before.isoformat() if before else None},
        after={"until": moment.isoformat()},
    )


def _verify(actor: Actor, answer: Answer, score: int, reason: str, now: datetime) -> None:
    before = _told(answer)
    answer.verified_score = score
    answer.verified_reason = reason
    answer.verified_by = actor.user_id
    answer.verified_at = now
    answer.return_state = ReturnState.NONE
    answer.returned_reason = ""
    settle_by_score(actor, answer, score, _version(answer), now)
    remember(actor, answer, AnswerEventKind.VERIFIED, score, reason)
    _log(actor, "answer.verified", answer, before)


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


def _tell_unit_of_return(assessment: Assessment, returned: Sequence[Line], now: datetime) -> None:
    text = ngettext(
        "%(num)s jawaban perlu diperbaiki: %(codes)s.",
        "%(num)s jawaban perlu diperbaiki: %(codes)s.",
        len(returned),
        codes=", ".join(line.spec.code for line in returned),
    )
    _tell_unit(assessment, now, "assessment.returned", _("Asesmen Anda dikembalikan"), text)


def _tell_unit(assessment: Assessment, now: datetime, kind: str, title: str, text: str) -> None:
    if assessment.unit_id is None:
        return
    today = now.astimezone(ZoneInfo(zone_of(assessment.government_id))).date()
    admins = opd_admin_ids(assessment.government_id, [assessment.unit_id], today)
    notify(
        admins.get(assessment.unit_id, []),
        kind,
        title,
        text,
        sheet_path(assessment.id),
        assessment.government_id,
    )
