"""A unit objects to a verified score, once; the coordinator decides, with a reason."""

from datetime import datetime

from flask_babel import gettext as _

from app.access import Actor
from app.assessment.actions.ministry import ReasonMissing
from app.assessment.actions.steps import lock, refuse_own, remember, take
from app.assessment.actions.telling import tell_unit
from app.assessment.addresses import answer_path, decision_path
from app.assessment.models import Answer
from app.assessment.queries.objecting import objection_limit
from app.assessment.queries.people import coordinator_ids
from app.assessment.queries.scheme import spec_of
from app.assessment.queries.sheet import line_facts
from app.assessment.queries.standing import zone_of
from app.assessment.queries.verifying import objection_to
from app.assessment.rules import ForbiddenStep, Refusal, Step, refuse_objection
from app.assessment.states import AnswerEventKind
from app.assessment.verifying.models import Objection
from app.assessment.verifying.states import ObjectionOutcome
from app.audit import record
from app.db import day_in, db, utc_now
from app.notifications import notify
from app.web.conflict import require_version


def object_to(actor: Actor, answer: Answer, reason: str, now: datetime | None = None) -> Objection:
    """The unit does not agree with the verified score, and says why; once per answer, after the verification.

    Raises `ReasonMissing` and `ForbiddenStep`: before the verification is closed, for an answer that nobody types, for
    a second objection, whatever became of the first, and when the time for it is over.
    """
    now = now or utc_now()
    assessment = lock(answer.assessment)
    take(actor, assessment, Step.OBJECT, now)
    words = reason.strip()
    if not words:
        raise ReasonMissing
    facts = line_facts(spec_of(answer), answer, 0)
    limit = objection_limit(assessment, now)
    refusal = refuse_objection(
        facts,
        objected=objection_to(answer) is not None,
        is_late=limit is not None and limit.left is None,
    )
    if refusal is not None:
        raise ForbiddenStep(Step.OBJECT, refusal)
    made = Objection(
        government_id=answer.government_id,
        assessment_id=answer.assessment_id,
        answer_id=answer.id,
        score=facts.verified_score or 1,
        reason=words,
        raised_by=actor.user_id,
        created_at=now,
    )
    db.session.add(made)
    db.session.flush()
    record(
        actor,
        "answer.objected",
        made,
        government_id=answer.government_id,
        after={"answer": answer.id, "verified_score": made.score},
    )
    code = spec_of(answer).code
    unit = assessment.unit.name if assessment.unit is not None else ""
    today = day_in(zone_of(answer.government_id), now)
    notify(
        coordinator_ids(answer.government_id, today),
        "assessment.objection",
        _("Keberatan atas nilai %(code)s", code=code),
        _("%(unit)s tidak sependapat dengan nilai verifikasi dan menunggu keputusan Anda.", unit=unit),
        decision_path(answer.assessment_id, code),
        answer.government_id,
    )
    return made


def decide_objection(
    actor: Actor,
    objection: Objection,
    score: int,
    reason: str,
    *,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Keep the verified score or set another one, with the reason that the unit reads.

    The verification stays closed; the new score counts at once. Raises `ReasonMissing`, `ForbiddenStep`, `Conflict`.
    """
    now = now or utc_now()
    answer = objection.answer
    take(actor, lock(answer.assessment), Step.DECIDE_OBJECTION, now)
    refuse_own(actor, answer, Step.DECIDE_OBJECTION)
    if objection.outcome is not ObjectionOutcome.OPEN:
        raise ForbiddenStep(Step.DECIDE_OBJECTION, Refusal.OBJECTION_DECIDED)
    require_version(objection, seen_version)
    words = reason.strip()
    if not words:
        raise ReasonMissing
    before = answer.verified_score
    objection.outcome = ObjectionOutcome.KEPT if score == before else ObjectionOutcome.GRANTED
    objection.decided_score, objection.decision_reason = score, words
    objection.decided_by, objection.decided_at = actor.user_id, now
    if score != before:
        answer.verified_score, answer.verified_reason = score, words
        answer.verified_by, answer.verified_at = actor.user_id, now
        remember(actor, answer, AnswerEventKind.VERIFIED, score, words)
    db.session.flush()
    record(
        actor,
        "answer.objection_decided",
        objection,
        government_id=answer.government_id,
        before={"verified_score": before},
        after={"verified_score": score, "outcome": objection.outcome.value},
    )
    code = spec_of(answer).code
    tell_unit(
        answer.assessment,
        now,
        "assessment.objection_decided",
        _("Keberatan Anda atas %(code)s sudah diputuskan", code=code),
        _("Nilai diubah. Alasannya tertulis pada jawaban.")
        if score != before
        else _("Nilai tetap. Alasannya tertulis pada jawaban."),
        answer_path(answer.assessment_id, code),
    )
