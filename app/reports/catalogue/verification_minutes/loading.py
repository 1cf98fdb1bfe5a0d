"""What a verification decided, of every OPD of a round, as plain data."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from app.assessment.models import Answer, Assessment, Round
from app.assessment.queries.answers import Scored, index_of, scores_of_round
from app.assessment.queries.scores import RoundScores, UnitResult, round_scores
from app.assessment.states import AssessmentState
from app.assessment.verifying.models import Objection
from app.db import db
from app.organisations.models import Government, Unit
from app.plans.document_data import GovernmentData
from app.plans.queries.document import government_data
from app.reports.document import NothingToPrintError


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One OPD: its index by its own scores and by those that count now, and how many of its answers were changed."""

    name: str
    state: str
    own_index: float | None
    index: float | None
    verified: int
    changed: int
    submitted_at: datetime | None
    verified_at: datetime | None

    @property
    def is_verified(self) -> bool:
        """Whether the verification is finished; a moment of it stays behind when it is opened again."""
        return self.state == AssessmentState.VERIFIED


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """An answer whose level the verification set otherwise."""

    unit: str
    code: str
    text: str
    self_score: int
    verified_score: int
    reason: str


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """What an OPD did not agree with, and what became of it; undecided ones have no score and no reason yet."""

    unit: str
    code: str
    text: str
    score: int  # the verified one that the OPD objected to
    reason: str
    raised_at: datetime
    decided_score: int | None
    decision: str
    decided_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for its decision."""
        return self.decided_at is None


@dataclass(frozen=True, slots=True)
class MinutesData:
    """What is printed."""

    government: GovernmentData
    round_title: str
    round_year: int
    instrument_title: str
    instrument_notice: str
    index: float | None
    units: tuple[UnitRow, ...]
    changed: tuple[ChangedAnswer, ...]
    objections: tuple[ObjectionRow, ...] = ()

    @property
    def verified(self) -> tuple[UnitRow, ...]:
        """The OPD whose verification is finished, and was not opened again."""
        return tuple(unit for unit in self.units if unit.is_verified)

    @property
    def is_complete(self) -> bool:
        """Whether every OPD of the round was verified."""
        return bool(self.units) and len(self.verified) == len(self.units)


def load_minutes(government_id: str, round_id: str) -> MinutesData:
    """A round's verification; `NothingToPrintError` for an unknown round, or before anything was verified."""
    round_ = db.session.get(Round, round_id)
    government = db.session.get(Government, government_id)
    if round_ is None or government is None or round_.government_id != government_id:
        raise NothingToPrintError(_("Putaran asesmen ini tidak ditemukan."))
    assessments = {
        assessment.unit_id: assessment
        for assessment in db.session.scalars(select(Assessment).where(Assessment.round_id == round_.id))
    }
    if not any(each.unit_id and each.state is AssessmentState.VERIFIED for each in assessments.values()):
        raise NothingToPrintError(_("Belum ada OPD yang terverifikasi."))
    scores = round_scores(round_.id)
    answers = scores_of_round(round_.id)
    return MinutesData(
        government=government_data(government),
        round_title=round_.title,
        round_year=round_.year,
        instrument_title=scores.questionnaire.title,
        instrument_notice=scores.questionnaire.notice,
        index=scores.government.number,
        units=tuple(
            _row(round_, unit, assessments[unit.unit_id], answers[unit.assessment_id])
            for unit in scores.units
        ),
        changed=_changed(round_, scores),
        objections=_objections(round_, scores),
    )


def _row(round_: Round, unit: UnitResult, assessment: Assessment, answers: tuple[Scored, ...]) -> UnitRow:
    own = tuple(Scored(each.indicator_id, each.self_score, None, None) for each in answers)
    own_index = index_of(round_.instrument_version_id, unit.unit_id, unit.name, own).number
    is_verified = assessment.state is AssessmentState.VERIFIED
    judged = [each for each in answers if each.verified_score is not None] if is_verified else []
    return UnitRow(
        name=unit.name,
        state=assessment.state.value,
        own_index=own_index if unit.counted else None,
        index=unit.overall if is_verified else None,
        verified=len(judged),
        changed=sum(each.self_score != each.verified_score for each in judged),
        submitted_at=assessment.submitted_at,
        verified_at=assessment.verified_at if is_verified else None,
    )


def _objections(round_: Round, scores: RoundScores) -> tuple[ObjectionRow, ...]:
    """Every objection of the round, in the order of OPD and indicators."""
    specs = {spec.id: (place, spec) for place, spec in enumerate(scores.questionnaire.indicators)}
    units = {unit.assessment_id: (place, unit.name) for place, unit in enumerate(scores.units)}
    found = db.session.execute(
        select(Objection, Answer)
        .join(Answer, Answer.id == Objection.answer_id)
        .join(Assessment, Assessment.id == Objection.assessment_id)
        .where(Assessment.round_id == round_.id)
    ).all()
    rows = sorted(found, key=lambda row: (units[row[0].assessment_id][0], specs[row[1].indicator_id][0]))
    return tuple(
        ObjectionRow(
            unit=units[objection.assessment_id][1],
            code=specs[answer.indicator_id][1].code,
            text=specs[answer.indicator_id][1].text,
            score=objection.score,
            reason=objection.reason,
            raised_at=objection.created_at,
            decided_score=objection.decided_score,
            decision=objection.decision_reason,
            decided_at=objection.decided_at,
        )
        for objection, answer in rows
    )


def _changed(round_: Round, scores: RoundScores) -> tuple[ChangedAnswer, ...]:
    """Of verified assessments alone: what the coordinator has not yet decided stays out."""
    specs = {spec.id: spec for spec in scores.questionnaire.indicators}
    order = {spec.id: place for place, spec in enumerate(scores.questionnaire.indicators)}
    found = db.session.execute(
        select(Unit, Answer)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .join(Unit, Unit.id == Assessment.unit_id)
        .where(
            Assessment.round_id == round_.id,
            Assessment.state == AssessmentState.VERIFIED,
            Answer.self_score.is_not(None),
            Answer.verified_score.is_not(None),
            Answer.self_score != Answer.verified_score,
        )
    ).all()
    places = {unit.unit_id: place for place, unit in enumerate(scores.units)}
    rows = sorted(found, key=lambda row: (places[row[0].id], order[row[1].indicator_id]))
    return tuple(
        ChangedAnswer(
            unit=unit.name,
            code=specs[answer.indicator_id].code,
            text=specs[answer.indicator_id].text,
            self_score=answer.self_score or 0,
            verified_score=answer.verified_score or 0,
            reason=answer.verified_reason,
        )
        for unit, answer in rows
    )
