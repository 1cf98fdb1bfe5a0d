"""Accepting many answers at once, and taking that back."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select

from app.access import Actor
from app.assessment.actions.steps import lock, take
from app.assessment.actions.verification import verify_score, withdraw_score
from app.assessment.models import Answer, Assessment
from app.assessment.queries.plausibility import Flag, flags_of
from app.assessment.queries.sheet import Line, Sheet, load_sheet
from app.assessment.queries.unchanged import unchanged_lines
from app.assessment.queries.verifying import held_back, last_acceptance
from app.assessment.rules import ForbiddenStep, Refusal, Step, Verdict
from app.assessment.verifying.models import BulkAcceptance, BulkAccepted
from app.assessment.verifying.states import BulkKind
from app.audit import record
from app.db import db, utc_now


def accept_remaining(actor: Actor, assessment: Assessment, now: datetime | None = None) -> int:
    """Accept the unit's own score of every answer not yet decided; returns how many. Raises `ForbiddenStep`.

    Answers that the complaint figures doubt, of which a second opinion waits, or that the actor wrote, are left out.
    """
    now = now or utc_now()
    assessment = lock(assessment)
    take(actor, assessment, Step.DECIDE, now)
    sheet = load_sheet(assessment)
    return _accept(actor, sheet, _undecided(sheet), BulkKind.REMAINING, now)


def remaining(actor: Actor, sheet: Sheet, flags: Mapping[str, Flag]) -> tuple[Line, ...]:
    """What `accept_remaining` would take; `flags` as `flags_of` gives them for this sheet."""
    return tuple(_decidable(actor, sheet, _undecided(sheet), flags))


def accept_unchanged(
    actor: Actor, assessment: Assessment, codes: Iterable[str], now: datetime | None = None
) -> int:
    """Accept those of the named answers that still say what was accepted a round before; returns how many.

    What changed between looking and accepting is left for a look of its own. Raises `ForbiddenStep`.
    """
    now = now or utc_now()
    assessment = lock(assessment)
    take(actor, assessment, Step.DECIDE, now)
    sheet = load_sheet(assessment, with_evidence=True)
    seen = set(codes)
    lines = (line for line in unchanged_lines(sheet) if line.spec.code in seen)
    return _accept(actor, sheet, lines, BulkKind.UNCHANGED, now)


def acceptable(actor: Actor, sheet: Sheet, now: datetime) -> tuple[Line, ...]:
    """What `accept_unchanged` would take: unchanged, not doubted by figures, no opinion on its way, not one's own."""
    return tuple(_decidable(actor, sheet, unchanged_lines(sheet), flags_of(sheet.assessment, sheet, now)))


def undo_acceptance(actor: Actor, assessment: Assessment, now: datetime | None = None) -> int:
    """Take the latest bulk decision back; returns how many answers wait again.

    Answers that were decided anew since keep that decision. Possible until the verification is closed. Raises
    `ForbiddenStep`, also when there is nothing to take back.
    """
    now = now or utc_now()
    assessment = lock(assessment)
    take(actor, assessment, Step.DECIDE, now)
    batch = last_acceptance(assessment)
    if batch is None:
        raise ForbiddenStep(Step.DECIDE, Refusal.NOTHING_TO_UNDO)
    answers = db.session.scalars(
        select(Answer)
        .join(BulkAccepted, BulkAccepted.answer_id == Answer.id)
        .where(
            BulkAccepted.batch_id == batch.id,
            Answer.verified_at == batch.accepted_at,
            Answer.verified_score.is_not(None),
        )
    ).all()
    for answer in answers:
        withdraw_score(actor, answer, now)
    batch.undone_at, batch.undone_by = now, actor.user_id
    db.session.flush()
    record(
        actor,
        "assessment.acceptance_undone",
        batch,
        government_id=assessment.government_id,
        after={"answers": len(answers)},
    )
    return len(answers)


def _accept(actor: Actor, sheet: Sheet, lines: Iterable[Line], kind: BulkKind, now: datetime) -> int:
    chosen = _decidable(actor, sheet, lines, flags_of(sheet.assessment, sheet, now))
    if not chosen:
        return 0
    assessment = sheet.assessment
    batch = BulkAcceptance(
        government_id=assessment.government_id,
        assessment_id=assessment.id,
        kind=kind,
        accepted_by=actor.user_id,
        accepted_at=now,
    )
    db.session.add(batch)
    db.session.flush()
    for line in chosen:
        answer = line.stored
        verify_score(actor, answer, answer.self_score or 1, "", now)
        db.session.add(
            BulkAccepted(government_id=answer.government_id, batch_id=batch.id, answer_id=answer.id)
        )
    db.session.flush()
    record(
        actor,
        "assessment.accepted_at_once",
        batch,
        government_id=assessment.government_id,
        after={"kind": kind.value, "answers": len(chosen)},
    )
    return len(chosen)


def _undecided(sheet: Sheet) -> list[Line]:
    return [line for line in sheet.lines if line.verdict is Verdict.UNDECIDED]


def _decidable(actor: Actor, sheet: Sheet, lines: Iterable[Line], flags: Mapping[str, Flag]) -> list[Line]:
    doubted = {code for code, flag in flags.items() if flag.unsettled}
    kept = held_back(actor, sheet.assessment)
    return [
        line
        for line in lines
        if line.answer is not None
        and line.answer.self_score is not None
        and line.spec.code not in doubted
        and line.answer.id not in kept
    ]
