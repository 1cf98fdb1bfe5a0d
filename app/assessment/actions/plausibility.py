"""Contradictions between claims and figures: raised at submission, explained by the OPD, settled by the verifier."""

from datetime import datetime

from app.access import Actor
from app.assessment.actions.ministry import ReasonMissing
from app.assessment.actions.steps import lock, refuse_own
from app.assessment.models import Answer, Assessment, PlausibilityFlag
from app.assessment.plausibility import (
    FlagState,
    Sides,
    after_submission,
    after_verdict,
    may_accept,
    may_explain,
)
from app.assessment.queries.plausibility import Flag, checked_lines, figures_of, sides, stored_flags
from app.assessment.queries.sheet import Line, Sheet
from app.assessment.queries.standing import duties_of
from app.assessment.rules import ForbiddenStep, Refusal, Step
from app.audit import record
from app.db import db, utc_now
from app.instrument.cross_checks import CrossCheck, cross_checks
from app.web.conflict import require_version


def raise_flags(assessment: Assessment, sheet: Sheet, now: datetime) -> int:
    """Compare every claim with its figures as the assessment is handed in; returns how many wait for the verifier."""
    stored = stored_flags(assessment)
    figures = figures_of(assessment, sheet, now)
    waiting = 0
    for line, check in checked_lines(sheet):
        computed = figures[check.figure]
        row = stored.get((line.spec.id, check.figure))
        before = None if row is None else Sides(row.claimed_level, row.figure_level, check.gap)
        both = sides(line, check, computed)
        state = after_submission(
            before, both, None if row is None else row.state, "" if row is None else row.explanation
        )
        if state is None:
            continue
        if row is None:
            row = _new(assessment, line.stored, check)
        row.state = state
        if both.claimed is not None and both.measured is not None:
            row.claimed_level, row.figure_level, row.figure = both.claimed, both.measured, computed.value
        waiting += state in (FlagState.OPEN, FlagState.EXPLAINED)
    db.session.flush()
    return waiting


def explain_flag(
    actor: Actor,
    assessment: Assessment,
    line: Line,
    flag: Flag,
    words: str,
    *,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Write why claim and figure differ; before the submission as well as after it.

    `seen_version` is the flag's, 0 while it has no row. Raises `ReasonMissing`, `ForbiddenStep`, `Conflict`.
    """
    assessment = lock(assessment)
    if not may_explain(duties_of(actor, assessment), assessment.state, flag.state):
        raise ForbiddenStep(Step.SAVE, Refusal.WRONG_STATE)
    words = words.strip()
    if not words:
        raise ReasonMissing
    row = flag.stored
    if row is None:
        row = _new(assessment, line.stored, flag.check)
        row.claimed_level, row.figure_level, row.figure = flag.claimed, flag.measured, dict(flag.figure)
    else:
        require_version(row, seen_version)
    row.explanation, row.state = words, FlagState.EXPLAINED
    row.explained_by, row.explained_at = actor.user_id, now or utc_now()
    db.session.flush()
    record(actor, "flag.explained", row, government_id=row.government_id, after={"figure": row.figure_code})


def accept_explanation(
    actor: Actor,
    assessment: Assessment,
    row: PlausibilityFlag,
    reason: str,
    *,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Settle a flag: the claim stands although the figure says less, for the reason given.

    Raises `ReasonMissing`, `ForbiddenStep`, `Conflict`.
    """
    assessment = lock(assessment)
    duties = duties_of(actor, assessment)
    if not may_accept(duties, assessment.state, row.state, own=assessment.is_government_scope):
        raise ForbiddenStep(Step.DECIDE, Refusal.WRONG_STATE)
    refuse_own(actor, db.session.get_one(Answer, row.answer_id))
    require_version(row, seen_version)
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    row.state, row.settled_reason = FlagState.ACCEPTED, reason
    row.settled_by, row.settled_at = actor.user_id, now or utc_now()
    db.session.flush()
    record(actor, "flag.accepted", row, government_id=row.government_id, after={"figure": row.figure_code})


def settle_by_score(actor: Actor, answer: Answer, score: int | None, version: str, now: datetime) -> None:
    """After the verifier's score was set (or taken away, None): a score that fits the figure settles its flags."""
    gaps = {check.figure: check.gap for check in cross_checks(version)}
    stored = stored_flags(answer.assessment)
    for row in (
        row for (indicator_id, _figure), row in stored.items() if indicator_id == answer.indicator_id
    ):
        state = after_verdict(
            row.state,
            row.explanation,
            verified=score,
            measured=row.figure_level,
            gap=gaps.get(row.figure_code, 1),
        )
        if state is row.state:
            continue
        row.state = state
        settled = state is FlagState.ADJUSTED
        row.settled_by, row.settled_at = (actor.user_id, now) if settled else (None, None)


def _new(assessment: Assessment, answer: Answer, check: CrossCheck) -> PlausibilityFlag:
    row = PlausibilityFlag(
        government_id=assessment.government_id,
        assessment_id=assessment.id,
        answer_id=answer.id,
        figure_code=check.figure,
        claimed_level=1,
        figure_level=1,
        figure={},
        explanation="",
        settled_reason="",
    )
    db.session.add(row)
    return row
