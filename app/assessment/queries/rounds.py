"""Which round a page or a document is about."""

from collections.abc import Sequence

from sqlalchemy import Select, func, or_, select

from app.access import Actor, Permission, within
from app.assessment.models import Assessment, Round
from app.assessment.states import AssessmentState
from app.db import db
from app.organisations.models import Government, Unit


def current_round(government_id: str) -> Round | None:
    """The latest round of a government by year; `None` before the first."""
    statement = select(Round).where(Round.government_id == government_id).order_by(Round.year.desc()).limit(1)
    return db.session.scalars(statement).one_or_none()


def round_of_year(government_id: str, year: int) -> Round | None:
    """The round of one year, if there was one."""
    return db.session.scalars(
        select(Round).where(Round.government_id == government_id, Round.year == year)
    ).one_or_none()


def rounds_of(actor: Actor, government_id: str) -> Sequence[Round]:
    """The rounds of a government that the actor may read, latest first."""
    statement = (
        select(Round)
        .where(Round.government_id == government_id, within(actor, Permission.ASSESSMENT_BOARD, Round))
        .order_by(Round.year.desc())
    )
    return db.session.scalars(statement).all()


def previous_round(round_: Round) -> Round | None:
    """The round before this one, whose answers are carried over."""
    statement = (
        select(Round)
        .where(Round.government_id == round_.government_id, Round.year < round_.year)
        .order_by(Round.year.desc())
        .limit(1)
    )
    return db.session.scalars(statement).one_or_none()


def government_assessment(round_id: str) -> Assessment | None:
    """The assessment that the government answers once, through its coordinator."""
    return db.session.scalars(
        select(Assessment).where(Assessment.round_id == round_id, Assessment.unit_id.is_(None))
    ).one_or_none()


def unit_assessments(actor: Actor, round_id: str) -> Sequence[Assessment]:
    """The assessments of the actor's own OPD in a round (somebody may be admin of two)."""
    if not actor.unit_ids:
        return []
    statement = select(Assessment).where(
        Assessment.round_id == round_id,
        Assessment.unit_id.in_(sorted(actor.unit_ids)),
        within(actor, Permission.ASSESSMENT_READ, Assessment),
    )
    return db.session.scalars(statement).all()


def governments_with_rounds(actor: Actor, words: str) -> Select[Government]:
    """The governments within reach that have a round, by name; `words` looks in name and code."""
    wanted = f"%{words.strip()}%"
    return (
        select(Government)
        .where(
            Government.id.in_(select(Round.government_id)),
            within(actor, Permission.SCORES_READ, Government, column=Government.id),
            or_(Government.name.ilike(wanted), Government.code.ilike(wanted)),
        )
        .order_by(Government.name)
    )


def units_without_assessment(round_: Round) -> Sequence[Unit]:
    """The active units that have no assessment in this round (they were added after it was opened)."""
    taken = select(Assessment.unit_id).where(
        Assessment.round_id == round_.id, Assessment.unit_id.is_not(None)
    )
    return db.session.scalars(
        select(Unit)
        .where(Unit.government_id == round_.government_id, Unit.is_active.is_(True), Unit.id.not_in(taken))
        .order_by(Unit.position, Unit.name)
    ).all()


def count_in_state(round_id: str, state: AssessmentState) -> int:
    """How many units of a round are in this state."""
    statement = (
        select(func.count())
        .select_from(Assessment)
        .where(Assessment.round_id == round_id, Assessment.unit_id.is_not(None), Assessment.state == state)
    )
    return db.session.scalar(statement) or 0
