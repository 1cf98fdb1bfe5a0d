"""Objections, second opinions and bulk decisions around a verification, and the queue of a round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Select, func, select

from app.access import Actor, Permission, within
from app.assessment.models import Answer, Assessment, Round
from app.assessment.states import AssessmentState, ReturnState
from app.assessment.verifying.models import BulkAcceptance, Objection, Opinion
from app.assessment.verifying.states import ObjectionOutcome
from app.db import db
from app.instrument.models import Indicator
from app.instrument.questionnaire import AnswerKind
from app.organisations.models import Unit

Row = TypeVar("Row", Objection, Opinion)


def objection_to(answer: Answer) -> Objection | None:
    """The one objection that a unit may have to the verified score of an answer."""
    return db.session.scalars(select(Objection).where(Objection.answer_id == answer.id)).one_or_none()


def objections_of(assessment: Assessment) -> Mapping[str, Objection]:
    """The objections of one unit in one round, by answer id."""
    found = db.session.scalars(select(Objection).where(Objection.assessment_id == assessment.id))
    return {each.answer_id: each for each in found}


def opinions_of(answer: Answer) -> Sequence[Opinion]:
    """What other verifiers were asked about an answer and what they said, oldest first."""
    return db.session.scalars(
        select(Opinion).where(Opinion.answer_id == answer.id).order_by(Opinion.created_at, Opinion.id)
    ).all()


def waiting_for_opinion(assessment: Assessment) -> frozenset[str]:
    """The ids of answers of which somebody was asked and has not said anything yet."""
    return frozenset(
        db.session.scalars(
            select(Opinion.answer_id).where(
                Opinion.assessment_id == assessment.id, Opinion.given_at.is_(None)
            )
        )
    )


def own_answers(actor: Actor, assessment: Assessment) -> frozenset[str]:
    """The ids of answers that this person wrote: others verify them."""
    return frozenset(
        db.session.scalars(
            select(Answer.id).where(
                Answer.assessment_id == assessment.id, Answer.self_by == (actor.user_id or "")
            )
        )
    )


def held_back(actor: Actor, assessment: Assessment) -> frozenset[str]:
    """The ids of answers that this person cannot decide now: an opinion is on its way, or they wrote it."""
    return waiting_for_opinion(assessment) | own_answers(actor, assessment)


def last_acceptance(assessment: Assessment) -> BulkAcceptance | None:
    """The latest bulk decision that still stands."""
    return db.session.scalars(
        select(BulkAcceptance)
        .where(BulkAcceptance.assessment_id == assessment.id, BulkAcceptance.undone_at.is_(None))
        .order_by(BulkAcceptance.accepted_at.desc(), BulkAcceptance.id.desc())
        .limit(1)
    ).one_or_none()


@dataclass(frozen=True)
class Queue:
    """The verification of a whole round: what waits and what is done never stand in one list."""

    waiting: Select[Answer]
    done: Select[Answer]
    objections: Select[Objection]
    opinions: Select[Opinion]  # asked of the person that looks

    def counts(self) -> dict[str, int]:
        """How much each list holds."""
        return {
            "menunggu": _count(self.waiting),
            "selesai": _count(self.done),
            "keberatan": _count(self.objections),
            "pendapat": _count(self.opinions),
        }


def queue_of(actor: Actor, round_: Round) -> Queue:
    """The lists of a round as statements, the OPD in their order; pages take a part of them."""
    typed = (
        select(Answer)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .join(Unit, Unit.id == Assessment.unit_id)
        .join(Indicator, Indicator.id == Answer.indicator_id)
        .where(
            Assessment.round_id == round_.id,
            within(actor, Permission.ASSESSMENT_VERIFY, Assessment),
            Indicator.answer_type != AnswerKind.MEASURED,
            Answer.self_score.is_not(None),
        )
        .order_by(Unit.position, Unit.name, Indicator.category_id, Indicator.position, Answer.id)
    )
    undecided = Answer.verified_score.is_(None) & (Answer.return_state != ReturnState.MARKED)
    return Queue(
        waiting=typed.where(Assessment.state == AssessmentState.SUBMITTED, undecided),
        done=typed.where(
            Assessment.state.in_([AssessmentState.SUBMITTED, AssessmentState.VERIFIED]), ~undecided
        ),
        objections=_around(Objection, actor, round_).where(Objection.outcome == ObjectionOutcome.OPEN),
        opinions=_around(Opinion, actor, round_).where(
            Opinion.given_at.is_(None),
            Opinion.asked_of == (actor.user_id or ""),
            Assessment.state == AssessmentState.SUBMITTED,
        ),
    )


def next_waiting(actor: Actor, round_: Round) -> Answer | None:
    """The first answer of the round that waits for a decision of this person."""
    waiting = queue_of(actor, round_).waiting.where(Answer.self_by.is_distinct_from(actor.user_id or ""))
    return db.session.scalars(waiting.limit(1)).one_or_none()


def _around(model: type[Row], actor: Actor, round_: Round) -> Select[Row]:
    return (
        select(model)
        .join(Assessment, Assessment.id == model.assessment_id)
        .where(Assessment.round_id == round_.id, within(actor, Permission.ASSESSMENT_VERIFY, Assessment))
        .order_by(model.created_at, model.id)
    )


def _count(statement: Select[Answer] | Select[Objection] | Select[Opinion]) -> int:
    counted = statement.order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(counted)) or 0
