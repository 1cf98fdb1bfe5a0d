"""Submitting an assessment, and taking the government's own one back."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from app.access import Actor
from app.assessment.actions.plausibility import raise_flags
from app.assessment.actions.steps import lock, remember, take
from app.assessment.addresses import verification_path
from app.assessment.content import answer_content
from app.assessment.events import assessment_submitted
from app.assessment.measuring import compute_all
from app.assessment.models import Answer, Assessment, Receipt, Round
from app.assessment.queries.people import coordinator_ids
from app.assessment.queries.receipts import receipts_of
from app.assessment.queries.sheet import Line, Sheet, load_sheet
from app.assessment.queries.standing import government_of, zone_of
from app.assessment.rules import Step, receipt_number
from app.assessment.states import AnswerEventKind, AssessmentState
from app.audit import record
from app.db import day_in, db, utc_now
from app.notifications import notify


class Incomplete(Exception):
    """Something still stops the submission; `lines` are the answers that lack it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__(f"{len(lines)} incomplete answers")
        self.lines = lines


def submit(actor: Actor, assessment: Assessment, now: datetime | None = None) -> Receipt:
    """Hand the assessment to the coordinator and return its receipt.

    Measured indicators are computed at this moment and frozen. Raises `Incomplete` and `ForbiddenStep` (a second
    submission of the same draft is one: the state is no longer draft).
    """
    now = now or utc_now()
    assessment = lock(assessment)
    following = take(actor, assessment, Step.SUBMIT, now)
    sheet = load_sheet(assessment)
    lacking = [line for line in sheet.lines if line.blocking]
    if lacking:
        raise Incomplete(lacking)
    _freeze_measures(assessment, sheet, now)
    sheet = load_sheet(assessment, with_evidence=True)
    raise_flags(assessment, sheet, now)
    receipt = _receipt(actor, assessment, sheet, now)
    assessment.state = following
    assessment.receipt_number = receipt.number
    assessment.submitted_at = now
    assessment.submitted_by = actor.user_id
    for line in sheet.lines:
        if line.answer is not None:
            remember(
                actor,
                line.answer,
                AnswerEventKind.SUBMITTED,
                line.answer.self_score,
                line.answer.self_reason,
            )
    db.session.flush()
    record(
        actor,
        "assessment.submitted",
        assessment,
        government_id=assessment.government_id,
        before={"state": "draft"},
        after={"state": following.value, "receipt": receipt.number, "sha256": receipt.sha256},
    )
    _tell_coordinators(assessment, receipt, now)
    assessment_submitted.send(assessment, actor=actor)
    return receipt


def withdraw(actor: Actor, assessment: Assessment, now: datetime | None = None) -> None:
    """Open the government's own, submitted answers again. Raises `ForbiddenStep`."""
    assessment = lock(assessment)
    before = assessment.state
    assessment.state = take(actor, assessment, Step.WITHDRAW, now or utc_now())
    db.session.flush()
    record(
        actor,
        "assessment.withdrawn",
        assessment,
        government_id=assessment.government_id,
        before={"state": before.value},
        after={"state": AssessmentState.DRAFT.value},
    )


def _freeze_measures(assessment: Assessment, sheet: Sheet, now: datetime) -> None:
    measured = [line for line in sheet.lines if line.spec.is_measured]
    found = compute_all(assessment, [line.spec for line in measured], now)
    for line in measured:
        computed = found[line.spec.id]
        answer = line.answer
        if answer is None:
            answer = Answer(
                government_id=assessment.government_id,
                assessment_id=assessment.id,
                indicator_id=line.spec.id,
            )
            db.session.add(answer)
        answer.value = computed.value
        answer.self_score = computed.level
        answer.self_at = now
    db.session.flush()


def _receipt(actor: Actor, assessment: Assessment, sheet: Sheet, now: datetime) -> Receipt:
    government = government_of(assessment.government_id)
    number = receipt_number(government.code, assessment.round.year, _next_serial(assessment.round_id))
    content = json.dumps(
        {
            "number": number,
            "government": {"code": government.code, "name": government.name},
            "year": assessment.round.year,
            "instrument": {"code": sheet.questionnaire.code},
            "unit": assessment.unit.name if assessment.unit else None,
            "submitted_at": now.isoformat(),
            "answers": [
                answer_content(line.spec, line.stored) for line in sheet.lines if line.answer is not None
            ],
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    answered = [line for line in sheet.lines if line.facts.self_score is not None]
    receipt = Receipt(
        government_id=assessment.government_id,
        assessment_id=assessment.id,
        number=number,
        attempt=len(receipts_of(assessment)) + 1,
        submitted_at=now,
        submitted_by=actor.user_id,
        answer_count=len(answered),
        evidence_count=sum(line.facts.evidence_count for line in sheet.lines),
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
    )
    db.session.add(receipt)
    return receipt


def _next_serial(round_id: str) -> int:
    """The round's next receipt number; the row stays locked until the commit, so two submissions never share one."""
    statement = (
        update(Round)
        .where(Round.id == round_id)
        .values(receipts_issued=Round.receipts_issued + 1)
        .returning(Round.receipts_issued)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalars(statement).one()


def _tell_coordinators(assessment: Assessment, receipt: Receipt, now: datetime) -> None:
    if assessment.unit is None:
        return
    today = day_in(zone_of(assessment.government_id), now)
    notify(
        coordinator_ids(assessment.government_id, today),
        "assessment.submitted",
        _("%(unit)s mengirim asesmen", unit=assessment.unit.name),
        _("Nomor tanda terima %(number)s. Jawaban siap diverifikasi.", number=receipt.number),
        verification_path(assessment.id),
        assessment.government_id,
    )
