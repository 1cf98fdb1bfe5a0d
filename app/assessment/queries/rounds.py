"""Which round a page or a document is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.access import Actor, Permission, within
from app.assessment.models import REMINDER_DAYS, Assessment, Round
from app.assessment.states import AssessmentState
from app.db import db
from app.organisations.models import Government, GovernmentKind, Unit


@dataclass(frozen=True)
class WatchedCoverage:
    """How far the latest rounds are, over all governments within reach."""

    active: int  # governments that use Renaksi
    governments: int  # of these: with a round
    units: int  # OPD in the latest rounds
    submitted: int  # of these: that sent their assessment at least once


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


def lacks_round(government_id: str) -> bool:
    """Whether a government has OPD that could assess themselves, and never opened a round."""
    statement = select(
        exists().where(Unit.government_id == government_id, Unit.is_active.is_(True)),
        exists().where(Round.government_id == government_id),
    )
    has_units, has_round = db.session.execute(statement).one()
    return bool(has_units) and not has_round


def coverage_within(actor: Actor) -> WatchedCoverage:
    """How far the assessments are within the actor's reach: one query, however many governments there are."""
    own = aliased(Round)
    latest = select(func.max(own.year)).where(own.government_id == Round.government_id).scalar_subquery()
    counted = (
        select(
            Round.government_id.label("government_id"),
            func.count(Assessment.unit_id).label("units"),
            func.count(Assessment.submitted_at).filter(Assessment.unit_id.is_not(None)).label("submitted"),
        )
        .outerjoin(Assessment, Assessment.round_id == Round.id)
        .where(Round.year == latest, within(actor, Permission.ASSESSMENT_BOARD, Round))
        .group_by(Round.government_id)
        .subquery()
    )
    statement = (
        select(
            func.count(Government.id),
            func.count(counted.c.government_id),
            func.coalesce(func.sum(counted.c.units), 0),
            func.coalesce(func.sum(counted.c.submitted), 0),
        )
        .outerjoin(counted, counted.c.government_id == Government.id)
        .where(
            Government.is_active.is_(True),
            Government.kind != GovernmentKind.MINISTRY,
            within(actor, Permission.ASSESSMENT_BOARD, Government, column=Government.id),
        )
    )
    return WatchedCoverage(*(int(each) for each in db.session.execute(statement).one()))


def usual_reminder_days(government_id: str) -> str:
    """The reminder days of the government's latest round: what the next one begins with."""
    latest = current_round(government_id)
    return REMINDER_DAYS if latest is None else latest.reminder_days


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
