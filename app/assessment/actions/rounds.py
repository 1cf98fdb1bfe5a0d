"""Opening, changing and extending a round."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.access import Actor, Permission, check
from app.assessment.actions.deadlines import note_extension
from app.assessment.actions.ministry import ReasonMissing
from app.assessment.documents.facts import facts_of
from app.assessment.events import round_opened
from app.assessment.models import Answer, Assessment, Evidence, Round
from app.assessment.queries.rounds import previous_round, round_of_year, usual_reminder_days
from app.assessment.queries.scheme import instrument_of
from app.assessment.queries.standing import government_of
from app.assessment.rules import end_of_day, start_of_day, write_days
from app.assessment.states import AssessmentState, ReturnState, RoundState
from app.audit import record
from app.db import db, utc_now
from app.instrument.models import InstrumentVersion
from app.organisations.models import Government, Unit
from app.web.conflict import require_version


class RoundExists(ValueError):
    """This government already has a round of that year."""


class WrongPeriod(ValueError):
    """A round closes before it opens."""


def open_round(
    actor: Actor,
    government: Government,
    version: InstrumentVersion,
    *,
    year: int,
    title: str,
    opens_on: date,
    closes_on: date,
    reminder_days: Sequence[int] | None = None,
) -> Round:
    """Open a round from the first moment of `opens_on` to the last second of `closes_on`, in the government's zone.

    Every active unit gets an assessment, the government itself one more. Answers of the round before are carried over,
    marked to be reviewed. The version must be published. `reminder_days`: None takes those of the government's latest
    round. Raises `RoundExists`, `WrongPeriod`.
    """
    check(actor, Permission.ROUND_MANAGE, government.id)
    if not version.is_published:
        raise ValueError(f"instrument {version.code} is not published")
    if round_of_year(government.id, year) is not None:
        raise RoundExists(year)
    opens_at, closes_at = _period(government, opens_on, closes_on)
    round_ = Round(
        government_id=government.id,
        instrument_version_id=version.id,
        year=year,
        title=title,
        opens_at=opens_at,
        closes_at=closes_at,
        state=RoundState.OPEN,
        reminder_days=usual_reminder_days(government.id)
        if reminder_days is None
        else write_days(reminder_days),
        created_by=actor.user_id,
    )
    db.session.add(round_)
    db.session.flush()
    made = _add_assessments(round_, with_government=True)
    _carry_over(round_, made)
    db.session.flush()
    record(
        actor,
        "round.opened",
        round_,
        government_id=government.id,
        after={**_told(round_), "assessments": len(made)},
    )
    round_opened.send(round_, actor=actor)
    return round_


def change_round(
    actor: Actor,
    round_: Round,
    *,
    title: str,
    opens_on: date,
    closes_on: date,
    state: RoundState,
    seen_version: int | None,
    reminder_days: Sequence[int] | None = None,
    reason: str = "",
) -> None:
    """Rename, extend, close or reopen a round; another deadline needs a reason, which is kept.

    `reminder_days`: None leaves them as they are. Raises `WrongPeriod`, `ReasonMissing`, `Conflict`.
    """
    check(actor, Permission.ROUND_MANAGE, round_.government_id)
    require_version(round_, seen_version)
    government = government_of(round_.government_id)
    before = _told(round_)
    closed_at = round_.closes_at
    round_.title = title
    if reminder_days is not None:
        round_.reminder_days = write_days(reminder_days)
    round_.opens_at, round_.closes_at = _period(government, opens_on, closes_on)
    round_.state = state
    if round_.closes_at != closed_at:
        if not reason.strip():
            raise ReasonMissing
        note_extension(actor, round_, None, closed_at, round_.closes_at, reason)
    db.session.flush()
    record(
        actor,
        "round.changed",
        round_,
        government_id=round_.government_id,
        before=before,
        after=_told(round_) | ({"reason": reason.strip()} if reason.strip() else {}),
    )


def add_new_units(actor: Actor, round_: Round) -> int:
    """Give an assessment to every active unit that has none yet (units that were added later); returns how many."""
    check(actor, Permission.ROUND_MANAGE, round_.government_id)
    made = _add_assessments(round_, with_government=False)
    _carry_over(round_, made)
    db.session.flush()
    if made:
        record(
            actor,
            "round.units_added",
            round_,
            government_id=round_.government_id,
            after={"assessments": len(made)},
        )
    return len(made)


def _period(government: Government, opens_on: date, closes_on: date) -> tuple[datetime, datetime]:
    zone = government.time_zone.value
    opens_at, closes_at = start_of_day(opens_on, zone), end_of_day(closes_on, zone)
    if closes_at <= opens_at:
        raise WrongPeriod(closes_on)
    return opens_at, closes_at


def _add_assessments(round_: Round, *, with_government: bool) -> list[Assessment]:
    taken = select(Assessment.unit_id).where(
        Assessment.round_id == round_.id, Assessment.unit_id.is_not(None)
    )
    units: Iterable[str | None] = db.session.scalars(
        select(Unit.id)
        .where(
            Unit.government_id == round_.government_id,
            Unit.is_active.is_(True),
            Unit.id.not_in(taken),
        )
        .order_by(Unit.position, Unit.name)
    ).all()
    if with_government:
        units = [None, *units]
    made = [
        Assessment(
            government_id=round_.government_id,
            round_id=round_.id,
            unit_id=unit_id,
            state=AssessmentState.DRAFT,
        )
        for unit_id in units
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def _carry_over(round_: Round, made: list[Assessment]) -> None:
    """Copy the typed answers of the round before, with their evidence, marked to be reviewed: never as done."""
    earlier = previous_round(round_)
    if earlier is None:
        return
    specs = {
        spec.code: spec
        for spec in instrument_of(round_.instrument_version_id)[0].indicators
        if not spec.is_measured
    }
    codes = {spec.id: spec for spec in instrument_of(earlier.instrument_version_id)[0].indicators}
    targets = {assessment.unit_id: assessment for assessment in made}
    rows = db.session.execute(
        select(Answer, Assessment.unit_id)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .where(Assessment.round_id == earlier.id, Answer.self_score.is_not(None))
        .options(selectinload(Answer.evidence))
    )
    for old, unit_id in rows:
        assessment, old_spec = targets.get(unit_id), codes[old.indicator_id]
        spec = specs.get(old_spec.code)
        # Another kind of answer, or other borders, would turn the old value into something nobody said.
        if assessment is None or spec is None or spec.answer_type is not old_spec.answer_type:
            continue
        if dict(spec.parameters) != dict(old_spec.parameters):
            continue
        _copy(old, assessment, spec.id)


def _copy(old: Answer, assessment: Assessment, indicator_id: str) -> None:
    answer = Answer(
        government_id=assessment.government_id,
        assessment_id=assessment.id,
        indicator_id=indicator_id,
        value=old.value,
        self_score=old.self_score,
        self_reason=old.self_reason,
        self_by=old.self_by,
        self_at=old.self_at,
        return_state=ReturnState.NONE,
        needs_review=True,
    )
    db.session.add(answer)
    db.session.flush()
    for item in old.evidence:
        db.session.add(
            Evidence(
                government_id=answer.government_id,
                answer_id=answer.id,
                document_id=item.document_id,
                kind=item.kind,
                file_id=item.file_id,
                url=item.url,
                title=item.title,
                created_by=item.created_by,
                created_at=utc_now(),
                **facts_of(item),
            )
        )


def _told(round_: Round) -> dict[str, Any]:
    return {
        "title": round_.title,
        "opens_at": round_.opens_at.isoformat(),
        "closes_at": round_.closes_at.isoformat(),
        "state": round_.state.value,
        "reminder_days": round_.reminder_days,
    }
