"""Which round a page or a document is about."""

from collections.abc import Sequence

from sqlalchemy import select

from app.access import Actor, Permission, within
from app.assessment.models import Assessment, Round
from app.db import db


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
